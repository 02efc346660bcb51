// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeline.h"

#include <algorithm>
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
    if (m_kind == Kind::Durable) {
        hold(message);
        return true;
    }
    const bool taken = take();
    if (taken)
        m_messages.append(message);
    return taken;
}

bool FakeLine::Plain::send(const protocol::AudioFrame &frame)
{
    const bool taken = line.take();
    if (taken)
        line.m_frames.append(frame);
    return taken;
}

void FakeLine::Durable::send(const protocol::AudioItem &item)
{
    line.m_lastSpeech = line.m_clock ? line.m_clock->now() : Instant();
    line.hold(item);
}

void FakeLine::add(Words &words, const Sent &one)
{
    if (const auto *item = std::get_if<protocol::AudioItem>(&one))
        words.speech += Duration(item->pcm.size() / 2 * 1000 / 16000);
    else if (std::holds_alternative<protocol::TextMessage>(std::get<protocol::ClientMessage>(one)))
        ++words.texts;
}

client::DurableLine::Words FakeLine::Durable::unacknowledged() const
{
    Words all = line.m_underWay;
    for (const Sent &one : line.m_waiting)
        add(all, one);
    return all;
}

void FakeLine::setAcknowledging(bool acknowledging)
{
    m_acknowledging = acknowledging;
    if (acknowledging)
        m_underWay = {};
    Q_EMIT m_durable.waitingChanged();
}

void FakeLine::catchUp()
{
    setAcknowledging(true);
    Q_EMIT m_durable.caughtUp();
}

client::DurableLine::Waiting FakeLine::Durable::waiting() const
{
    Words words;
    for (const Sent &one : line.m_waiting)
        add(words, one);
    Waiting all{.speech = words.speech, .texts = words.texts};
    if (all.speech > Duration(0))
        all.lastSpeech = line.m_lastSpeech;
    const qsizetype left = std::min(line.m_left, line.m_waiting.size());
    all.leftTexts = static_cast<int>(
        std::count_if(line.m_waiting.cbegin(), line.m_waiting.cbegin() + left, [](const Sent &one) {
            return std::holds_alternative<protocol::ClientMessage>(one);
        }));
    if (left > 0)
        all.lastLeft = line.m_lastLeft;
    return all;
}

void FakeLine::Durable::release()
{
    line.m_released = true;
    line.letOut();
}

void FakeLine::Durable::discardWaitingSpeech()
{
    line.m_waiting.removeIf(
        [](const Sent &one) { return std::holds_alternative<protocol::AudioItem>(one); });
    Q_EMIT waitingChanged();
}

void FakeLine::Durable::closeForViolation(const QString &how)
{
    line.m_violations.append(how);
    line.goDown();
}

void FakeLine::Durable::discardLate()
{
    qsizetype place = 0;
    line.m_waiting.removeIf([&](const Sent &one) {
        const bool isSpeech = std::holds_alternative<protocol::AudioItem>(one);
        const bool isLeft = place < line.m_left;
        return place++ < line.m_late && (isSpeech || isLeft);
    });
    line.m_left = 0;
    Q_EMIT waitingChanged();
}

int FakeLine::Durable::recallAside()
{
    return static_cast<int>(line.m_waiting.removeIf([](const Sent &one) {
        const auto *message = std::get_if<protocol::ClientMessage>(&one);
        return message && std::holds_alternative<protocol::SetAside>(*message);
    }));
}

void FakeLine::hold(const Clock &clock)
{
    m_clock = &clock;
    m_kind = Kind::Durable;
    Q_EMIT kindChanged();
}

void FakeLine::leave(const QList<protocol::TextMessage> &texts, Duration speech, Duration ago)
{
    client::DurableLine::Left left{.speech = speech, .last = m_clock->wallTime() - ago};
    for (const protocol::TextMessage &text : texts) {
        m_waiting.append(protocol::ClientMessage(text));
        left.texts.append({text, left.last});
    }
    if (speech > Duration(0))
        m_waiting.append(protocol::AudioItem{
            .replayed = true, .pcm = QByteArray(static_cast<qsizetype>(speech.count()) * 32, 'a')});
    m_left = m_waiting.size();
    m_lastLeft = m_clock->now() - ago;
    m_lastSpeech = m_lastLeft;
    Q_EMIT m_durable.leftFound(left);
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
    m_late = m_waiting.size();
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
    Q_EMIT m_durable.historyReceived(messages, first, last);
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
        m_left = std::max<qsizetype>(0, m_left - 1);
        m_sent.append(one);
        if (!m_acknowledging)
            add(m_underWay, one);
        if (const auto *item = std::get_if<protocol::AudioItem>(&one))
            m_items.append(*item);
        else
            m_messages.append(std::get<protocol::ClientMessage>(one));
    }
    Q_EMIT m_durable.waitingChanged();
}

} // namespace holdline::testing
