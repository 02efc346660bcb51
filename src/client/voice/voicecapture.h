// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/voice/capturestream.h"
#include "client/voice/heldspeech.h"
#include "client/voice/listeningmode.h"
#include "client/voice/microphonestream.h"
#include "client/voice/speechonset.h"
#include "client/voice/trailingsilence.h"

#include <QObject>

namespace holdline::client {

class AnswerPlayback;
class Line;

/// Brings the user's voice to the server. Opens and closes the microphone, decides what is sent
/// while an answer plays, and what happens to speech while the line is down. Owned by
/// ConversationController; GUI thread.
class VoiceCapture : public QObject
{
    Q_OBJECT

public:
    /// After the last sample of an answer the sound device and the room still sound for this time.
    static constexpr Duration kGateTail{200};

    /// All four must outlive this.
    VoiceCapture(Line &line, audio::SoundCard &card, const AnswerPlayback &playback,
                 const Clock &clock, QObject *parent = nullptr);

    /// Opens the microphone until setWanted(false).
    void setWanted(bool wanted);
    /// Push to talk: opens the microphone while `held`, even if it is not wanted.
    void setHeld(bool held);
    bool isHeld() const { return m_held; }
    bool isOpen() const { return m_open; }
    /// Whether captured sound is not sent because an answer plays.
    bool isGated() const;
    /// See ConversationController::inputLevel().
    float level() const { return m_level; }
    /// When the microphone last heard a sound as loud as speech; `nullopt` if never.
    std::optional<Instant> lastHeard() const { return m_lastHeard; }

    void setListeningMode(ListeningMode mode) { m_mode = mode; }
    /// `stops` is false for a server that does not stop an answer when the user talks over it, or
    /// does not know what plays. Then spokenOver() is emitted.
    void setServerStopsSpeech(bool stops) { m_serverStopsSpeech = stops; }
    /// `open`: the server has heard the beginning of a turn, but not yet its end.
    void setTurnOpen(bool open) { m_silence.setTurnOpen(open); }
    /// The line is lost. Drops the unfinished frame of a Plain line, and keeps the unfinished item
    /// of a Durable line.
    void onLineLost();
    /// Returns a note if speech or texts wait that are not sent without asking the user.
    std::optional<HeldSpeech::LateNote> onSessionStarted(bool another);
    void sendNote();
    void discardNote();
    /// Sends what was captured so far, so that it comes before the message that is sent next.
    void flush();
    /// Drops all captured sound that is not sent yet.
    void forget();
    /// Until somebody speaks, and wordsBegan() tells so, nothing is sent.
    void awaitWords(bool awaits);
    bool awaitsWords() const { return m_awaitsWords; }

    const HeldSpeech &heldSpeech() const { return m_heldSpeech; }
    /// Plain only: speech since the line was lost. No server will hear it.
    Duration unheard() const { return m_unheard; }

Q_SIGNALS:
    void openChanged(bool open);
    void levelChanged(float level);
    /// The user talks over an answer, with headphones, and the server will not stop the answer.
    void spokenOver();
    /// isGated() or the state of the device may have changed.
    void changed();
    void heldSpeechChanged();
    /// After awaitWords(): somebody speaks, and what is said is sent next.
    void wordsBegan();

private:
    void apply();
    bool isDurable() const;
    void endTurn();
    void followUp();
    void send(const audio::Pcm &block, bool gated);
    void take(const CaptureStream::Items &items, bool afterwards = false);
    audio::Pcm firstWords(const audio::Pcm &block, bool gated);
    void setLevel(float level);
    void onCaptured(const audio::Pcm &block);
    void onDeviceChanged(audio::Direction direction);

    Line &m_line;
    audio::SoundCard &m_card;
    const AnswerPlayback &m_playback;
    const Clock &m_clock;
    MicrophoneStream m_stream; ///< for Plain lines
    CaptureStream m_items; ///< for Durable lines
    HeldSpeech m_heldSpeech;
    TrailingSilence m_silence;
    SpeechOnset m_onset;
    ListeningMode m_mode = ListeningMode::Loudspeaker;
    bool m_serverStopsSpeech = true;
    bool m_wanted = false;
    bool m_held = false;
    bool m_open = false;
    bool m_awaitsWords = false;
    audio::Pcm m_leadIn; ///< the latest sound while words are awaited
    bool m_opened = false; ///< the next captured block begins another stream
    Duration m_unheard{0};
    float m_level = 0;
    std::optional<Instant> m_lastHeard;
    Instant m_gatedUntil; ///< end of the tail of the last answer
};

} // namespace holdline::client
