// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/endpointer.h"
#include "audio/resampler.h"
#include "audio/voicedetector.h"
#include "core/clock.h"
#include "server/voice/samplemarks.h"
#include "server/voice/turn.h"
#include "speech/transcriber.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace holdline::server {

/// Finds turns in the microphone audio of one user. If the user goes on talking while the words
/// before a pause are still being recognised, all of it is one turn, unless it becomes longer than
/// a Turn may be. While the line is down the user has no recogniser; nor while the audio lags
/// behind the clock and other users wait. When a recogniser is free again, it hears the turn from
/// its beginning. Owned by VoicePipeline; main thread; recognition runs in the workers of the pool.
class TurnListener : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Quiet,
        Hearing,
        Waiting, ///< has heard speech, but no recogniser is free
        Recognizing, ///< the speech is over and its words are not known yet
    };
    /// What it means if audio stops in the middle of a turn.
    enum class Gap {
        Silence, ///< the microphone was closed: the turn ends soon
        Stall, ///< the line is slow: the turn ends after 5 s
        Outage, ///< the line is down: the turn goes on when it is back
        /// The line is back. After kLongOutage the user may have to decide first what becomes of
        /// the turn, so that it waits for audio without an end; else as Stall.
        Decision,
    };

    /// Clients send what is older than 2 min only when they are told to; they notice an outage
    /// sooner or later than this does.
    static constexpr Duration kLongOutage = std::chrono::minutes(1);

    /// A silence of `pause` ends a turn. `rate` is the sample rate in Hz. `transcriber` and
    /// `clock` must outlive this object.
    TurnListener(speech::Transcriber &transcriber, const Clock &clock, Duration pause, int rate,
                 QObject *parent = nullptr);

    /// Returns what helps to understand the next turn.
    using FindClues = std::function<speech::Clues()>;
    void setFindClues(FindClues findClues) { m_findClues = std::move(findClues); }

    /// The next samples of the microphone, mono. `mark` is the number of their item, larger than
    /// all before; 0 if they have none. If `late`, they were recorded before they could be sent;
    /// all late speech is one turn, which is reported when audio arrives that is not late.
    void hear(audio::PcmView pcm, quint64 mark = 0, bool late = false);
    /// The oldest mark that must be heard again, with all later ones, if this object is lost: where
    /// the oldest turn begins that was not reported, or one second ago. Never a mark whose words
    /// were reported.
    quint64 neededFrom() const;
    /// Memory of the audio whose words are not known, in bytes.
    qint64 heldBytes() const;
    void setPause(Duration pause);
    void setGap(Gap gap);
    /// Drops everything that was heard and not reported, without a signal.
    void reset();

    State state() const;
    /// True while the user speaks, or while more late speech may come.
    bool isOpen() const;

Q_SIGNALS:
    void stateChanged();
    /// Speech begins. It may turn out to be only a cough.
    void speechStarted();
    /// All words since the last understood().
    void partial(const QString &text);
    /// A turn is over and all its words are known; `text` is empty if it had none.
    void understood(const QString &text);

private:
    void judge(audio::PcmView frame);
    void begin(const audio::Pcm &preRoll);
    void openTurn(quint64 begin);
    void feedTurn();
    void end();
    void endLongTurn();
    void starve();
    bool isDown() const { return m_gap == Gap::Outage || m_gap == Gap::Decision; }
    void waitForAudio();
    void suspend(bool suspended);
    void report();
    bool hasTurn() const { return !m_turns.empty() && !m_turns.back()->isClosed(); }
    QString words() const;

    speech::Transcriber &m_transcriber;
    const Clock &m_clock;
    FindClues m_findClues = [] { return speech::Clues(); };
    audio::Resampler m_resampler;
    audio::VoiceDetector m_detector;
    audio::Endpointer m_endpointer;
    audio::Pcm m_unjudged; ///< at 16 kHz; less than a frame of the detector between calls
    audio::Pcm m_unfed; ///< at 16 kHz; belongs to the current utterance
    Duration m_pause;
    Gap m_gap = Gap::Silence;
    Instant m_downSince{}; ///< begin of the latest Outage
    bool m_isLate = false; ///< the latest audio was late
    QTimer m_starvation; ///< runs during a turn; expires if no audio comes
    /// Turns that are not reported, oldest first; all but the last are closed.
    std::deque<std::unique_ptr<Turn>> m_turns;

    // Positions count 16 kHz samples since the beginning.
    SampleMarks m_marks;
    quint64 m_judged = 0;
    quint64 m_reported = 0; ///< end of the voiced sound in the turn that was reported last
};

} // namespace holdline::server
