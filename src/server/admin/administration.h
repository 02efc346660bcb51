// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/adminapi.h"
#include "server/admin/observers.h"
#include "server/admin/operations.h"

namespace holdline::server {

/// Everything for the operator: figures, the admin page, and observers of conversations. Owned by
/// Server; main thread.
class Administration : public QObject
{
    Q_OBJECT

public:
    struct Setting
    {
        AccessPolicy policy; ///< with the admin token and without foreign origins
        AdminApi::Openness openness;
    };

    /// All references must outlive this object.
    Administration(Setting setting, HttpPages &pages, TranscriptFeed &feed,
                   const Operations &operations, const FigureSource &figures);

    /// Leaves out the figures that only the server knows.
    ServerFigures figures() const;

    /// Requests and observers since the start that did not have the right admin token.
    quint64 refused() const { return m_api.refused() + m_observers.refused(); }

    /// Takes over the WebSocket of a new observer.
    void receive(WebSocket *socket) { m_observers.receive(socket); }

Q_SIGNALS:
    void drainRequested();

private:
    Setting m_setting;
    Operations m_operations;
    Observers m_observers;
    AdminApi m_api;
};

} // namespace holdline::server
