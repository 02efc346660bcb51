// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/asiderows.h"

#include <algorithm>
#include <iterator>

namespace holdline::client {

void AsideRows::append(std::vector<TranscriptRow> rows, int messages)
{
    std::ranges::move(rows, std::back_inserter(m_rows));
    m_messages += messages;
}

void AsideRows::addDivider(const QString &text, WallTime at)
{
    m_rows.push_back({.kind = TranscriptRow::Kind::Divider, .text = text, .at = at});
}

void AsideRows::markSent(const QString &id)
{
    const auto found = std::ranges::find(m_rows, id, &TranscriptRow::id);
    if (found != m_rows.end())
        found->pending = false;
}

void AsideRows::removePending(const QString &id)
{
    m_messages -= static_cast<int>(std::erase_if(
        m_rows, [&](const TranscriptRow &row) { return row.id == id && row.pending; }));
}

} // namespace holdline::client
