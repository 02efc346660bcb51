// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/sessionstore.h"

#include <QStringList>

namespace holdline::server {

/// The ids of the typed texts that have taken effect in a session. A client that does not know
/// whether a text arrived sends it again, perhaps in another epoch; the id ensures that it takes
/// effect once. A plain value.
class TakenTexts
{
public:
    /// `ids` come from the store, oldest first.
    explicit TakenTexts(QStringList ids = {}) : m_ids(std::move(ids)) { }

    /// Records the text. Returns false if its id was taken before. A text without an id is always
    /// new.
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
