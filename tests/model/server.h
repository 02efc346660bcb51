// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"
#include "model/mistakes.h"
#include "model/modelstore.h"
#include "server/durable/durableoutlet.h"
#include "server/durable/durablestream.h"
#include "server/session/takentexts.h"
#include "server/store/journal.h"

namespace holdline::testing {

/// A process of the server with one session: the shipped DurableStream and DurableOutlet with all
/// that they write, and around them what DurableSession does, without a socket. An answer is said
/// in steps, which events of the model choose.
class Server
{
public:
    struct Setting
    {
        const Clock &clock;
        qint64 window;
        int answers = 0; ///< how many answers are said by events
        Mistakes mistakes{};
    };
    /// What a new process begins with.
    using Remains = Disk;
    struct Event
    {
        enum class Kind { Receives, Says, Acknowledges, Sends, LosesLine, Syncs, Hears, Crashes };
        Kind kind;
        Message message{};
    };
    struct View
    {
        std::shared_ptr<const Disk> disk;
        QString epoch;
        quint64 acknowledged;
        bool isAllAcknowledged;
        bool canSay;
        bool canSync;
        bool canHear;
        std::optional<Instant> ackDue;
        QString
            complaint; ///< the first error that a server must never see; empty if there was none
    };

    Server(const Setting &setting, const Remains &start);
    /// Like a crash: what is not durable is lost.
    ~Server() { m_store.die(); }
    Q_DISABLE_COPY_MOVE(Server)

    /// Returns what the server sends.
    QList<Message> apply(const Event &event);
    View view() const;
    Remains remains() const { return *m_store.disk(); }
    /// Tells apart servers that would behave differently. Call nothing else afterwards.
    QByteArray probe();

    const protocol::Stream &stream() const { return m_stream.stream(); }
    /// True if a new answer may begin: the speech of the one before is played.
    bool canBeginAnswer() const { return !m_isSaying && m_outlet.heldBytes() == 0; }
    bool isSaying() const { return m_isSaying; }
    void beginAnswer();
    void saySentence(qsizetype samples);
    void endAnswer();

private:
    void receive(const Message &message);
    void takeOver(const protocol::Resume &resume);
    void rejoin(const protocol::Resume &resume);
    void onEpochBegun(const protocol::Resume &resume, int messages);
    void welcome(protocol::Welcome::Mode mode, quint64 received);
    void acknowledge(const protocol::Ack &ack);
    void take(Message item);
    void handle(quint64 seq, const Message &item);
    void on(const protocol::ClientMessage &message);
    void setCall(protocol::CallStatusChanged::Status status);
    void say();
    bool canSay() const;
    void loseLine();
    std::optional<Message> next();
    void complain(const char *text);

    Setting m_setting;
    ModelStore m_store;
    server::Session m_session;
    server::HeldMemory m_memory;
    server::HeldMemory::Share m_held;
    server::DurableStream m_stream;
    server::DurableOutlet m_outlet;
    server::Journal m_journal;
    server::TakenTexts m_texts;
    protocol::CallStatusChanged::Status m_call;
    bool m_isSaying;
    quint64 m_saidSamples; ///< of the answer that is being said
    bool m_isReady = false; ///< the welcome was sent
    int m_line = 0; ///< counts connections and their ends
    QList<Message> m_replies; ///< they go before any item
    QString m_complaint;
};

} // namespace holdline::testing
