// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/diagnostics/eventlog.h"

#include <utility>

namespace holdline::client {

void EventLog::add(DiagnosticEvent event)
{
    if (rowCount() == kKept) {
        beginRemoveRows({}, 0, 0);
        m_events.pop_front();
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_events.push_back(std::move(event));
    endInsertRows();
}

int EventLog::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

QVariant EventLog::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != EventRole)
        return {};
    return QVariant::fromValue(m_events[static_cast<std::size_t>(index.row())]);
}

} // namespace holdline::client
