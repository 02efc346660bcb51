// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/diagnostics/diagnosticevent.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace holdline::widgets {

/// The events of a client::EventLog of one kind, or all, in words.
class EventFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using Kind = client::DiagnosticEvent::Kind;

    using QSortFilterProxyModel::QSortFilterProxyModel;

    /// Nothing: all.
    void setKind(std::optional<Kind> kind);

    /// Qt::DisplayRole is what happened, Qt::AccessibleTextRole also when, Qt::ToolTipRole all that
    /// is known.
    QVariant data(const QModelIndex &index, int role) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    std::optional<Kind> m_kind;
};

} // namespace holdline::widgets
