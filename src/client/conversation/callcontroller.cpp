// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/callcontroller.h"

#include "client/conversation/calls.h"
#include "client/session/line.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

using State = CallStatus::State;

CallController::CallController(Line &line, Calls &calls, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_calls(&calls)
    , m_clock(clock)
{
}

void CallController::start()
{
    if (std::exchange(m_endsWithAnswer, false))
        setState(State::Active);
    if (m_wanted)
        return;
    m_wanted = true;
    if (!m_line.isLive())
        Q_EMIT refused();
    request(true);
}

void CallController::end(bool answerUnderWay)
{
    if (!m_wanted)
        return;
    if (answerUnderWay && !m_endsWithAnswer) {
        m_endsWithAnswer = true;
        setState(State::Ending);
    } else {
        endNow();
    }
}

void CallController::onAnswerOver()
{
    if (m_endsWithAnswer)
        endNow();
}

void CallController::onNewConversation()
{
    m_wanted = false;
    m_endsWithAnswer = false;
    setState(State::Idle);
}

void CallController::onSessionStarted(bool another)
{
    switch (m_calls->fate(another)) {
    case Calls::Fate::Kept:
        break;
    case Calls::Fate::Ours:
        if (m_wanted && !m_endsWithAnswer)
            setState(State::Active);
        break;
    case Calls::Fate::Lost:
        setState(State::Idle);
        m_endsWithAnswer = false;
        if (m_wanted)
            request(true);
        break;
    }
}

void CallController::onStatus(const protocol::CallStatusChanged &message)
{
    using Status = protocol::CallStatusChanged::Status;
    switch (message.status) {
    case Status::Idle:
        break; // already set when the new conversation was asked for
    case Status::Active:
        if (!m_endsWithAnswer)
            setState(State::Active);
        break;
    case Status::Ended:
        if (message.reason != u"user"_s) // after "user" a new call may have been started
            m_wanted = false;
        m_endsWithAnswer = false;
        setState(State::Ended, message.reason);
        break;
    }
}

void CallController::request(bool start)
{
    if (const std::optional<State> known = m_calls->request(start))
        setState(*known, known == State::Ended ? u"user"_s : QString());
}

void CallController::endNow()
{
    m_wanted = false;
    m_endsWithAnswer = false;
    request(false);
}

void CallController::setState(State state, const QString &reason)
{
    CallStatus next{.state = state, .since = m_status.since, .reason = reason};
    if (state == State::Idle)
        next.since.reset();
    const bool wasUnderWay = m_status.state == State::Active || m_status.state == State::Ending;
    if (state == State::Active && !wasUnderWay)
        next.since = m_clock.now();
    if (std::exchange(m_status, next) != next)
        Q_EMIT statusChanged(m_status);
}

} // namespace holdline::client
