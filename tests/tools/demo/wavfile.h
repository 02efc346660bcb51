// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QString>

namespace holdline::demo {

/// As long as the shorter side. False when the file cannot be written.
bool writeStereoWav(const QString &path, audio::PcmView left, audio::PcmView right, int rate);

} // namespace holdline::demo
