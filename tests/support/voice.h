// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QString>

namespace holdline::testing {

/// The voice of a synthesiser that says `text` and that recognisers understand. 48 kHz, with 300 ms
/// of silence before and `silenceAfter` after it. Empty if the voice is not installed.
audio::Pcm voice(const QString &text,
                 std::chrono::milliseconds silenceAfter = std::chrono::milliseconds(0));

/// Silence, 48 kHz.
audio::Pcm silence(std::chrono::milliseconds duration);

/// What PocketSphinx understands of 48 kHz audio; empty if it understands nothing.
QString understood(const audio::Pcm &pcm);

} // namespace holdline::testing
