// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/durable/durablestream.h"
#include "server/session/conversationrecord.h"
#include "server/session/heldmemory.h"
#include "server/session/transients.h"
#include "server/voice/outlet.h"
#include "server/voice/utterancespeech.h"

#include <QObject>

#include <optional>

namespace holdline::server {

/// Carries out the decisions of the pipeline of a Durable session. Each decision is one transaction
/// that contains the changes of the session and the items that tell the client. Works the same
/// while no client is connected, but speech waits for the client. Owned by DurableSession; main
/// thread.
class DurableOutlet : public QObject, public Outlet
{
    Q_OBJECT

public:
    /// `held` is the session's share of memory. All arguments must outlive this object.
    DurableOutlet(Session &session, DurableStream &stream, const Clock &clock,
                  const HeldMemory::Share &held);

    /// Restores the newest answer from the store.
    void restore(const StoredStream &stored);
    /// The work that was taken up after a restart may have crashed the server before. acquit()
    /// resets the count of restarts once some of that work is done.
    void suspect() { m_isSuspect = true; }
    void acquit();

    // ---- the client

    /// The unnumbered messages; they are sent when all items before them have left.
    Transients &transients() { return m_transients; }
    /// A new epoch has begun: speech that it has not heard gets new numbers.
    void renumber();
    void setPlayed(const protocol::Played &played);
    /// Gives numbers to the speech that fits into the client's window.
    void numberSpeech();
    /// Sends an item that does not belong to the conversation.
    void send(const protocol::ServerMessage &message);
    /// The current or latest utterance; 0 before the first.
    quint32 utterance() const { return m_utterance; }
    /// The first sample of the current utterance that the client has not played; 0 if its speech is
    /// no longer needed.
    quint64 played() const { return m_speech ? m_speech->played() : 0; }
    /// Memory of speech that is made and not played, in bytes.
    qint64 heldBytes() const { return m_speech ? m_speech->heldBytes() : 0; }

    // ---- the pipeline

    void sendPartialTurn(const QString &words) override;
    void sendPartialAnswer(const QString &text) override;
    void sendActivity(protocol::Activity::State state) override;
    void enterSpokenTurn(const QString &text, quint64 neededFrom) override;
    void enterTypedTurn(const QString &text, const QString &id) override;
    void configure(const protocol::Configuration &configuration) override;
    void beginAnswer() override;
    void writeAnswer(const QString &text, bool complete, const speech::Memory &memory) override;
    void addSpeech(const audio::Pcm &pcm) override;
    void endSentence(const QString &text, int character) override;
    void completeAnswer(const QString &text) override;
    void interruptAnswer(const QString &text, int heard, bool tell) override;
    void clearHistory(Memories memories) override;
    void setAside(Memories memories) override;
    void takeBack() override;
    void forgetAside() override;
    void reportTrouble(const protocol::ServerError &trouble) override;
    bool hasRoom() const override;

Q_SIGNALS:
    /// Unnumbered messages wait to be sent.
    void transientReady();

private:
    struct Answer
    {
        QString messageId;
        QList<protocol::SpeechMark> marks{};
        bool announced = false; ///< tts_begin was sent in this epoch
        bool ended = false;
        std::optional<WallTime> at{}; ///< when it ended, as in the history
    };
    void announce();
    protocol::TtsEnd end() const;
    void retire();

    const SessionId m_session;
    ConversationRecord m_record;
    DurableStream &m_stream;
    const Clock &m_clock;
    const HeldMemory::Share &m_held;

    Transients m_transients;
    bool m_isSuspect = false;
    quint32 m_utterance = 0;
    std::optional<Answer> m_answer; ///< the newest answer
    std::optional<UtteranceSpeech> m_speech; ///< speech of m_answer
};

} // namespace holdline::server
