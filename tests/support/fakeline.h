// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/line.h"

#include <optional>
#include <utility>
#include <variant>

namespace holdline::testing {

/// A line that the test takes up and down. It records what is sent while it is up; the test speaks
/// as the server. As one that holds, it keeps what is sent while it is down, until released.
class FakeLine : public client::Line
{
public:
    using Sent = std::variant<protocol::ClientMessage, protocol::AudioItem>;
    using Origin = Session::Origin;

    bool isLive() const override { return m_live; }
    Kind kind() const override { return m_kind; }
    void startNewSession() override
    {
        ++m_newSessions;
        goDown();
    }
    bool send(const protocol::ClientMessage &message) override
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
    bool send(const protocol::AudioFrame &frame) override
    {
        const bool taken = take();
        if (taken)
            m_frames.append(frame);
        return taken;
    }
    bool send(const protocol::AudioItem &item) override
    {
        m_lastSpeech = m_clock ? m_clock->now() : Instant();
        hold(item);
        return true;
    }

    Waiting waiting() const override
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
    void release() override
    {
        m_released = true;
        letOut();
    }
    void discardWaitingSpeech() override
    {
        m_waiting.removeIf(
            [](const Sent &one) { return std::holds_alternative<protocol::AudioItem>(one); });
        Q_EMIT waitingChanged();
    }
    void tellPlayed(const protocol::Played &played) override { m_played = played; }

    // What the test does.

    /// What sessions begin from now on are, and the clock by which the age of speech is told.
    void hold(const Clock &clock)
    {
        m_kind = Kind::Holding;
        m_clock = &clock;
    }
    /// The server names the session: restored with so many messages; else a new one, in place of
    /// one that was `offered`.
    void startSession(std::optional<int> restoredMessages = std::nullopt, bool offered = false)
    {
        startSession({.id = SessionId::generate(),
                      .origin = restoredMessages ? Origin::Resumed
                          : offered              ? Origin::Replacement
                                                 : Origin::New,
                      .messageCount = restoredMessages.value_or(0)});
    }
    void startSession(Session session)
    {
        session.kind = m_kind;
        m_live = true;
        m_released = false;
        Q_EMIT sessionStarted(session);
    }
    void startSession(Origin origin)
    {
        startSession({.id = SessionId::generate(), .origin = origin});
    }
    void goDown()
    {
        if (std::exchange(m_live, false))
            Q_EMIT lost();
    }
    /// The server says this, whether the line is up or not.
    void say(const protocol::ServerMessage &message) { Q_EMIT received(message); }
    void speak(const protocol::AudioItem &item) { Q_EMIT speechReceived(item); }
    void tellHistory(const QList<protocol::HistoryMessage> &messages, bool first = true,
                     bool last = true)
    {
        Q_EMIT historyReceived(messages, first, last);
    }
    /// The server has what waited.
    void catchUp() { Q_EMIT caughtUp(); }
    /// How many more messages, frames and items leave before the line is congested; nothing: any.
    void setRoom(std::optional<int> room)
    {
        m_room = room;
        letOut();
    }

    // What the test reads.

    const QList<protocol::ClientMessage> &messages() const { return m_messages; }
    const QList<protocol::AudioFrame> &frames() const { return m_frames; }
    const QList<protocol::AudioItem> &items() const { return m_items; }
    /// Messages and items of a line that holds, in the order in which they left.
    const QList<Sent> &sent() const { return m_sent; }
    const QList<Sent> &held() const { return m_waiting; }
    QList<protocol::ClientMessage> takeMessages() { return std::exchange(m_messages, {}); }
    QList<protocol::AudioFrame> takeFrames() { return std::exchange(m_frames, {}); }
    QList<protocol::AudioItem> takeItems() { return std::exchange(m_items, {}); }
    std::optional<protocol::Played> played() const { return m_played; }
    int newSessions() const { return m_newSessions; }

private:
    bool take()
    {
        if (!m_live || m_room == 0)
            return false;
        if (m_room)
            --*m_room;
        return true;
    }
    void hold(const Sent &one)
    {
        m_waiting.append(one);
        letOut();
    }
    void letOut()
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

    Kind m_kind = Kind::Plain;
    const Clock *m_clock = nullptr;
    bool m_live = false;
    bool m_released = false;
    std::optional<int> m_room;
    QList<Sent> m_waiting;
    Instant m_lastSpeech;
    QList<Sent> m_sent;
    QList<protocol::ClientMessage> m_messages;
    QList<protocol::AudioFrame> m_frames;
    QList<protocol::AudioItem> m_items;
    std::optional<protocol::Played> m_played;
    int m_newSessions = 0;
};

} // namespace holdline::testing
