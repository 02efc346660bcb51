// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QString>

namespace holdline::testing {

/// A voice that a recogniser understands saying `text`, 48 kHz, with 300 ms of silence before and
/// `silenceAfter` behind it. Empty when the voice is not installed.
audio::Pcm voice(const QString &text,
                 std::chrono::milliseconds silenceAfter = std::chrono::milliseconds(0));

/// Nothing for so long, 48 kHz.
audio::Pcm silence(std::chrono::milliseconds duration);

/// What PocketSphinx understands of 48 kHz audio; empty when nothing.
QString understood(const audio::Pcm &pcm);

} // namespace holdline::testing
