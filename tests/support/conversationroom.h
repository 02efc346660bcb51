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

    /// The rows as "you: …", "nova: …" and "-- …". Adds "…" after a partial row, "?" after a
    /// waiting one, "<" before a replayed one, and "|" before the unheard part of an interrupted
    /// answer. Leaves out the row of held speech.
    QStringList transcript();
    /// The value of a row in this role of the model.
    QVariant get(int row, int role);
    int spoken(int row);
    QString details(int row);
};

/// A room with a Plain line in its first session.
struct PlainRoom : ConversationRoom
{
    PlainRoom();

    /// The response time in milliseconds; -1 if there is none.
    int responseTime(int row);

    void userSays(const QString &text);
    void novaWrites(const QString &text);
    void novaFinishes(const QString &text);
    void novaSpeaks(std::size_t samples = 4800);
    /// A question, and the beginning of an answer that plays.
    void answer(const QString &text = QStringLiteral("It is nine."));

    /// Blocks of 20 ms with one value. Two frames are sent after five blocks.
    void hear(int blocks, audio::Sample value = 100);
    /// 400 ms of a voice, without waiting.
    void hearVoice();
    /// The sound that was sent from the microphone.
    audio::Pcm sent() const;
};

/// A room with a Durable line in its first session.
struct DurableRoom : ConversationRoom
{
    DurableRoom();

    void comeBack(FakeLine::Origin origin = FakeLine::Origin::Resumed);

    /// Lets the clock advance with each block.
    void hear(const audio::Pcm &pcm);
    void hearVoice(Duration duration);
    void hearNothing(Duration duration);

    /// The value of each sample is its position.
    void novaSpeaks(quint32 utterance, quint64 position, std::size_t samples);
    /// A question, and an answer of which 9 600 samples have arrived.
    void answer();
    void finishAnswer(quint64 samples);
    /// Samples of an answer from `position` on: the value of each is its position.
    static audio::Pcm ramp(std::size_t samples, quint64 position = 0);

    /// The messages of one kind, of those that were sent or wait.
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

/// A message in the history of a rejoined session.
protocol::HistoryMessage said(protocol::HistoryMessage::Role role, const QString &id,
                              const QString &content);

/// A test class that has a new room for each of its functions.
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
