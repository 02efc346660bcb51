// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/endpointer.h"
#include "audio/resampler.h"
#include "audio/voicedetector.h"
#include "core/clock.h"
#include "server/samplemarks.h"
#include "speech/recognizerpool.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

namespace holdline::server {

/// Hears turns in one user's microphone. Someone who goes on talking while the words before the
/// pause are still being recognised has made a pause, not a turn: all of it is reported as one.
/// Main thread; the recognising itself happens in the pool's workers.
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

    /// `pause` of silence ends a turn. `rate` of the microphone in Hz. The pool must outlive this.
    TurnListener(speech::RecognizerPool &recognizers, Duration pause, int rate,
                 QObject *parent = nullptr);

    /// The next samples of the microphone, mono. `mark` numbers the item they came in, larger than
    /// all before; none is 0. `late`: recorded earlier than they could be sent. All late speech is
    /// one turn, which is reported only when there is audio again that is not late.
    void hear(audio::PcmView pcm, quint64 mark = 0, bool late = false);
    /// The oldest mark that must be heard again when all this is lost, with all that follow: where
    /// the turn under way begins, or a second ago. Never one with words that have been reported.
    quint64 neededFrom() const;
    /// Audio of the turn under way.
    qint64 heldBytes() const;
    void setPause(Duration pause);
    void setGap(Gap gap);
    /// Gives up everything heard and not yet reported, without a signal.
    void reset();

    State state() const;

Q_SIGNALS:
    void stateChanged();
    /// Speech begins. It may still turn out to be a cough.
    void speechStarted();
    /// All words since the last understood().
    void partial(const QString &text);
    /// Nobody is speaking any more and all words are known: maybe none.
    void understood(const QString &text);

private:
    struct Utterance
    {
        quint64 begin; ///< of its pre-roll, in 16 kHz samples
        audio::Pcm unfed{}; ///< until it is its turn to be recognised
        std::unique_ptr<speech::Recognition> recognition{}; ///< while it is
        bool isOver = false; ///< no more audio belongs to it
        bool isKnown = false; ///< the words are final
        QString words{};
    };

    void judge(audio::PcmView frame);
    void begin(const audio::Pcm &preRoll);
    void feedTurn();
    void end();
    void starve();
    void waitForAudio();
    void recognizeNext();
    void recognize(Utterance &utterance);
    Utterance *utteranceOf(const speech::Recognition *recognition);
    void setWords(const speech::Recognition *recognition, const QString &words);
    void finish(const speech::Recognition *recognition, const QString &words);
    void reportWhenComplete();
    bool isOpen() const;
    std::size_t unfedSamples() const;
    QString words() const;

    speech::RecognizerPool &m_recognizers;
    audio::Resampler m_resampler;
    audio::VoiceDetector m_detector;
    audio::Endpointer m_endpointer;
    audio::Pcm m_unjudged; ///< 16 kHz, less than a frame of the detector between calls
    audio::Pcm m_unfed; ///< 16 kHz, belongs to the turn
    Duration m_pause;
    Gap m_gap = Gap::Silence;
    bool m_isLate = false; ///< what was heard last
    QTimer m_starvation; ///< runs in a turn: no more audio came
    std::deque<Utterance> m_utterances; ///< since the last understood(), oldest first

    // Positions in 16 kHz samples since the beginning.
    SampleMarks m_marks;
    quint64 m_judged = 0;
    quint64 m_lastVoiced = 0; ///< end of the last voiced frame of a turn
    quint64 m_reported = 0; ///< the same of the last turn reported
};

} // namespace holdline::server
