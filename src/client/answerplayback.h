// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"

#include <QObject>
#include <QTimer>

namespace holdline::client {

/// The answers of the server on their way to the loudspeaker: which chunks belong to which answer,
/// which of them are still wanted, and how much has been heard. On the wire nothing marks where the
/// speech of an answer ends, so its text does. Owned by ConversationController; GUI thread.
class AnswerPlayback : public QObject
{
    Q_OBJECT

public:
    /// Of the newest answer, for replay(): what comes later in a longer one is played only once.
    static constexpr std::chrono::minutes kKept{5};

    /// `card` must outlive this.
    explicit AnswerPlayback(audio::SoundCard &card, QObject *parent = nullptr);

    /// The user's turn is over: what comes next is another answer.
    void expectAnswer() { m_expectsAnother = true; }
    /// Text of an answer has come. True for the first of another answer, which also ends a stop().
    bool onText();
    /// The text is complete: more text is that of another answer.
    void onComplete() { m_complete = true; }
    /// A chunk of speech, s16 little endian at 48 kHz.
    void receive(const QByteArray &bytes);
    /// Nothing more comes of this answer. What is here plays on.
    void onLineLost();

    /// The user wants silence: the rest of this answer is kept for replay(), not played.
    void stop();
    /// The server wants silence (stop_tts): everything is ignored until resume().
    void interrupt();
    /// The answer is over (tts_interruption); what comes next is played.
    void resume();
    /// The newest answer from its beginning.
    void replay();
    /// Silence, and nothing is left to replay.
    void forget();

    /// Between started() and finished().
    bool isPlaying() const { return m_playing; }
    bool isReplay() const { return m_replay; }
    /// The text of the newest answer is still growing.
    bool isIncomplete() const { return !m_complete; }
    /// 0 … 1 of what has been received of the newest answer.
    double heard() const;

Q_SIGNALS:
    void started();
    /// Ran dry or was silenced.
    void finished();
    /// heard() has grown: ten times a second while playing.
    void progressed();

private:
    enum class Intake {
        Open,
        KeptOnly, ///< until the text of another answer
        Closed, ///< until resume()
    };

    void beginAnswer();
    void silence();
    qint64 heardSamples() const;
    void onCardStarted();
    void onCardFinished();

    audio::SoundCard &m_card;
    QTimer m_progress;
    Intake m_intake = Intake::Open;
    bool m_expectsAnother = true;
    bool m_complete = true;
    bool m_playing = false;
    bool m_replay = false;

    audio::Pcm m_kept; ///< the newest answer from its beginning
    qint64 m_received = 0; ///< samples of the newest answer
    qint64 m_heardEarlier = 0; ///< of these, before the card last ran dry
    qint64 m_queued = 0; ///< samples given to the card since it last ran dry
    qint64 m_lead = 0; ///< of these, before the first one of the newest answer
};

} // namespace holdline::client
