// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/persona/persona.h"

#include <vector>

namespace holdline::client {

/// The file with the personas of the user. It is replaced as a whole, so that a crash leaves the
/// old or the new one, and no other user can read it. Owned by the application; GUI thread.
class PersonaStore
{
public:
    explicit PersonaStore(QString path) : m_path(std::move(path)) { }

    struct Loaded
    {
        std::vector<Persona> personas; ///< the shipped ones if there is no usable file
        QString setAside{}; ///< the new name of a file that could not be used
    };
    Loaded load() const;
    /// Returns false if the file cannot be written.
    bool save(const std::vector<Persona> &personas) const;

private:
    QString m_path;
};

} // namespace holdline::client
