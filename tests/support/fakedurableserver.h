// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/control.h"
#include "protocol/stream.h"
#include "support/fakevoiceserver.h"

#include <QHash>
#include <QPointer>
#include <QWebSocket>

namespace holdline::testing {

/// A holdline.v1 server with one session, in memory, that fails where the test wants it. Its
/// messages go on at the next connection. It acknowledges what it has committed at once.
class FakeDurableServer : public QObject
{
    Q_OBJECT

public:
    /// A step of the handshake, named after what the server would send or do next.
    enum class Step { Hello, Welcome, History, HistoryEnd, Live };

    FakeDurableServer();

    FakeVoiceServer &wire() { return m_wire; }
    QUrl url() const { return m_wire.url(); }

    /// Cuts the connection instead of this step, once.
    void cutAt(Step step) { m_cutAt = step; }
    /// Sends nothing from this step on; `nullopt` ends that.
    void fallSilentAt(std::optional<Step> step) { m_silentAt = step; }
    /// Answers the next resume with `reset`; if that is an overload, also an opening.
    void resetNext(const protocol::Reset &reset) { m_reset = reset; }
    /// Forgets the streams, but not the session.
    void forgetStreams() { m_epoch.clear(); }
    void forgetSession() { m_id.reset(); }
    void setHistory(const QList<protocol::HistoryMessage> &history) { m_history = history; }
    void setWindow(qint64 window) { m_window = window; }
    /// Whether items are taken. If not, they count as still on their way.
    void setTaking(bool taking) { m_isTaking = taking; }
    /// Changes the welcomes from now on.
    void setWelcome(const std::function<void(protocol::Welcome &)> &change) { m_change = change; }

    /// Sends a numbered message, now or at the next connection.
    void say(const protocol::ServerMessage &message);
    void say(const protocol::AudioItem &item);
    /// Sends a message without a number on the current connection.
    void sayRaw(const QByteArray &json);
    void say(const protocol::ControlMessage &message) { sayRaw(protocol::encode(message)); }

    QString epoch() const { return m_epoch; }
    const QByteArray &secret() const { return m_secret; }
    const std::optional<SessionId> &session() const { return m_id; }
    const protocol::Stream &stream() const { return m_stream; }

    /// The control messages of one kind that the client sent, on all connections.
    template <typename Message>
    QList<Message> controls() const
    {
        QList<Message> found;
        for (const protocol::ControlMessage &message : m_controls) {
            if (const auto *wanted = std::get_if<Message>(&message))
                found.append(*wanted);
        }
        return found;
    }
    /// The committed items in their order, over all epochs and sessions.
    const QList<protocol::ClientMessage> &messages() const { return m_messages; }
    const QList<protocol::AudioItem> &audio() const { return m_audio; }
    QStringList texts() const;
    /// Texts, and audio as "[position]", in the order of their arrival.
    const QStringList &story() const { return m_story; }

private:
    void serve(QWebSocket *socket);
    void onMessage(QWebSocket *socket, const protocol::WireMessage &message);
    void onControl(const protocol::ControlMessage &message);
    void onItem(const protocol::WireMessage &message);
    void onOpen();
    void onResume(const protocol::Resume &resume);
    void welcome(protocol::Welcome::Mode mode, quint64 received);
    void beginEpoch();
    void tellHistory();
    void pump();
    /// Whether the server takes this step.
    bool reaches(Step step);

    FakeVoiceServer m_wire;
    QPointer<QWebSocket> m_socket; ///< the current one
    std::optional<Step> m_cutAt;
    std::optional<Step> m_silentAt;
    std::optional<protocol::Reset> m_reset;
    std::function<void(protocol::Welcome &)> m_change;
    QList<protocol::HistoryMessage> m_history;
    qint64 m_window;
    bool m_isTaking = true;
    int m_replaced = 4409; ///< a close code that the enum of Qt does not have

    std::optional<SessionId> m_id;
    QByteArray m_secret;
    QByteArray m_nonce;
    QString m_epoch;
    int m_epochs = 0;
    QHash<QString, quint64> m_received; ///< numbers received in earlier epochs
    protocol::Stream m_stream;
    bool m_isLive = false;
    int m_resumed = 0;

    QList<protocol::ControlMessage> m_controls;
    QList<protocol::ClientMessage> m_messages;
    QList<protocol::AudioItem> m_audio;
    QStringList m_story;
};

} // namespace holdline::testing
