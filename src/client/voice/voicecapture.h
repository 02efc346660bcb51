// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/voice/listeningmode.h"
#include "client/voice/speechonset.h"
#include "client/voice/trailingsilence.h"

#include <QObject>

#include <optional>

namespace holdline::client {

class AnswerPlayback;
class Line;
class Uplink;

/// Captures the user's voice for an Uplink. Opens and closes the microphone, decides what the
/// server may hear while an answer plays, and ends turns with silence. Owned by
/// ConversationController; GUI thread.
class VoiceCapture : public QObject
{
    Q_OBJECT

public:
    /// After the last sample of an answer the sound device and the room still sound for this time.
    static constexpr Duration kGateTail{200};

    /// All must outlive this.
    VoiceCapture(Line &line, Uplink &uplink, audio::SoundCard &card, const AnswerPlayback &playback,
                 const Clock &clock, QObject *parent = nullptr);

    /// The voice takes this way from now on.
    void setUplink(Uplink &uplink);
    const Uplink &uplink() const { return *m_uplink; }

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
    void onLineLost();
    /// Sends silence that is not marked as late if the server waits for the end of a turn that was
    /// sent late, unless live sound follows anyway.
    void endLateTurn();
    /// Ends no turn any more.
    void stopSilence() { m_silence.stop(); }
    /// Until somebody speaks, and wordsBegan() tells so, nothing is sent.
    void awaitWords(bool awaits);
    bool awaitsWords() const { return m_awaitsWords; }

Q_SIGNALS:
    void openChanged(bool open);
    void levelChanged(float level);
    /// The user talks over an answer, with headphones, and the server will not stop the answer.
    void spokenOver();
    /// isGated() or the state of the device may have changed.
    void changed();
    /// After awaitWords(): somebody speaks, and what is said is sent next.
    void wordsBegan();

private:
    void apply();
    void endTurn();
    void send(const audio::Pcm &block, bool gated);
    audio::Pcm firstWords(const audio::Pcm &block, bool gated);
    void setLevel(float level);
    void onCaptured(const audio::Pcm &block);
    void onDeviceChanged(audio::Direction direction);

    Line &m_line;
    Uplink *m_uplink;
    audio::SoundCard &m_card;
    const AnswerPlayback &m_playback;
    const Clock &m_clock;
    TrailingSilence m_silence;
    SpeechOnset m_onset;
    ListeningMode m_mode = ListeningMode::Loudspeaker;
    bool m_serverStopsSpeech = true;
    bool m_wanted = false;
    bool m_held = false;
    bool m_open = false;
    bool m_awaitsWords = false;
    audio::Pcm m_leadIn; ///< the latest sound while words are awaited
    float m_level = 0;
    std::optional<Instant> m_lastHeard;
    Instant m_gatedUntil; ///< end of the tail of the last answer
};

} // namespace holdline::client
