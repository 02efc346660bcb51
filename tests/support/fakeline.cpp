// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeline.h"

#include <utility>

namespace holdline::testing {

FakeLine::FakeLine() = default;

FakeLine::~FakeLine() = default;

void FakeLine::startNewSession()
{
    ++m_newSessions;
    goDown();
}

bool FakeLine::send(const protocol::ClientMessage &message)
{
    if (m_kind == Kind::Holding) {
        hold(message);
        return true;
    }
    const bool taken = take();
    if (taken)
        m_messages.append(message);
    return taken;
}

bool FakeLine::send(const protocol::AudioFrame &frame)
{
    const bool taken = take();
    if (taken)
        m_frames.append(frame);
    return taken;
}

bool FakeLine::send(const protocol::AudioItem &item)
{
    m_lastSpeech = m_clock ? m_clock->now() : Instant();
    hold(item);
    return true;
}

client::Line::Waiting FakeLine::waiting() const
{
    Waiting all;
    for (const Sent &one : m_waiting) {
        if (const auto *item = std::get_if<protocol::AudioItem>(&one))
            all.speech += Duration(item->pcm.size() / 2 * 1000 / 16000);
        else if (std::holds_alternative<protocol::TextMessage>(
                     std::get<protocol::ClientMessage>(one)))
            ++all.texts;
    }
    if (all.speech > Duration(0))
        all.lastSpeech = m_lastSpeech;
    return all;
}

void FakeLine::release()
{
    m_released = true;
    letOut();
}

void FakeLine::discardWaitingSpeech()
{
    m_waiting.removeIf(
        [](const Sent &one) { return std::holds_alternative<protocol::AudioItem>(one); });
    Q_EMIT waitingChanged();
}

void FakeLine::closeForViolation(const QString &how)
{
    m_violations.append(how);
    goDown();
}

void FakeLine::hold(const Clock &clock)
{
    m_kind = Kind::Holding;
    m_clock = &clock;
}

void FakeLine::startSession(std::optional<int> restoredMessages, bool offered)
{
    startSession({.id = SessionId::generate(),
                  .origin = restoredMessages ? Origin::Resumed
                      : offered              ? Origin::Replacement
                                             : Origin::New,
                  .messageCount = restoredMessages.value_or(0)});
}

void FakeLine::startSession(Session session)
{
    session.kind = m_kind;
    m_live = true;
    m_released = false;
    Q_EMIT sessionStarted(session);
}

void FakeLine::startSession(Origin origin)
{
    startSession({.id = SessionId::generate(), .origin = origin});
}

void FakeLine::goDown()
{
    if (std::exchange(m_live, false))
        Q_EMIT lost();
}

void FakeLine::tellHistory(const QList<protocol::HistoryMessage> &messages, bool first, bool last)
{
    Q_EMIT historyReceived(messages, first, last);
}

void FakeLine::setRoom(std::optional<int> room)
{
    m_room = room;
    letOut();
}

bool FakeLine::take()
{
    if (!m_live || m_room == 0)
        return false;
    if (m_room)
        --*m_room;
    return true;
}

void FakeLine::hold(const Sent &one)
{
    m_waiting.append(one);
    letOut();
}

void FakeLine::letOut()
{
    if (m_kind == Kind::Plain)
        return;
    while (m_released && !m_waiting.isEmpty() && take()) {
        const Sent one = m_waiting.takeFirst();
        m_sent.append(one);
        if (const auto *item = std::get_if<protocol::AudioItem>(&one))
            m_items.append(*item);
        else
            m_messages.append(std::get<protocol::ClientMessage>(one));
    }
    Q_EMIT waitingChanged();
}

} // namespace holdline::testing
