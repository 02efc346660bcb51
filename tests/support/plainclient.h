// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"
#include "protocol/messages.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <memory>
#include <vector>

namespace holdline::testing {

/// A Plain client of the server, like a web page. Connects, speaks, and records each message with
/// its time. Needs a running event loop.
class PlainClient : public QObject
{
    Q_OBJECT

public:
    struct Received
    {
        protocol::ServerMessage message;
        Duration at; ///< time since this client was made
    };

    PlainClient();
    ~PlainClient() override;

    void open(const QUrl &url, std::optional<SessionId> offered = {}, const QByteArray &token = {},
              const QString &origin = {});
    void close();
    void vanish() { m_socket->abort(); }

    void send(const protocol::ClientMessage &message);
    void sendText(const QString &raw) { m_socket->sendTextMessage(raw); }
    void sendBinary(const QByteArray &raw) { m_socket->sendBinaryMessage(raw); }
    /// Sends 48 kHz PCM in frames of 2 048 samples at the pace of a microphone.
    void speak(const audio::Pcm &pcm);

    QWebSocket &socket() { return *m_socket; }
    bool isOpen() const { return m_socket->state() == QAbstractSocket::ConnectedState; }
    std::optional<SessionId> session() const;
    Duration now() const { return Duration(m_clock.elapsed()); }

    const std::vector<Received> &received() const { return m_received; }
    template <typename Message>
    QList<Message> all() const
    {
        QList<Message> found;
        for (const Received &received : m_received) {
            if (const auto *message = std::get_if<Message>(&received.message))
                found.append(*message);
        }
        return found;
    }
    template <typename Message>
    qsizetype count() const
    {
        return all<Message>().size();
    }
    /// When the first message of this kind came at or after `since`; `nullopt` if none has come.
    template <typename Message>
    std::optional<Duration> firstAt(Duration since = {}) const
    {
        for (const Received &received : m_received) {
            if (received.at >= since && std::holds_alternative<Message>(received.message))
                return received.at;
        }
        return std::nullopt;
    }
    /// All speech of the server so far, at 48 kHz.
    audio::Pcm heard() const;
    void forget() { m_received.clear(); }

Q_SIGNALS:
    void messageReceived();

private:
    void sendDueFrames();

    std::unique_ptr<QWebSocket> m_socket;
    QElapsedTimer m_clock;
    std::vector<Received> m_received;
    QTimer m_microphone;
    QElapsedTimer m_speaking;
    audio::Pcm m_toSpeak;
    std::size_t m_spoken = 0;
};

} // namespace holdline::testing
