// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"

#include <QByteArray>

namespace holdline::speech {

/// The voices in the body of the answer to GET {base}/audio/voices. Services write it in different
/// ways: a list, or an object with the member "voices", "data" or "items"; each voice is a name, or
/// an object with an id. Leaves out ids that are longer than 64 characters or not visible ASCII,
/// and all voices after the first 500. `engine` is for people.
std::vector<VoiceDescription> decodeVoiceList(const QByteArray &body, const QString &engine);

} // namespace holdline::speech
