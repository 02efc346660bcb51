// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/durable/durablestream.h"
#include "server/session/heldmemory.h"
#include "server/session/sessionregistry.h"
#include "server/session/transients.h"
#include "server/voice/outlet.h"
#include "server/voice/utterancespeech.h"

#include <QObject>

#include <functional>
#include <optional>

namespace holdline::server {

/// Carries the decisions of a v1 session's pipeline out: each is one transaction of what it changes
/// and of the items that tell the client. Nothing waits for a client that is away, but speech.
/// Main thread.
class DurableOutlet : public QObject, public Outlet
{
    Q_OBJECT

public:
    /// `neededFrom` is the pipeline's, `held` the session's. What the registry changes of `session`
    /// is written to `stream`. All must outlive this.
    DurableOutlet(Session &session, SessionRegistry &registry, DurableStream &stream,
                  const Clock &clock, std::function<quint64()> neededFrom,
                  const HeldMemory::Share &held);

    /// What the store knows of the newest answer.
    void restore(const StoredStream &stored);
    /// The work taken up after a restart may be what brought the server down, until some of it is
    /// done.
    void suspect() { m_isSuspect = true; }
    void acquit();

    // ---- the client

    /// What is told unnumbered, once every item that came before it has left.
    Transients &transients() { return m_transients; }
    /// It begins a new epoch: what it has not heard is numbered anew.
    void renumber();
    void setPlayed(const protocol::Played &played);
    /// Speech that waits may fit into the window now.
    void numberSpeech();
    /// An item of the session's own, beside the conversation.
    void send(const protocol::ServerMessage &message);
    /// The utterance under way or heard last, 0 before the first.
    quint32 utterance() const { return m_utterance; }
    /// Its first sample that the client has not played; 0 if none of it is wanted any more.
    quint64 played() const { return m_speech ? m_speech->played() : 0; }
    /// Speech made and not played.
    qint64 heldBytes() const { return m_speech ? m_speech->heldBytes() : 0; }

    // ---- the pipeline

    void sendPartialTurn(const QString &words) override;
    void sendPartialAnswer(const QString &text) override;
    void sendActivity(protocol::Activity::State state) override;
    void enterSpokenTurn(const QString &text) override;
    void enterTypedTurn(const QString &text, const QString &id) override;
    void beginAnswer() override;
    void writeAnswer(const QString &text, bool complete, const speech::Memory &memory) override;
    void addSpeech(const audio::Pcm &pcm) override;
    void endSentence(const QString &text, int character) override;
    void completeAnswer(const QString &text) override;
    void interruptAnswer(const QString &text, int heard, bool tell) override;
    void clearHistory(Memories memories) override;
    bool hasRoom() const override;

Q_SIGNALS:
    /// There are transients.
    void transientReady();

private:
    struct Answer
    {
        QString messageId;
        QList<protocol::SpeechMark> marks{};
        bool announced = false; ///< tts_begin has been sent in this epoch
        bool ended = false;
        std::optional<WallTime> at{}; ///< when it ended, as the history has it
    };
    void announce();
    protocol::TtsEnd end() const;
    void retire();

    Session &m_session;
    SessionRegistry &m_registry;
    DurableStream &m_stream;
    const Clock &m_clock;
    std::function<quint64()> m_neededFrom;
    const HeldMemory::Share &m_held;

    Transients m_transients;
    bool m_isSuspect = false;
    quint32 m_utterance = 0;
    std::optional<Answer> m_answer; ///< the newest
    std::optional<UtteranceSpeech> m_speech; ///< its speech, as long as any of it may be wanted
};

} // namespace holdline::server
