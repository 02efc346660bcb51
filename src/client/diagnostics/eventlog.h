// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/diagnostics/diagnosticevent.h"

#include <QAbstractListModel>

#include <deque>

namespace holdline::client {

/// The latest things that happened, oldest first; of no more than kKept. Owned by Diagnostics; GUI
/// thread.
class EventLog : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int kKept = 500;
    enum Roles {
        EventRole = Qt::UserRole + 1, ///< DiagnosticEvent; words for people are the view's
    };

    using QAbstractListModel::QAbstractListModel;

    void add(DiagnosticEvent event);
    const std::deque<DiagnosticEvent> &events() const { return m_events; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::deque<DiagnosticEvent> m_events;
};

} // namespace holdline::client
