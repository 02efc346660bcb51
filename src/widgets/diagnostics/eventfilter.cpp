// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnostics/eventfilter.h"

#include "client/diagnostics/eventlog.h"
#include "widgets/diagnostics/diagnosticwords.h"

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::DiagnosticEvent;
using client::EventLog;

void EventFilter::setKind(std::optional<Kind> kind)
{
    m_kind = kind;
    invalidateFilter();
}

QVariant EventFilter::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return QSortFilterProxyModel::data(index, role);
    const auto event = index.data(EventLog::EventRole).value<DiagnosticEvent>();
    const QString words = DiagnosticWords::event(event);
    if (role == Qt::DisplayRole)
        return words;
    const QString text = DiagnosticWords::time(event) + u"  "_s + words;
    const QString detail = DiagnosticWords::detail(event);
    return role == Qt::AccessibleTextRole || detail.isEmpty() ? text : text + u'\n' + detail;
}

bool EventFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return !m_kind || index.data(EventLog::EventRole).value<DiagnosticEvent>().kind() == *m_kind;
}

} // namespace holdline::widgets
