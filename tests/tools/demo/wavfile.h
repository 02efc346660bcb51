// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QString>

namespace holdline::demo {

/// Writes a stereo file, as long as the shorter side. Returns false if it cannot be written.
bool writeStereoWav(const QString &path, audio::PcmView left, audio::PcmView right, int rate);

} // namespace holdline::demo
