// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/clientconnection.h"
#include "server/store/sessionstore.h"

#include <QObject>

namespace holdline::server {

/// Sends a client the history of its session, oldest message first, in parts and as fast as the
/// client reads them. Owned by DurableSession; main thread.
class HistoryTeller : public QObject
{
    Q_OBJECT

public:
    /// Bytes in the socket; no acknowledgement or pong can overtake them.
    static constexpr qint64 kMaxBacklog = 256 * 1024;

    /// Sends the first `messages` messages of the history. All references must outlive this object.
    HistoryTeller(SessionStore &store, const SessionId &id, int messages,
                  ClientConnection &connection, QObject *parent = nullptr);

    /// Begins, or continues when the client may have read something.
    void proceed();

Q_SIGNALS:
    /// The history and its end are sent. If the history cannot be read, it ends before the error.
    void told();

private:
    void onLoaded(const Result<HistoryPage, StoreError> &page);
    void send(const protocol::ControlMessage &message);

    SessionStore &m_store;
    SessionId m_id;
    ClientConnection &m_connection;
    qint64 m_from = 0; ///< see HistoryPage::next
    int m_remaining;
    bool m_isLoading = false;
};

} // namespace holdline::server
