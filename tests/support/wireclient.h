// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "protocol/messages.h"

#include <QWebSocket>

namespace holdline::testing {

/// A Plain client that decides nothing by itself. It sends what the test says and keeps what it
/// receives.
class WireClient : public QObject
{
public:
    explicit WireClient(const QUrl &url, const QByteArray &origin = {});
    ~WireClient() override;

    QWebSocket &socket() { return m_socket; }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    int closeCode() const { return static_cast<int>(m_socket.closeCode()); }

    void send(const protocol::ClientMessage &message);
    void type(const QString &text);
    /// Sends sound at 48 kHz, in frames of the usual size, as fast as the line takes them.
    void sendAudio(audio::PcmView pcm);
    /// Sends a sound that a voice detector takes for a voice.
    void speak(std::chrono::milliseconds duration);
    void beSilent(std::chrono::milliseconds duration);

    /// The types of all received messages, "activity" with its state, without repetitions in a row.
    const QStringList &story() const { return m_story; }
    bool heardOf(const QString &entry) const { return m_story.contains(entry); }
    /// Forgets what was received so far.
    void startNewStory();
    /// All received messages of one kind.
    template <typename Message>
    QList<Message> all() const
    {
        QList<Message> found;
        for (const protocol::ServerMessage &message : m_messages) {
            if (const auto *wanted = std::get_if<Message>(&message))
                found.append(*wanted);
        }
        return found;
    }
    template <typename Message>
    QString lastContent() const
    {
        const auto messages = all<Message>();
        return messages.isEmpty() ? QString() : messages.last().content;
    }
    /// The session that the server named. There must be one.
    SessionId sessionId() const { return all<protocol::SessionAssigned>().last().id; }
    bool hasSession() const { return !all<protocol::SessionAssigned>().isEmpty(); }

private:
    void keep(const QString &text);

    QWebSocket m_socket;
    QStringList m_story;
    QList<protocol::ServerMessage> m_messages;
};

} // namespace holdline::testing
