// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/diagnostics/diagnosticevent.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace holdline::widgets {

/// The events of a client::EventLog in words: all events, or those of one kind.
class EventFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using Kind = client::DiagnosticEvent::Kind;

    using QSortFilterProxyModel::QSortFilterProxyModel;

    /// `nullopt` shows events of all kinds.
    void setKind(std::optional<Kind> kind);

    /// Qt::DisplayRole tells what happened, Qt::AccessibleTextRole also when, and Qt::ToolTipRole
    /// all that is known.
    QVariant data(const QModelIndex &index, int role) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    std::optional<Kind> m_kind;
};

} // namespace holdline::widgets
