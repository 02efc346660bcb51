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

/// The user's voice on its way to the server: whether the microphone is open, what of it is sent
/// while an answer plays, and what becomes of it while the line is down. Owned by
/// ConversationController; GUI thread.
class VoiceCapture : public QObject
{
    Q_OBJECT

public:
    /// After the last sample of an answer the room and the sink still sound.
    static constexpr Duration kGateTail{200};

    /// All four must outlive this.
    VoiceCapture(Line &line, audio::SoundCard &card, const AnswerPlayback &playback,
                 const Clock &clock, QObject *parent = nullptr);

    /// Open until told otherwise.
    void setWanted(bool wanted);
    /// Open while held, wanted or not.
    void setHeld(bool held);
    bool isHeld() const { return m_held; }
    bool isOpen() const { return m_open; }
    /// What is captured is not sent, because of an answer.
    bool isGated() const;
    /// See ConversationController::inputLevel().
    float level() const { return m_level; }
    /// When the microphone last heard something as loud as speech.
    std::optional<Instant> lastHeard() const { return m_lastHeard; }

    void setListeningMode(ListeningMode mode) { m_mode = mode; }
    /// Off for a server that does not, or does not know of what plays: then spokenOver() tells.
    void setServerStopsSpeech(bool stops) { m_serverStopsSpeech = stops; }
    /// The server has heard the beginning of a turn, but not yet its end.
    void setTurnOpen(bool open) { m_silence.setTurnOpen(open); }
    /// What was captured before is not sent afterwards.
    void onLineLost();
    /// A note when what waits is not sent unasked.
    std::optional<HeldSpeech::LateNote> onSessionStarted(bool another);
    void sendNote();
    void discardNote();
    /// What was captured belongs before what is sent otherwise now.
    void flush();
    /// Nothing of what was captured is wanted any more.
    void forget();

    const HeldSpeech &heldSpeech() const { return m_heldSpeech; }
    /// Speech since the line was lost that no server will hear, because this one cannot wait for
    /// it.
    Duration unheard() const { return m_unheard; }

Q_SIGNALS:
    void openChanged(bool open);
    void levelChanged(float level);
    /// The user talks over what plays, with headphones, and the server will not stop it.
    void spokenOver();
    /// isGated() or the state of the device may have changed.
    void changed();
    void heldSpeechChanged();

private:
    void apply();
    bool isDurable() const;
    void endTurn();
    void followUp();
    void send(const audio::Pcm &block, bool gated);
    void take(const CaptureStream::Items &items, bool afterwards = false);
    void setLevel(float level);
    void onCaptured(const audio::Pcm &block);
    void onDeviceChanged(audio::Direction direction);

    Line &m_line;
    audio::SoundCard &m_card;
    const AnswerPlayback &m_playback;
    const Clock &m_clock;
    MicrophoneStream m_stream; ///< to plain lines
    CaptureStream m_items; ///< to lines that hold
    HeldSpeech m_heldSpeech;
    TrailingSilence m_silence;
    SpeechOnset m_onset;
    ListeningMode m_mode = ListeningMode::Loudspeaker;
    bool m_serverStopsSpeech = true;
    bool m_wanted = false;
    bool m_held = false;
    bool m_open = false;
    bool m_opened = false; ///< what is captured next is another stream
    Duration m_unheard{0};
    float m_level = 0;
    std::optional<Instant> m_lastHeard;
    Instant m_gatedUntil; ///< the tail of the last answer
};

} // namespace holdline::client
