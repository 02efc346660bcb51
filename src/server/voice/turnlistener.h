// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/endpointer.h"
#include "audio/resampler.h"
#include "audio/voicedetector.h"
#include "core/clock.h"
#include "server/voice/samplemarks.h"
#include "server/voice/turn.h"
#include "speech/recognizerpool.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

namespace holdline::server {

/// Hears turns in one user's microphone. Someone who goes on talking while the words before the
/// pause are still being recognised has made a pause, not a turn: all of it is reported as one,
/// unless the turn becomes longer than a Turn may be. While the line is down, and while the audio
/// lags behind the clock and others wait, the user has no recogniser; all of the turn is heard when
/// one is free again. Main thread; the recognising itself happens in the pool's workers.
class TurnListener : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Quiet,
        Hearing,
        Waiting, ///< has heard speech, but every recogniser is taken
        Recognizing, ///< the speech is over, its words are not known yet
    };
    /// What it means when no more audio comes in the middle of a turn.
    enum class Gap {
        Silence, ///< the microphone was closed: the turn ends soon
        Stall, ///< the line is slow: the turn ends after 5 s
        Outage, ///< the line is down: the turn goes on when it is back
    };

    /// `pause` of silence ends a turn. `rate` of the microphone in Hz. Pool and clock must outlive
    /// this.
    TurnListener(speech::RecognizerPool &recognizers, const Clock &clock, Duration pause, int rate,
                 QObject *parent = nullptr);

    /// The next samples of the microphone, mono. `mark` numbers the item they came in, larger than
    /// all before; none is 0. `late`: recorded earlier than they could be sent. All late speech is
    /// one turn, which is reported only when there is audio again that is not late.
    void hear(audio::PcmView pcm, quint64 mark = 0, bool late = false);
    /// The oldest mark that must be heard again when all this is lost, with all that follow: where
    /// the oldest turn begins that was not reported, or a second ago. Never one with words that
    /// have been reported.
    quint64 neededFrom() const;
    /// Audio whose words are not known.
    qint64 heldBytes() const;
    void setPause(Duration pause);
    void setGap(Gap gap);
    /// Gives up everything heard and not yet reported, without a signal.
    void reset();

    State state() const;
    /// Somebody is speaking, or more late speech may come.
    bool isOpen() const;

Q_SIGNALS:
    void stateChanged();
    /// Speech begins. It may still turn out to be a cough.
    void speechStarted();
    /// All words since the last understood().
    void partial(const QString &text);
    /// A turn is over and all its words are known: maybe none.
    void understood(const QString &text);

private:
    void judge(audio::PcmView frame);
    void begin(const audio::Pcm &preRoll);
    void openTurn(quint64 begin);
    void feedTurn();
    void end();
    void endLongTurn();
    void starve();
    void waitForAudio();
    void suspend(bool suspended);
    void report();
    bool hasTurn() const { return !m_turns.empty() && !m_turns.back()->isClosed(); }
    QString words() const;

    speech::RecognizerPool &m_recognizers;
    const Clock &m_clock;
    audio::Resampler m_resampler;
    audio::VoiceDetector m_detector;
    audio::Endpointer m_endpointer;
    audio::Pcm m_unjudged; ///< 16 kHz, less than a frame of the detector between calls
    audio::Pcm m_unfed; ///< 16 kHz, belongs to the utterance under way
    Duration m_pause;
    Gap m_gap = Gap::Silence;
    Instant m_downSince{}; ///< of the latest Outage
    bool m_isLate = false; ///< what was heard last
    QTimer m_starvation; ///< runs in a turn: no more audio came
    /// Not yet reported, oldest first; all but the last are closed.
    std::deque<std::unique_ptr<Turn>> m_turns;

    // Positions in 16 kHz samples since the beginning.
    SampleMarks m_marks;
    quint64 m_judged = 0;
    quint64 m_reported = 0; ///< the end of the voice in the last turn reported
};

} // namespace holdline::server
