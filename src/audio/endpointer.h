// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <chrono>
#include <deque>
#include <variant>

namespace holdline::audio {

/// Cuts a stream of 10 ms frames, each judged voiced or not, into turns. Time is the number of
/// frames, so audio that arrives faster than real time is cut in the same way. A plain value.
///
/// A turn starts when 5 of the last 8 frames are voiced. It then includes up to 300 ms of earlier
/// sound. It ends after `pause` of silence, or after 30 s.
class Endpointer
{
public:
    struct Settings
    {
        std::chrono::milliseconds pause{500}; ///< of silence that ends a turn
        std::chrono::milliseconds preRoll{300};
        std::chrono::milliseconds longestTurn{30000};
    };

    struct TurnStarted
    {
        Pcm preRoll; ///< ends with the frame that started the turn
    };
    struct TurnContinued
    {
    };
    struct TurnEnded
    {
    };
    struct Silence
    {
    };
    using Step = std::variant<Silence, TurnStarted, TurnContinued, TurnEnded>;

    Endpointer() : Endpointer(Settings{}) { }
    explicit Endpointer(Settings settings);

    /// Judges the next 10 ms frame at 16 kHz. The frame belongs to the turn if the result is
    /// TurnContinued or TurnEnded.
    Step push(PcmView frame, bool voiced);

    /// Takes effect at once, also in the current turn.
    void setPause(std::chrono::milliseconds pause) { m_settings.pause = pause; }
    bool inTurn() const { return m_inTurn; }
    /// Forgets the current turn and the pre-roll.
    void reset();

private:
    Step pushInTurn(bool voiced);
    Step pushInSilence(PcmView frame, bool voiced);
    void remember(PcmView frame, bool voiced);

    Settings m_settings;
    bool m_inTurn = false;
    std::deque<bool> m_recent; ///< the last 8 verdicts, oldest first
    Pcm m_preRoll;
    std::chrono::milliseconds m_turnLength{}; ///< including the pre-roll
    std::chrono::milliseconds m_silence{};
};

} // namespace holdline::audio
