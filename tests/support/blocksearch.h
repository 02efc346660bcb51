// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <optional>
#include <vector>

namespace holdline::testing {

/// A loud piece of a reference, and where it was found in a recording.
struct BlockMatch
{
    std::size_t begin; ///< of the piece, samples into the reference
    std::optional<std::size_t> at; ///< samples into the recording; nothing: it is not there
};

/// Looks for each 100 ms of `reference` that are loud in `recorded`, in order: each behind the one
/// before, at once or after a pause of up to 10 s. Both 48 kHz. A match likens its piece to 0.95
/// (normalised correlation up to 4 kHz).
std::vector<BlockMatch> findInOrder(audio::PcmView reference, audio::PcmView recorded);

/// How long something is heard in it, in steps of 10 ms: what was played twice shows here.
std::chrono::milliseconds loudTime(audio::PcmView pcm);

} // namespace holdline::testing
