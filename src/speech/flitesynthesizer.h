// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"

#include <vector>

namespace holdline::speech {

/// English with the voices of flite at 16 kHz; the usual one is `slt`. The first samples come after
/// about 25 ms. Ignores the language.
SynthesizerFactory fliteSynthesizer();
std::vector<VoiceDescription> fliteVoices();

} // namespace holdline::speech
