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

/// A holdline.v1 server with one session, in memory, that fails where it is told to. All that was
/// said to it goes on at the next connection; what it committed it acknowledges at once.
class FakeDurableServer : public QObject
{
    Q_OBJECT

public:
    /// A step of the handshake, named by what the server would say or do next.
    enum class Step { Hello, Welcome, History, HistoryEnd, Live };

    FakeDurableServer();

    FakeVoiceServer &wire() { return m_wire; }
    QUrl url() const { return m_wire.url(); }

    /// Once, instead of this step.
    void cutAt(Step step) { m_cutAt = step; }
    /// Nothing is said from this step on; nothing: all is well again.
    void fallSilentAt(std::optional<Step> step) { m_silentAt = step; }
    /// The answer to the next resume or, if it is an overload, opening.
    void resetNext(const protocol::Reset &reset) { m_reset = reset; }
    /// The session is remembered, its streams are not.
    void forgetStreams() { m_epoch.clear(); }
    void forgetSession() { m_id.reset(); }
    void setHistory(const QList<protocol::HistoryMessage> &history) { m_history = history; }
    void setWindow(qint64 window) { m_window = window; }
    /// Whether items are taken; if not, it is as if they were still on their way.
    void setTaking(bool taking) { m_isTaking = taking; }
    /// Changes the welcomes to come.
    void setWelcome(const std::function<void(protocol::Welcome &)> &change) { m_change = change; }

    /// Numbered, now or when somebody comes back.
    void say(const protocol::ServerMessage &message);
    void say(const protocol::AudioItem &item);
    /// On the current connection, without a number.
    void sayRaw(const QByteArray &json);
    void say(const protocol::ControlMessage &message) { sayRaw(protocol::encode(message)); }

    QString epoch() const { return m_epoch; }
    const QByteArray &secret() const { return m_secret; }
    const std::optional<SessionId> &session() const { return m_id; }
    const protocol::Stream &stream() const { return m_stream; }

    /// What the client sent of each kind, on all connections.
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
    /// Committed items in their order, over all epochs and sessions.
    const QList<protocol::ClientMessage> &messages() const { return m_messages; }
    const QList<protocol::AudioItem> &audio() const { return m_audio; }
    QStringList texts() const;
    /// Texts as they are, audio as "[position]", in one order.
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
    /// Whether this step is to be taken.
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
    QHash<QString, quint64> m_received; ///< of the epochs before
    protocol::Stream m_stream;
    bool m_isLive = false;
    int m_resumed = 0;

    QList<protocol::ControlMessage> m_controls;
    QList<protocol::ClientMessage> m_messages;
    QList<protocol::AudioItem> m_audio;
    QStringList m_story;
};

} // namespace holdline::testing
