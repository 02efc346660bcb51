// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

namespace holdline::audio {

/// Short soft sounds that tell what happened without a look at the screen.
enum class Chime {
    LineLost, ///< the pitch falls
    LineBack, ///< the pitch rises
    Refused, ///< short and dull
};

/// The samples at kDeviceRate: less than half a second, silent at both ends.
Pcm pcmOf(Chime chime);

} // namespace holdline::audio
