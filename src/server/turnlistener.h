// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/endpointer.h"
#include "audio/resampler.h"
#include "audio/voicedetector.h"
#include "core/clock.h"
#include "speech/recognizerpool.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

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

    /// `pause` of silence ends a turn. The pool must outlive this.
    TurnListener(speech::RecognizerPool &recognizers, Duration pause, QObject *parent = nullptr);

    /// The next samples of the microphone, 48 kHz mono. When they stop in the middle of a turn (the
    /// microphone was closed), the turn ends as if silence had followed.
    void hear(audio::PcmView pcm);
    void setPause(Duration pause);
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
        std::unique_ptr<speech::Recognition> recognition; ///< null when its words are final
        QString words;
    };

    void judge(audio::PcmView frame);
    void begin(const audio::Pcm &preRoll);
    void feedTurn();
    void end();
    void setWords(const speech::Recognition *recognition, const QString &words);
    void finish(const speech::Recognition *recognition, const QString &words);
    void reportWhenComplete();
    QString words() const;

    speech::RecognizerPool &m_recognizers;
    audio::Resampler m_resampler;
    audio::VoiceDetector m_detector;
    audio::Endpointer m_endpointer;
    audio::Pcm m_unjudged; ///< 16 kHz, less than a frame of the detector between calls
    audio::Pcm m_unfed; ///< 16 kHz, belongs to the turn
    Duration m_pause;
    QTimer m_starvation; ///< runs in a turn: no more audio came
    std::vector<Utterance> m_utterances; ///< since the last understood(), oldest first
    speech::Recognition *m_current = nullptr; ///< one of them: of the turn under way
};

} // namespace holdline::server
