// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/dialect.h"
#include "client/session/durableline.h"
#include "client/session/durablesession.h"
#include "client/session/handshake.h"
#include "client/session/outboxfolder.h"
#include "client/session/playedreport.h"
#include "client/session/sendbudget.h"

#include <QTimer>

namespace holdline::client {

class ReconnectingSocket;
class SessionIds;

/// Speaks with a holdline.v1 server: the handshake first, then numbered items through a
/// DurableSession. Sent items outlive the connection and arrive once and in order. One class
/// despite its size: it passes each message and each event on to the handshake, the session or the
/// socket, and decides only which of them is next. Owned by SessionLine; GUI thread.
class DurableDialect : public DurableLine, public Dialect
{
    Q_OBJECT

public:
    /// All must outlive this.
    DurableDialect(ReconnectingSocket &socket, SessionIds &ids, SessionSecrets &secrets,
                   const Clock &clock, QObject *parent = nullptr);

    /// Keeps unacknowledged items in files of this folder from now on, for the next process. Only
    /// for sessions whose secrets are kept, too.
    void keepUnsentIn(const QString &folder) { m_outboxes.setPath(folder); }
    bool keepUnsent() override { return m_session.keepUnsent(); }
    /// Drops the waiting items, and keeps none for the next process.
    void discardUnsent();

    Line::Kind kind() const override { return Line::Kind::Durable; }
    bool isLive() const override { return m_stage == Stage::InSession; }
    /// Call it when the server is known. Before the first connection this reads what an earlier
    /// process has left for the server, and emits leftFound(). Returns true if the session of that
    /// process will probably go on. Items sent from now on are then kept for it.
    bool expectServer();

    void onOpened() override;
    void onLost() override;
    void onMessage(const protocol::WireMessage &message) override;
    void onRoomMade(qint64 bytes) override;

    bool send(const protocol::ClientMessage &message) override;
    void send(const protocol::AudioItem &item) override;
    Waiting waiting() const override { return m_session.waiting(); }
    Words unacknowledged() const override { return m_session.unacknowledgedWords(); }
    void release() override;
    void discardWaitingSpeech() override;
    void discardLate() override;
    int recallAside() override;
    void tellPlayed(const protocol::Played &played) override;
    void closeForViolation(const QString &how) override;

    /// Prepares for the end of the line. Emits left() when the server has all items that may go
    /// out, or after 1 s.
    void leave();
    /// Cancels leave().
    void stay();
    /// Ends the session for good and makes another connection. Drops the waiting items.
    void end();

    /// Messages that were not understood, since the start of the program.
    int ignoredMessages() const { return m_ignoredMessages; }

Q_SIGNALS:
    void sessionStarted(const holdline::client::Line::Session &session);
    void lost();
    void received(const holdline::protocol::ServerMessage &message);
    void left();

private:
    enum class Stage {
        Down,
        ShakingHands,
        InSession,
        Ending, ///< hl_bye is sent
    };

    void beginWith(const QString &server);
    void onControl(const QByteArray &json);
    void onWelcome(const protocol::Welcome &welcome);
    void onHistory(const protocol::History &message);
    void onHistoryEnd();
    void onAck(const protocol::Ack &message);
    void onItem(const protocol::WireMessage &message);
    void deliverSpeech(const QByteArray &bytes);
    void deliver(const protocol::ParsedMessage &message);
    void onGoaway(const protocol::Goaway &message);
    void onBye();
    void pump();
    void tellProgress();
    void attend();
    void finishLeaving();
    void finishEnding();

    void ignore();

    ReconnectingSocket &m_socket;
    const Clock &m_clock;
    OutboxFolder m_outboxes;
    Handshake m_handshake;
    DurableSession m_session;
    QString m_server; ///< the sessionKey of the server that m_session belongs to

    Stage m_stage = Stage::Down;
    PlayedReport m_played;
    SendBudget m_budget;
    int m_itemsInARow = 0; ///< items sent since the latest m_pause
    QTimer m_pause; ///< between two groups of items, so that the event loop turns
    bool m_isFirstHistory = true; ///< the next part of the history is the first one
    bool m_isLeaving = false;
    Waiting m_toldWaiting;
    int m_toldTexts = 0; ///< unacknowledged texts when waitingChanged() was last emitted
    QTimer m_progress; ///< until the next acknowledgement or report of playback is due
    QTimer m_patience; ///< the longest wait for the server in leave() and end()
    int m_ignoredMessages = 0;
};

} // namespace holdline::client
