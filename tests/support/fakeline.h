// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/line.h"

#include <optional>
#include <utility>

namespace holdline::testing {

/// A line that the test takes up and down. It records what is sent while it is up; the test speaks
/// as the server.
class FakeLine : public client::Line
{
public:
    bool isLive() const override { return m_live; }
    void startNewSession() override
    {
        ++m_newSessions;
        goDown();
    }
    bool send(const protocol::ClientMessage &message) override
    {
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

    // What the test does.

    /// The server names the session; `restoredMessages` as in Line::sessionStarted.
    void startSession(std::optional<int> restoredMessages = std::nullopt, bool offered = false)
    {
        m_live = true;
        Q_EMIT sessionStarted(SessionId::generate(), restoredMessages, offered);
    }
    void goDown()
    {
        if (std::exchange(m_live, false))
            Q_EMIT lost();
    }
    /// The server says this, whether the line is up or not.
    void say(const protocol::ServerMessage &message) { Q_EMIT received(message); }
    /// How many more messages and frames the line takes before it is congested; nothing: any.
    void setRoom(std::optional<int> room) { m_room = room; }

    // What the test reads.

    const QList<protocol::ClientMessage> &messages() const { return m_messages; }
    const QList<protocol::AudioFrame> &frames() const { return m_frames; }
    QList<protocol::ClientMessage> takeMessages() { return std::exchange(m_messages, {}); }
    QList<protocol::AudioFrame> takeFrames() { return std::exchange(m_frames, {}); }
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

    bool m_live = false;
    std::optional<int> m_room;
    QList<protocol::ClientMessage> m_messages;
    QList<protocol::AudioFrame> m_frames;
    int m_newSessions = 0;
};

} // namespace holdline::testing
