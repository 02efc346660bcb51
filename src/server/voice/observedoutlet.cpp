// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/observedoutlet.h"

#include <utility>

namespace holdline::server {

using speech::Role;

ObservedOutlet::ObservedOutlet(Outlet &outlet, const SessionId &session, const Clock &clock,
                               TranscriptFeed *feed)
    : m_outlet(outlet)
    , m_session(session)
    , m_clock(clock)
    , m_feed(feed)
{
}

void ObservedOutlet::publish(Role role, const QString &text, bool isFinal, bool amends)
{
    if (m_feed)
        Q_EMIT m_feed->said({m_session, role, text, isFinal, amends, m_clock.wallTime()});
}

// ---- words

void ObservedOutlet::sendPartialTurn(const QString &words)
{
    m_outlet.sendPartialTurn(words);
    publish(Role::User, words, false);
}

void ObservedOutlet::sendPartialAnswer(const QString &text)
{
    m_outlet.sendPartialAnswer(text);
    publish(Role::Assistant, text, false);
}

void ObservedOutlet::enterSpokenTurn(const QString &text, quint64 neededFrom)
{
    m_outlet.enterSpokenTurn(text, neededFrom);
    publish(Role::User, text, true);
}

void ObservedOutlet::enterTypedTurn(const QString &text, const QString &id)
{
    m_outlet.enterTypedTurn(text, id);
    publish(Role::User, text, true);
}

void ObservedOutlet::beginAnswer()
{
    m_isAnswerComplete = false;
    m_outlet.beginAnswer();
}

void ObservedOutlet::completeAnswer(const QString &text)
{
    m_isAnswerComplete = true;
    m_outlet.completeAnswer(text);
    publish(Role::Assistant, text, true);
}

void ObservedOutlet::interruptAnswer(const QString &text, int heard, bool tell)
{
    m_outlet.interruptAnswer(text, heard, tell);
    publish(Role::Assistant, text.left(heard), true, std::exchange(m_isAnswerComplete, false));
}

// ---- passed on only

void ObservedOutlet::sendActivity(protocol::Activity::State state)
{
    m_outlet.sendActivity(state);
}

void ObservedOutlet::clearHistory(Memories memories)
{
    m_outlet.clearHistory(memories);
}

void ObservedOutlet::setAside(Memories memories)
{
    m_outlet.setAside(memories);
}

void ObservedOutlet::takeBack()
{
    m_outlet.takeBack();
}

void ObservedOutlet::forgetAside()
{
    m_outlet.forgetAside();
}

void ObservedOutlet::configure(const protocol::Configuration &configuration)
{
    m_outlet.configure(configuration);
}

void ObservedOutlet::writeAnswer(const QString &text, bool complete, const speech::Memory &memory)
{
    m_outlet.writeAnswer(text, complete, memory);
}

void ObservedOutlet::addSpeech(const audio::Pcm &pcm)
{
    m_outlet.addSpeech(pcm);
}

void ObservedOutlet::endSentence(const QString &text, int character)
{
    m_outlet.endSentence(text, character);
}

void ObservedOutlet::reportTrouble(const protocol::ServerError &trouble)
{
    m_outlet.reportTrouble(trouble);
}

bool ObservedOutlet::hasRoom() const
{
    return m_outlet.hasRoom();
}

} // namespace holdline::server
