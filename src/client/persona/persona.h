// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/configuration.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace holdline::client {

/// An assistant to talk with: what the server is told about it, and how it is shown. A plain value.
struct Persona
{
    static constexpr qsizetype kMaxRole = 100; ///< characters
    static constexpr qsizetype kMaxPicture = 64 * 1024; ///< bytes

    QString id; ///< unique among the personas of a user; never shown
    QString role{}; ///< a few words about it, for people
    QByteArray picture{}; ///< PNG; empty if its initials are shown
    protocol::Configuration configuration{};

    const QString &name() const { return configuration.persona; }
    /// The first letters of the first two words of the name.
    QString initials() const;

    friend bool operator==(const Persona &, const Persona &) = default;
};

/// The personas that come with the app, in the language of the app.
std::vector<Persona> shippedPersonas();

} // namespace holdline::client
