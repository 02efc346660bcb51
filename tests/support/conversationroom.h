// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"
#include "support/fakeline.h"
#include "support/fakesoundcard.h"
#include "support/manualclock.h"

#include <memory>

namespace holdline::testing {

/// A line, a sound card and the conversation between them.
struct ConversationRoom
{
    FakeLine line;
    FakeSoundCard card;
    ManualClock clock;
    client::ConversationController conversation{line, card, clock};

    /// As "you: …", "nova: …", "-- …", with "…" behind what is partial, "?" behind what waits, "<"
    /// before what is replayed and "|" before what was not heard of an interrupted answer.
    QStringList transcript();
    /// What the row tells in this role of the model.
    QVariant get(int row, int role);
    int spoken(int row);
    QString details(int row);
};

/// One with a plain line in its first session.
struct PlainRoom : ConversationRoom
{
    PlainRoom();

    /// Milliseconds; -1 for none.
    int responseTime(int row);

    void userSays(const QString &text);
    void novaWrites(const QString &text);
    void novaFinishes(const QString &text);
    void novaSpeaks(std::size_t samples = 4800);
    /// A question and the beginning of an answer that plays.
    void answer(const QString &text = QStringLiteral("It is nine."));

    /// 20 ms of one value; two frames leave after five of them.
    void hear(int blocks, audio::Sample value = 100);
    /// 400 ms, in no time.
    void hearVoice();
    /// What was sent from the microphone.
    audio::Pcm sent() const;
};

/// One with a line that holds, in its first session.
struct DurableRoom : ConversationRoom
{
    DurableRoom();

    void comeBack(FakeLine::Origin origin = FakeLine::Origin::Resumed);

    /// Takes its time, block by block.
    void hear(const audio::Pcm &pcm);
    void hearVoice(Duration duration);
    void hearNothing(Duration duration);

    /// Each sample is its own position.
    void novaSpeaks(quint32 utterance, quint64 position, std::size_t samples);
    /// A question and an answer of which 9 600 samples are here.
    void answer();
    void finishAnswer(quint64 samples);
    /// The samples of an answer from its beginning.
    static audio::Pcm ramp(std::size_t samples, quint64 position = 0);

    /// Of the messages that left or wait, those of one kind.
    template <typename T>
    QList<T> all() const
    {
        QList<T> found;
        for (const auto &list : {line.sent(), line.held()}) {
            for (const FakeLine::Sent &one : list) {
                const auto *message = std::get_if<protocol::ClientMessage>(&one);
                if (message && std::holds_alternative<T>(*message))
                    found += std::get<T>(*message);
            }
        }
        return found;
    }
};

/// Of the history of a rejoined session.
protocol::HistoryMessage said(protocol::HistoryMessage::Role role, const QString &id,
                              const QString &content);

/// A test that enters a room of its own for each of its functions.
template <typename Room>
class RoomTest : public QObject
{
protected:
    void enter() { m_room = std::make_unique<Room>(); }

    Room &room() { return *m_room; }
    FakeLine &line() { return m_room->line; }
    FakeSoundCard &card() { return m_room->card; }
    client::ConversationController &conversation() { return m_room->conversation; }

private:
    std::unique_ptr<Room> m_room;
};

} // namespace holdline::testing
