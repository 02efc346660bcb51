// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/durablesession.h"
#include "client/session/handshake.h"
#include "client/session/outboxfolder.h"
#include "client/session/playedreport.h"
#include "client/session/sendbudget.h"

#include <QTimer>

namespace holdline::client {

class ReconnectingSocket;
class SessionIds;

/// What is said to a holdline.v1 server: the handshake, then numbered items through a
/// DurableSession. What has been sent outlives the connection and comes through once and in order.
/// Owned by SessionLine; GUI thread.
class DurableDialect : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    DurableDialect(ReconnectingSocket &socket, SessionIds &ids, SessionSecrets &secrets,
                   const Clock &clock, QObject *parent = nullptr);

    /// What is sent from now on, and not acknowledged, is kept in files of this folder beyond the
    /// process, for sessions whose secrets are kept, too.
    void keepUnsentIn(const QString &folder) { m_outboxes.setPath(folder); }
    bool keepsUnsent() const { return m_session.file() && m_session.file()->isComplete(); }
    void discardUnsent();

    bool isInSession() const { return m_stage == Stage::InSession; }
    /// A server is known, but there was no connection yet: what was left for it is found. True if
    /// its session will probably go on, so that what is sent from now on is kept for that.
    bool expectServer();

    // The connection, when it is one of this dialect:
    void onOpened();
    void onLost();
    void onMessage(const protocol::WireMessage &message);
    void onRoomMade(qint64 bytes);

    // As in Line:
    void send(const protocol::ClientMessage &message);
    void send(const protocol::AudioItem &item);
    Line::Waiting waiting() const { return m_session.waiting(); }
    Line::Words unacknowledged() const { return m_session.unacknowledgedWords(); }
    void release();
    void discardWaitingSpeech();
    void discardLate();
    void tellPlayed(const protocol::Played &played);
    void closeForViolation(const QString &how);

    /// Before the line is given up: left() when the server has what may go out, or after 1 s.
    void leave();
    /// Takes leave() back.
    void stay();
    /// Ends the session for good and has another connection made; what waits is gone.
    void end();

    /// Messages that could not be understood, since the start of the program.
    int ignoredMessages() const { return m_ignoredMessages; }

Q_SIGNALS:
    void sessionStarted(const holdline::client::Line::Session &session);
    void lost();
    void received(const holdline::protocol::ServerMessage &message);
    void speechReceived(const holdline::protocol::AudioItem &item);
    void historyReceived(const QList<holdline::protocol::HistoryMessage> &messages, bool first,
                         bool last);
    void leftFound(const holdline::client::Line::Left &left);
    void waitingChanged();
    void caughtUp();
    void left();

private:
    enum class Stage {
        Down,
        ShakingHands,
        InSession,
        Ending, ///< hl_bye is said
    };

    void beginWith(const QString &server);
    void onControl(const QByteArray &json);
    void onWelcome(const protocol::Welcome &welcome);
    void onHistory(const protocol::History &message);
    void onHistoryEnd();
    void onAck(const protocol::Ack &message);
    void onItem(const protocol::WireMessage &message);
    void deliver(const protocol::WireMessage &message);
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
    QString m_server; ///< whose session that is

    Stage m_stage = Stage::Down;
    PlayedReport m_played;
    SendBudget m_budget;
    int m_itemsInARow = 0; ///< sent since m_pause
    QTimer m_pause; ///< between two handfuls of items, for everybody else in the event loop
    bool m_isFirstHistory = true; ///< the next part is
    bool m_isLeaving = false;
    Line::Waiting m_toldWaiting;
    int m_toldTexts = 0; ///< unacknowledged
    QTimer m_progress; ///< until something is to be told
    QTimer m_patience; ///< with a server that is to hear the last words
    int m_ignoredMessages = 0;
};

} // namespace holdline::client
