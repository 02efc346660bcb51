// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/clientconnection.h"
#include "server/store/sessionstore.h"

#include <QObject>

namespace holdline::server {

/// Tells a client the history of its session, oldest first and part by part, as fast as the client
/// takes them. Owned by DurableSession; main thread.
class HistoryTeller : public QObject
{
    Q_OBJECT

public:
    /// The first `messages` of the history. Both references outlive this.
    HistoryTeller(SessionStore &store, const SessionId &id, int messages,
                  ClientConnection &connection, QObject *parent = nullptr);

    /// The client may have taken something. Also begins.
    void proceed();

Q_SIGNALS:
    /// All is told, or as much as can be read, and its end.
    void told();

private:
    void onLoaded(const Result<HistoryPage, StoreError> &page);
    void send(const protocol::ControlMessage &message);

    SessionStore &m_store;
    SessionId m_id;
    ClientConnection &m_connection;
    qint64 m_from = 0; ///< as HistoryPage::next
    int m_remaining;
    bool m_isLoading = false;
};

} // namespace holdline::server
