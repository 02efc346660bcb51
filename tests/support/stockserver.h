// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"
#include "support/fakevoiceserver.h"

#include <QTimer>
#include <QWebSocket>

#include <deque>

namespace holdline::testing {

/// A RealtimeVoiceChat server without its engines, with the habits of the real one. It drops sound
/// for a time after each turn, its queue overflows, it can be interrupted only while it believes
/// that its answer plays, and the last half chunk of an answer is played at the beginning of the
/// next one. `clock` is its time; it works in steps of a timer.
class StockServer : public QObject
{
    Q_OBJECT

public:
    enum class Kind {
        Stock, ///< names no sessions
        Fork, ///< names and restores sessions; rejects tts_start and set_speed
    };

    static constexpr int kQueueLimit = 50; ///< frames; more are dropped
    static constexpr std::size_t kChunk = 4096; ///< samples; half of the last one is kept back

    StockServer(Kind kind, const Clock &clock);
    ~StockServer() override;

    FakeVoiceServer &wire() { return m_wire; }
    QUrl url() const { return m_wire.url(); }

    struct Turn
    {
        QString question; ///< what the server understands, whatever is said
        QString answer;
        audio::Pcm speech; ///< 48 kHz
    };
    /// Adds the next turn. Without a turn the server understands nothing and does not answer.
    void script(const Turn &turn) { m_script.push_back(turn); }

    /// The silence that ends a turn.
    void setPause(Duration pause) { m_pause = pause; }

    // ---- what became of the microphone

    int framesQueued() const { return m_framesQueued; }
    int framesDropped() const { return m_framesDropped; } ///< the queue was full
    int framesUnheard() const { return m_framesUnheard; } ///< came while the server dropped sound
    /// The greatest length of the queue so far.
    int queuePeak() const { return m_queuePeak; }
    bool isHearing() const { return m_voiced > 0; }

    // ---- what became of the speech

    /// How many of the `samples` of a first answer are sent with that answer.
    static std::size_t withoutTheEnd(std::size_t samples)
    {
        const std::size_t last = samples % kChunk == 0 ? kChunk : samples % kChunk;
        return samples - last + last / 2;
    }
    /// Everything sent as tts_chunk, in order.
    const audio::Pcm &sent() const { return m_sent; }
    int interruptions() const { return m_interruptions; }
    /// Messages that the fork has rejected.
    const QStringList &refused() const { return m_refused; }
    /// Types of messages that it does not know and ignores.
    const QStringList &ignored() const { return m_ignored; }
    bool isBusy() const { return m_answering || !m_toSay.empty(); }

private:
    void serve(QWebSocket *socket);
    void receiveText(const QByteArray &text);
    void receiveFrame(const QByteArray &bytes);
    void step();
    void hear(audio::PcmView pcm);
    void beginTurn();
    void endTurn();
    void speak();
    void finishAnswer();
    void interrupt();
    void forgetConnection();
    void say(const QString &type, const QString &content);

    const Kind m_kind;
    const Clock &m_clock;
    FakeVoiceServer m_wire;
    QPointer<QWebSocket> m_socket; ///< the newest connection
    QTimer m_timer;
    std::deque<Turn> m_script;

    std::deque<QByteArray> m_queue;
    Instant m_nextFrame; ///< when the next frame leaves the queue
    int m_framesQueued = 0;
    int m_framesDropped = 0;
    int m_framesUnheard = 0;
    int m_queuePeak = 0;
    Instant m_deafUntil;
    Duration m_pause{700};
    std::size_t m_voiced = 0; ///< samples of voice in this turn
    std::size_t m_silent = 0; ///< samples of silence at the end of the turn

    bool m_isHeard = false; ///< of tts_start and tts_stop, tts_start came last
    std::optional<Turn> m_answering;
    std::deque<audio::Sample> m_toSay;
    audio::Pcm m_heldBack;
    bool m_firstChunk = false; ///< the next chunk is the first one of this answer
    audio::Pcm m_sent;
    int m_interruptions = 0;
    QStringList m_refused;
    QStringList m_ignored;
};

} // namespace holdline::testing
