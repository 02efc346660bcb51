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

/// A RealtimeVoiceChat server without its engines, with the habits of the real one: it is deaf
/// after a turn, its queue overflows, it is interrupted only while it believes that it is heard,
/// and the last half chunk of an answer is heard at the beginning of the next. `clock` is its own
/// time; it works in steps of a timer.
class StockServer : public QObject
{
    Q_OBJECT

public:
    enum class Kind {
        Stock, ///< names no sessions
        Fork, ///< names and restores them; its validator knows neither tts_start nor set_speed
    };

    static constexpr int kQueueLimit = 50; ///< frames; what comes beyond is dropped
    static constexpr std::size_t kChunk = 4096; ///< samples of speech, of which half is held back

    StockServer(Kind kind, const Clock &clock);
    ~StockServer() override;

    FakeVoiceServer &wire() { return m_wire; }
    QUrl url() const { return m_wire.url(); }

    struct Turn
    {
        QString question; ///< what it understands, whatever is said
        QString answer;
        audio::Pcm speech; ///< 48 kHz
    };
    /// Of the next turns, in order. Without one nothing is understood, and nothing answered.
    void script(const Turn &turn) { m_script.push_back(turn); }

    /// The silence that ends a turn.
    void setPause(Duration pause) { m_pause = pause; }

    // ---- what became of the microphone

    int framesQueued() const { return m_framesQueued; }
    int framesDropped() const { return m_framesDropped; } ///< the queue was full
    int framesUnheard() const { return m_framesUnheard; } ///< it was deaf
    /// Longest the queue ever was.
    int queuePeak() const { return m_queuePeak; }
    bool isHearing() const { return m_voiced > 0; }

    // ---- what became of the speech

    /// How much of a first answer of so many samples is sent with it.
    static std::size_t withoutTheEnd(std::size_t samples)
    {
        const std::size_t last = samples % kChunk == 0 ? kChunk : samples % kChunk;
        return samples - last + last / 2;
    }
    /// Everything sent as tts_chunk, in order.
    const audio::Pcm &sent() const { return m_sent; }
    int interruptions() const { return m_interruptions; }
    /// Messages that the validator of the fork refused.
    const QStringList &refused() const { return m_refused; }
    /// Types that it does not know, and ignores.
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
    QPointer<QWebSocket> m_socket; ///< the newest
    QTimer m_timer;
    std::deque<Turn> m_script;

    std::deque<QByteArray> m_queue;
    Instant m_nextFrame; ///< when the next one leaves the queue
    int m_framesQueued = 0;
    int m_framesDropped = 0;
    int m_framesUnheard = 0;
    int m_queuePeak = 0;
    Instant m_deafUntil;
    Duration m_pause{700};
    std::size_t m_voiced = 0; ///< samples of this turn
    std::size_t m_silent = 0; ///< at its end

    bool m_isHeard = false; ///< tts_start came last
    std::optional<Turn> m_answering;
    std::deque<audio::Sample> m_toSay;
    audio::Pcm m_heldBack;
    bool m_firstChunk = false; ///< of this answer
    audio::Pcm m_sent;
    int m_interruptions = 0;
    QStringList m_refused;
    QStringList m_ignored;
};

} // namespace holdline::testing
