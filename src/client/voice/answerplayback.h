// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/voice/answerstate.h"
#include "client/voice/utterance.h"

#include <QObject>
#include <QTimer>

namespace holdline::client {

class SpeechDialect;
struct SpeechSituation;

/// Plays the server's answers. Sorts the received speech by answer, drops what is no longer wanted,
/// and counts how much was heard. A SpeechDialect knows what the speech of a server tells about
/// itself. Owned by ConversationController; GUI thread.
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

    /// The speech that comes is of this dialect. `another`: the session is not the one before.
    void onSessionStarted(const SpeechDialect &dialect, bool another);

    /// The user's turn is over: the next text or speech belongs to another answer.
    void expectAnswer() { apply(AnswerEvent::TurnEnded); }
    /// Text of an answer has come. Returns true for the first text of another answer, which also
    /// ends a stop().
    bool onText();
    /// The text is complete: later text belongs to another answer.
    void onComplete() { apply(AnswerEvent::TextCompleted); }
    /// A chunk of speech that does not say where it belongs, s16 little endian at 48 kHz.
    void receive(const QByteArray &bytes);
    // Speech that says where it belongs:
    void receive(const protocol::TtsBegin &message);
    void receive(const protocol::AudioItem &item);
    void receive(const protocol::TtsEnd &message);

    /// The rest of this answer will not come. Received speech is still played.
    void abandon() { apply(AnswerEvent::Abandoned); }

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
    bool isPlaying() const { return m_sound == Sound::Playing || m_sound == Sound::Replaying; }
    bool isReplay() const { return m_sound == Sound::ReplayDue || m_sound == Sound::Replaying; }
    /// Whether the user can only read the newest answer, because there was no loudspeaker for it.
    /// It then counts as heard.
    bool isRead() const { return m_answer.isRead; }
    /// Whether the server knows that an answer plays, or waits for the loudspeaker, so that it can
    /// stop it.
    bool isServerAware() const { return !isReplay() && !isReadByNumber(); }
    /// Whether the text of the newest answer is still growing.
    bool isIncomplete() const { return m_state.isTextGrowing(); }
    /// Whether a part of the newest answer is still to be heard.
    bool isUnderWay();
    /// The furthest position that was heard in the utterance that plays or played last. An
    /// utterance that is read counts as heard as far as it was received. `nullopt` if none was
    /// heard, or if the speech has no positions.
    std::optional<protocol::Played> played();
    /// How far the newest utterance was heard.
    protocol::Played reached();
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
    /// playback ends, or for each dropped item, as the dialect counts.
    void overran();

private:
    enum class Sound {
        Silent,
        ReplayDue, ///< the card has not begun yet
        Playing,
        Replaying,
    };
    /// The received speech of the newest answer.
    struct Answer
    {
        audio::Pcm kept{}; ///< from its beginning
        qint64 received = 0; ///< samples
        qint64 heardEarlier = 0; ///< of these, heard before the card last ran dry
        bool isRead = false; ///< see isRead()
    };
    /// What the card has got since it last ran dry.
    struct Queue
    {
        qint64 samples = 0;
        qint64 lead = 0; ///< of these, samples before the newest answer
        bool overran = false; ///< more came than can wait
    };

    void apply(AnswerEvent event) { m_state = after(m_state, event); }
    SpeechSituation situation();
    bool isReadByNumber() const { return m_answer.isRead && m_utterance.number() > 0; }
    void beginAnswer();
    void beginSpeech();
    void take(const audio::Pcm &pcm);
    void keep(const audio::Pcm &pcm);
    void play(const audio::Pcm &pcm, quint64 position);
    bool isFull() const;
    void notePosition();
    void noteSilence();
    void silence();
    /// Nothing plays any more.
    void fallSilent();
    qint64 heardSamples() const;
    void onCardStarted();
    void onCardFinished();

    audio::SoundCard &m_card;
    const SpeechDialect *m_dialect;
    QTimer m_progress;
    AnswerState m_state;
    Sound m_sound = Sound::Silent;
    Answer m_answer;
    Queue m_queue;
    Utterance m_utterance;
    PlayoutMap m_map;
};

} // namespace holdline::client
