// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/voice/utterance.h"

#include <QObject>
#include <QTimer>

namespace holdline::client {

/// Plays the server's answers. Sorts the received speech by answer, drops what is no longer wanted,
/// and counts how much was heard. A Plain server does not mark where the speech of an answer ends,
/// so the text of the next answer does. A Durable server says for each sample where it belongs, and
/// there a lost line does not end an answer. Owned by ConversationController; GUI thread.
class AnswerPlayback : public QObject
{
    Q_OBJECT

public:
    /// The speech of the newest answer that is kept for replay(). The rest of a longer answer is
    /// played only once.
    static constexpr std::chrono::minutes kKept{5};

    /// The speech that may wait to be played; more is dropped. A holdline.v1 server lets at most a
    /// minute and a sentence wait, a Plain server may send a whole answer at once.
    static constexpr std::chrono::minutes kMostUnplayed{5};

    /// `card` must outlive this.
    explicit AnswerPlayback(audio::SoundCard &card, QObject *parent = nullptr);

    /// The samples of a Durable session say where they belong. `another`: the session is not the
    /// one before, so its utterances are counted from the beginning.
    void onSessionStarted(bool isDurable, bool another);

    /// The user's turn is over: the next text or speech belongs to another answer.
    void expectAnswer() { m_expectsAnother = true; }
    /// Text of an answer has come. Returns true for the first text of another answer, which also
    /// ends a stop().
    bool onText();
    /// The text is complete: later text belongs to another answer.
    void onComplete() { m_complete = true; }
    /// A chunk of speech, s16 little endian at 48 kHz.
    void receive(const QByteArray &bytes);
    // Durable only:
    void receive(const protocol::TtsBegin &message);
    void receive(const protocol::AudioItem &item);
    void receive(const protocol::TtsEnd &message);
    /// The furthest position that was heard in the utterance that plays or played last. An
    /// utterance that is read counts as heard as far as it was received. `nullopt` if none was
    /// heard, and in a Plain session.
    std::optional<protocol::Played> played();

    /// Plain only: the rest of this answer will not come. Received speech is still played.
    void onLineLost();

    /// The user wants silence: the rest of this answer is kept for replay() and not played.
    void stop();
    /// The server wants silence (stop_tts): ignores all speech until resume().
    void interrupt();
    /// The interruption is over (tts_interruption): plays the speech that comes next.
    void resume();
    /// Plays the newest answer from its beginning.
    void replay();
    /// Stops playback and drops the answer, so that it cannot be replayed.
    void forget();

    /// Between started() and finished().
    bool isPlaying() const { return m_playing; }
    bool isReplay() const { return m_replay; }
    /// Whether the user can only read the newest answer, because there was no loudspeaker for it.
    /// It then counts as heard.
    bool isRead() const { return m_read; }
    /// Whether the server knows that an answer plays, or waits for the loudspeaker, so that it can
    /// stop it.
    bool isServerAware() const { return !m_replay && !(m_isDurable && m_read); }
    /// Whether the text of the newest answer is still growing.
    bool isIncomplete() const { return !m_complete; }
    /// Durable only: how far the newest utterance was heard.
    protocol::Played reached();
    /// Whether a part of the newest answer is still to be heard. In a Durable session, running out
    /// of speech does not end the answer.
    bool isUnderWay();
    /// The received speech that is not played yet.
    Duration unplayed() const;
    /// The share of the newest answer's received speech that was heard, 0 … 1.
    double heard() const;
    /// How many of the `length` characters of the newest answer were heard.
    int spokenCharacters(int length);

Q_SIGNALS:
    void started();
    /// Playback ran out of speech or was stopped.
    void finished();
    /// heard() has grown, or more text can be read. Emitted ten times a second while playing.
    void progressed();
    /// Playback ran out of speech in the middle of an answer.
    void ranDry();
    /// More than kMostUnplayed of speech waits, so new speech is dropped. Emitted once until
    /// playback ends; in a Durable session, for each dropped item.
    void overran();

private:
    enum class Intake {
        Open,
        KeptOnly, ///< kept, but not played, until another answer begins
        Closed, ///< ignored until resume()
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
    qint64 m_heardEarlier = 0; ///< of these, heard before the card last ran dry
    qint64 m_queued = 0; ///< samples given to the card since it last ran dry
    qint64 m_lead = 0; ///< of these, samples before the newest answer

    bool m_isDurable = false;
    Utterance m_utterance;
    PlayoutMap m_map;
    bool m_over = true; ///< the rest of the utterance will not be played
    bool m_forgotten = false; ///< speech of it that still comes is not even kept
};

} // namespace holdline::client
