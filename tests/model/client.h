// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/durablesession.h"
#include "client/session/playedreport.h"
#include "model/fingerprint.h"
#include "model/mistakes.h"

#include <QTemporaryDir>

#include <map>

namespace holdline::testing {

/// A process of the client: the shipped DurableSession with its OutboxFile, and around them what
/// DurableDialect does, without a socket. Received messages are shown at once; speech is played
/// later. Everything shown is lost when the process ends.
class Client
{
public:
    struct Setting
    {
        const Clock &clock;
        qint64 window;
        const QTemporaryDir &folder; ///< for outbox files
        Mistakes mistakes{};
    };
    /// What the user has done and heard, with whatever process.
    struct User
    {
        QList<QByteArray> deeds; ///< their effects
        quint32 utterance = 0; ///< the newest answer of which something was heard
        quint64 heard = 0; ///< its first sample that was not heard
    };
    /// What a new process begins with.
    struct Remains
    {
        bool isFirst = true; ///< the first process opens the session
        QList<Deed> deeds{}; ///< what the user does while the new process is offline
        QByteArray outbox{}; ///< the content of the file
        User user{};
    };
    struct Event
    {
        enum class Kind { Dials, Receives, Plays, Reports, Sends, LosesLine, Restarts };
        Kind kind;
        Message message{};
    };
    struct View
    {
        User user;
        bool knowsHistory; ///< false in a new process that was not told yet
        QList<QByteArray> shown; ///< ids of messages
        protocol::CallStatusChanged::Status call;
        QString epoch; ///< in which the file is numbered
        quint64 acknowledged;
        QList<QByteArray> unacknowledged; ///< effects of the items in the file
        std::optional<protocol::ResumePoint> point;
        bool canPlay;
        std::optional<Instant> reportDue; ///< of an acknowledgement or of what was played
        QString
            complaint; ///< the first error that a client must never see; empty if there was none
    };

    Client(const Setting &setting, const Remains &start);
    ~Client();
    Q_DISABLE_COPY_MOVE(Client)

    /// Returns what the client sends.
    QList<Message> apply(const Event &event);
    View view() const;
    Remains remains() const;
    /// Tells apart clients that would behave differently. Call nothing else afterwards.
    QByteArray probe();

    void act(const Deed &deed);
    /// Bytes of audio that were sent on this connection and are not acknowledged, and their number.
    std::pair<qint64, int> audioUnderWay() const;

private:
    void openSession();
    Message resume() const;
    std::optional<Message> nextItem();
    void receive(const Message &message);
    void on(const protocol::ControlMessage &message);
    void join(const protocol::Welcome &welcome);
    void adoptEpoch();
    void show(const Message &item);
    void hear(const protocol::AudioItem &speech);
    void play();
    Message report();
    QByteArray knownEffect(const Message &item) const;
    void complain(const char *text);

    Setting m_setting;
    QString m_path;
    client::DurableSession m_session;
    client::PlayedReport m_report;
    User m_user;
    bool m_knowsHistory = false;
    QList<QByteArray> m_shown;
    QList<QByteArray> m_history; ///< received so far, after a rejoin
    protocol::CallStatusChanged::Status m_call = protocol::CallStatusChanged::Status::Idle;
    quint32 m_utterance = 0; ///< the answer that was announced last
    bool m_isAnnounced = false; ///< in this epoch
    std::optional<quint64> m_received; ///< its next sample; nullopt before the first
    quint64 m_played = 0; ///< of that answer, by this process
    std::map<quint64, qint64> m_audioSent; ///< sizes by number
    mutable QHash<QByteArray, QByteArray> m_effects; ///< by item
    QString m_complaint;
};

} // namespace holdline::testing
