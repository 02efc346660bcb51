// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/voice/utterance.h"

#include <QObject>
#include <QTimer>

namespace holdline::client {

/// The answers of the server on their way to the loudspeaker: which chunks belong to which answer,
/// which of them are still wanted, and how much has been heard. On a plain wire nothing marks where
/// the speech of an answer ends, so its text does; on one that holds, each sample says where it
/// belongs, and a cut is no end. Owned by ConversationController; GUI thread.
class AnswerPlayback : public QObject
{
    Q_OBJECT

public:
    /// Of the newest answer, for replay(): what comes later in a longer one is played only once.
    static constexpr std::chrono::minutes kKept{5};

    /// Speech that waits to be played; what comes beyond it is dropped. A holdline.v1 server lets a
    /// minute and a sentence wait, a plain one may send a whole answer at once.
    static constexpr std::chrono::minutes kMostUnplayed{5};

    /// `card` must outlive this.
    explicit AnswerPlayback(audio::SoundCard &card, QObject *parent = nullptr);

    /// `exact`: the samples of this session say where they belong. Of `another` one than before, so
    /// that its utterances are others, too.
    void onSessionStarted(bool exact, bool another);

    /// The user's turn is over: what comes next is another answer.
    void expectAnswer() { m_expectsAnother = true; }
    /// Text of an answer has come. True for the first of another answer, which also ends a stop().
    bool onText();
    /// The text is complete: more text is that of another answer.
    void onComplete() { m_complete = true; }
    /// A chunk of speech, s16 little endian at 48 kHz.
    void receive(const QByteArray &bytes);
    // Exact only:
    void receive(const protocol::TtsBegin &message);
    void receive(const protocol::AudioItem &item);
    void receive(const protocol::TtsEnd &message);
    /// How far the utterance that sounds, or sounded last, has been heard at most. One that is
    /// read counts as heard as far as it has been received.
    std::optional<protocol::Played> played();

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
    /// The newest answer counts as heard, because there was no loudspeaker for it: it can be read.
    bool isRead() const { return m_read; }
    /// The server takes what sounds, or waits for the loudspeaker, for an answer under way.
    bool isServerAware() const { return !m_replay && !(m_isDurable && m_read); }
    /// The text of the newest answer is still growing.
    bool isIncomplete() const { return !m_complete; }
    /// How far the newest utterance has been heard; exact only.
    protocol::Played reached();
    /// Some of the newest answer is still to be heard. Running dry is no end when exact.
    bool isUnderWay();
    /// What was received and waits for its turn.
    Duration unplayed() const;
    /// 0 … 1 of what has been received of the newest answer.
    double heard() const;
    /// How many of the `length` characters of the newest answer have been heard.
    int spokenCharacters(int length);

Q_SIGNALS:
    void started();
    /// Ran dry or was silenced.
    void finished();
    /// heard() has grown, or more can be read: ten times a second while playing.
    void progressed();
    /// There was nothing to play in the middle of an answer.
    void ranDry();
    /// More speech than kMostUnplayed has come, and is dropped. Once until playback ends or, when
    /// exact, for each item.
    void overran();

private:
    enum class Intake {
        Open,
        KeptOnly, ///< until the text of another answer
        Closed, ///< until resume()
    };

    void beginAnswer();
    void beginSpeech();
    void keep(const audio::Pcm &pcm);
    void play(const audio::Pcm &pcm, quint32 utterance, quint64 position);
    void playReceived(const audio::Pcm &pcm, quint32 utterance, quint64 position);
    bool isFull() const;
    void notePosition();
    void noteSilence();
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
    bool m_read = false;
    bool m_overrunTold = false;

    audio::Pcm m_kept; ///< the newest answer from its beginning
    qint64 m_received = 0; ///< samples of the newest answer
    qint64 m_heardEarlier = 0; ///< of these, before the card last ran dry
    qint64 m_queued = 0; ///< samples given to the card since it last ran dry
    qint64 m_lead = 0; ///< of these, before the first one of the newest answer

    bool m_isDurable = false;
    Utterance m_utterance;
    PlayoutMap m_map;
    bool m_over = true; ///< whatever has not been heard of the utterance will not be
    bool m_forgotten = false; ///< what still comes of it is not kept either
};

} // namespace holdline::client
