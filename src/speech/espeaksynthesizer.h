// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"

#include <vector>

namespace holdline::speech {

/// About 100 languages with espeak-ng at 22 050 Hz. The first samples come after a few
/// milliseconds. The library speaks one sentence at a time in a process, so that a second
/// synthesiser only waits. A voice that is not known is found by the language, or is English.
SynthesizerFactory espeakSynthesizer();
/// One voice for each language. Empty if the data of espeak-ng is not installed.
std::vector<VoiceDescription> espeakVoices();

} // namespace holdline::speech
