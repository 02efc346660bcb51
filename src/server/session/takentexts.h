// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

#include <QStringList>

namespace holdline::server {

/// The ids of the texts that have had their effect in a session, so that none has it twice: a
/// client that does not know sends its text again, maybe in an epoch that nobody remembers. A plain
/// value.
class TakenTexts
{
public:
    /// `ids` as a store has kept them, oldest first.
    explicit TakenTexts(QStringList ids = {}) : m_ids(std::move(ids)) { }

    /// False if the text of that id has been taken before. A text without an id is always a new
    /// one.
    bool take(const QString &id)
    {
        if (id.isEmpty())
            return true;
        if (m_ids.contains(id))
            return false;
        m_ids.append(id);
        if (m_ids.size() > kTextsKept)
            m_ids.removeFirst();
        return true;
    }

private:
    QStringList m_ids;
};

} // namespace holdline::server
