// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/adminapi.h"
#include "server/admin/observers.h"
#include "server/admin/operations.h"

namespace holdline::server {

/// All that is there for the operator: figures, the admin page, and observers of what is said.
/// Owned by the Server; main thread.
class Administration : public QObject
{
    Q_OBJECT

public:
    struct Setting
    {
        AccessPolicy policy; ///< of the admin token, without foreign origins
        AdminApi::Openness openness;
        /// Adds the figures that only the server knows.
        std::function<void(ServerFigures &)> complete;
    };

    /// All references outlive this.
    Administration(Setting setting, HttpPages &pages, TranscriptFeed &feed,
                   const Operations &operations);

    /// How many had not the right admin token, since the start.
    quint64 refused() const { return m_api.refused() + m_observers.refused(); }

    /// Somebody wants to observe.
    void receive(WebSocket *socket) { m_observers.receive(socket); }

Q_SIGNALS:
    void drainRequested();

private:
    ServerFigures figures() const;

    Setting m_setting;
    Operations m_operations;
    Observers m_observers;
    AdminApi m_api;
};

} // namespace holdline::server
