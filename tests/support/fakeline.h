// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/durableline.h"
#include "client/session/line.h"
#include "client/session/plainline.h"

#include <optional>
#include <utility>
#include <variant>

namespace holdline::testing {

/// A line that the test takes up and down. It records what is sent while it is up; the test speaks
/// for the server. As a Durable line, it keeps what is sent while it is down until release().
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
    client::PlainLine &plain() override { return m_plain; }
    client::DurableLine &durable() override { return m_durable; }

    // For the test to act.

    /// Makes later sessions Durable. `clock` tells the age of held speech.
    void hold(const Clock &clock);
    /// An earlier process has left these texts and this much speech, `ago` before now.
    void leave(const QList<protocol::TextMessage> &texts, Duration speech, Duration ago);
    /// The server names the session: one restored with so many messages, or a new one; with
    /// `offered` it replaces the one that the client asked for.
    void startSession(std::optional<int> restoredMessages = std::nullopt, bool offered = false);
    void startSession(Session session);
    void startSession(Origin origin);
    void goDown();
    /// The server sends this, whether the line is up or down.
    void say(const protocol::ServerMessage &message) { Q_EMIT received(message); }
    void speak(const protocol::AudioItem &item) { Q_EMIT m_durable.speechReceived(item); }
    void tellHistory(const QList<protocol::HistoryMessage> &messages, bool first = true,
                     bool last = true);
    /// The server has received the items that waited.
    void catchUp();
    /// Whether sent items are acknowledged, including those sent before.
    void setAcknowledging(bool acknowledging);
    /// How many more messages, frames and items can leave before the line is congested; `nullopt`:
    /// any number.
    void setRoom(std::optional<int> room);

    // For the test to check.

    const QList<protocol::ClientMessage> &messages() const { return m_messages; }
    const QList<protocol::AudioFrame> &frames() const { return m_frames; }
    const QList<protocol::AudioItem> &items() const { return m_items; }
    /// Messages and items that left a Durable line, in their order.
    const QList<Sent> &sent() const { return m_sent; }
    const QList<Sent> &held() const { return m_waiting; }
    QList<protocol::ClientMessage> takeMessages() { return std::exchange(m_messages, {}); }
    QList<protocol::AudioFrame> takeFrames() { return std::exchange(m_frames, {}); }
    QList<protocol::AudioItem> takeItems() { return std::exchange(m_items, {}); }
    std::optional<protocol::Played> played() const { return m_played; }
    int newSessions() const { return m_newSessions; }
    const QStringList &violations() const { return m_violations; }

private:
    struct Plain : client::PlainLine
    {
        explicit Plain(FakeLine &whole) : line(whole) { }
        bool isLive() const override { return line.m_live; }
        bool send(const protocol::AudioFrame &frame) override;

        FakeLine &line;
    };
    struct Durable : client::DurableLine
    {
        explicit Durable(FakeLine &whole) : line(whole) { }
        bool isLive() const override { return line.m_live; }
        void send(const protocol::AudioItem &item) override;
        Waiting waiting() const override;
        Words unacknowledged() const override;
        void release() override;
        void discardWaitingSpeech() override;
        void discardLate() override;
        int recallAside() override;
        void tellPlayed(const protocol::Played &played) override { line.m_played = played; }
        void closeForViolation(const QString &how) override;

        FakeLine &line;
    };
    using Words = client::DurableLine::Words;

    bool take();
    void hold(const Sent &one);
    void letOut();
    static void add(Words &words, const Sent &one);

    Plain m_plain{*this};
    Durable m_durable{*this};

    Kind m_kind = Kind::Plain;
    const Clock *m_clock = nullptr;
    bool m_live = false;
    bool m_released = false;
    bool m_acknowledging = true;
    Words m_underWay; ///< sent, and not acknowledged
    std::optional<int> m_room;
    QList<Sent> m_waiting;
    qsizetype m_left = 0; ///< items at the front of m_waiting that an earlier process has left
    Instant m_lastLeft;
    qsizetype m_late = 0; ///< items of m_waiting from before the session
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
