// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/line.h"

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

    FakeLine();
    ~FakeLine() override;

    bool isLive() const override { return m_live; }
    Kind kind() const override { return m_kind; }
    void startNewSession() override;
    bool send(const protocol::ClientMessage &message) override;
    bool send(const protocol::AudioFrame &frame) override;
    bool send(const protocol::AudioItem &item) override;

    Waiting waiting() const override;
    Words unacknowledged() const override;
    void release() override;
    void discardWaitingSpeech() override;
    void discardLate() override;
    void tellPlayed(const protocol::Played &played) override { m_played = played; }
    void closeForViolation(const QString &how) override;

    // What the test does.

    /// What sessions begin from now on are, and the clock by which the age of speech is told.
    void hold(const Clock &clock);
    /// An earlier process has left these texts and so much speech, so long ago.
    void leave(const QList<protocol::TextMessage> &texts, Duration speech, Duration ago);
    /// The server names the session: restored with so many messages; else a new one, in place of
    /// one that was `offered`.
    void startSession(std::optional<int> restoredMessages = std::nullopt, bool offered = false);
    void startSession(Session session);
    void startSession(Origin origin);
    void goDown();
    /// The server says this, whether the line is up or not.
    void say(const protocol::ServerMessage &message) { Q_EMIT received(message); }
    void speak(const protocol::AudioItem &item) { Q_EMIT speechReceived(item); }
    void tellHistory(const QList<protocol::HistoryMessage> &messages, bool first = true,
                     bool last = true);
    /// The server has what waited.
    void catchUp();
    /// Whether what leaves is acknowledged, and what has left before is.
    void setAcknowledging(bool acknowledging);
    /// How many more messages, frames and items leave before the line is congested; nothing: any.
    void setRoom(std::optional<int> room);

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
    const QStringList &violations() const { return m_violations; }

private:
    bool take();
    void hold(const Sent &one);
    void letOut();

    Kind m_kind = Kind::Plain;
    const Clock *m_clock = nullptr;
    bool m_live = false;
    bool m_released = false;
    bool m_acknowledging = true;
    Words m_underWay; ///< left, and not acknowledged
    std::optional<int> m_room;
    QList<Sent> m_waiting;
    qsizetype m_left = 0; ///< of m_waiting, at its front: what an earlier process has left
    Instant m_lastLeft;
    qsizetype m_late = 0; ///< of m_waiting, those of before the session
    Instant m_lastSpeech;
    QList<Sent> m_sent;
    QList<protocol::ClientMessage> m_messages;
    QList<protocol::AudioFrame> m_frames;
    QList<protocol::AudioItem> m_items;
    std::optional<protocol::Played> m_played;
    int m_newSessions = 0;
    QStringList m_violations;
};

} // namespace holdline::testing
