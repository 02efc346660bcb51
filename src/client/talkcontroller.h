// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace holdline::client {

class ConversationController;
class ReconnectingSocket;
class StatusController;
struct ConnectionStatus;

/// Brings together what the microphone does and what the line does. While the user is recorded, the
/// status says so, and the line notices its loss within seconds. When no server will hear the user,
/// the microphone is closed. Owned by the application; GUI thread.
class TalkController : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    TalkController(ConversationController &conversation, StatusController &status,
                   ReconnectingSocket &socket, QObject *parent = nullptr);

private:
    void updateRecording();
    void onStatus(const ConnectionStatus &status);

    ConversationController &m_conversation;
    StatusController &m_status;
    ReconnectingSocket &m_socket;
};

} // namespace holdline::client
