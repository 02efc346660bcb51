// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/clientconnection.h"
#include "server/plain/plainwriter.h"
#include "server/session/conversationrecord.h"
#include "server/session/heldmemory.h"
#include "server/voice/outlet.h"

#include <QObject>
#include <QTimer>

namespace holdline::server {

/// Sends a plain client the results of its pipeline, without delay, and writes the conversation to
/// the history. Owned by PlainCall; main thread.
class PlainOutlet : public QObject, public Outlet
{
    Q_OBJECT

public:
    /// All references must outlive this object.
    PlainOutlet(Session &session, SessionRegistry &registry, ClientConnection &connection,
                const HeldMemory::Share &held, const Clock &clock);

    /// Sends nothing after this call.
    void mute() { m_isMute = true; }

    void sendPartialTurn(const QString &words) override;
    void sendPartialAnswer(const QString &text) override;
    void sendActivity(protocol::Activity::State state) override;
    void enterSpokenTurn(const QString &text, quint64 neededFrom) override;
    void enterTypedTurn(const QString &text, const QString &id) override;
    void clearHistory(Memories memories) override;
    // Plain clients cannot ask for these.
    void setAside(Memories) override { }
    void takeBack() override { }
    void forgetAside() override { }
    void configure(const protocol::Configuration &configuration) override;
    void beginAnswer() override;
    void writeAnswer(const QString &text, bool complete, const speech::Memory &memory) override;
    void addSpeech(const audio::Pcm &pcm) override;
    void endSentence(const QString &text, int character) override;
    void completeAnswer(const QString &text) override;
    void interruptAnswer(const QString &text, int heard, bool tell) override;
    void reportTrouble(const protocol::ServerError &trouble) override;
    bool hasRoom() const override;

Q_SIGNALS:
    /// The client has played enough, so there may be room for speech. Not emitted when the client
    /// has read what waited to be sent.
    void roomMade();

private:
    void send(const protocol::ServerMessage &message);
    Duration unplayed() const;
    void waitUntilPlayed();

    PlainWriter m_writer;
    ConversationRecord m_record;
    ClientConnection &m_connection;
    const HeldMemory::Share &m_held;
    QString m_messageId; ///< id of the answer; empty until the answer is in the history
    bool m_isMute = false;
    const Clock &m_clock;
    /// When the client will have played everything that was sent, if it plays without a pause. A
    /// plain client only says when playback starts and stops, and many do not say even that.
    Instant m_playedOut{};
    QTimer m_room; ///< runs while more speech is unplayed than allowed
};

} // namespace holdline::server
