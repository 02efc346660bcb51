// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "server/voice/outlet.h"
#include "server/voice/transcriptfeed.h"

namespace holdline::server {

/// Passes everything on to another outlet, and publishes the words for observers. Owned by
/// VoicePipeline; main thread.
class ObservedOutlet : public Outlet
{
public:
    /// All references must outlive this object. `feed` may be null.
    ObservedOutlet(Outlet &outlet, const SessionId &session, const Clock &clock,
                   TranscriptFeed *feed);

    void sendPartialTurn(const QString &words) override;
    void sendPartialAnswer(const QString &text) override;
    void sendActivity(protocol::Activity::State state) override;
    void enterSpokenTurn(const QString &text, quint64 neededFrom) override;
    void enterTypedTurn(const QString &text, const QString &id) override;
    void clearHistory(Memories memories) override;
    void setAside(Memories memories) override;
    void takeBack() override;
    void forgetAside() override;
    void configure(const protocol::Configuration &configuration) override;
    void beginAnswer() override;
    void writeAnswer(const QString &text, bool complete, const speech::Memory &memory) override;
    void addSpeech(const audio::Pcm &pcm) override;
    void endSentence(const QString &text, int character) override;
    void completeAnswer(const QString &text) override;
    void interruptAnswer(const QString &text, int heard, bool tell) override;
    void reportTrouble(const protocol::ServerError &trouble) override;
    bool hasRoom() const override;

private:
    void publish(speech::Role role, const QString &text, bool isFinal, bool amends = false);

    Outlet &m_outlet;
    SessionId m_session;
    const Clock &m_clock;
    TranscriptFeed *m_feed;
    bool m_isAnswerComplete = false; ///< state of the newest answer
};

} // namespace holdline::server
