// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"

namespace holdline::speech {

/// US English with the voice `slt` of flite at 16 kHz. The first samples come after about 25 ms.
SynthesizerFactory fliteSynthesizer();

} // namespace holdline::speech
