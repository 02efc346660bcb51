// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/diagnostics/diagnosticevent.h"

#include <QAbstractListModel>

#include <deque>

namespace holdline::client {

/// The latest events, oldest first, kKept of them at most. Owned by Diagnostics; GUI thread.
class EventLog : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int kKept = 500;
    enum Roles {
        EventRole = Qt::UserRole + 1, ///< DiagnosticEvent; the view makes the words for people
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
