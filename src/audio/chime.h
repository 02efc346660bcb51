// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

namespace holdline::audio {

/// Short soft sounds that tell what happened without anybody looking.
enum class Chime {
    LineLost, ///< falls
    LineBack, ///< rises
    Refused, ///< short and dull
};

/// At kDeviceRate, less than half a second, beginning and ending in silence.
Pcm pcmOf(Chime chime);

} // namespace holdline::audio
