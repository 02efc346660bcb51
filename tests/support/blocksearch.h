// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <optional>
#include <vector>

namespace holdline::testing {

/// A loud piece of a reference recording, and the place where another recording has it.
struct BlockMatch
{
    std::size_t begin; ///< first sample of the piece in the reference
    std::optional<std::size_t> at; ///< first sample in the recording; `nullopt` if it was not found
};

/// Looks in `recorded` for each piece of 100 ms of `reference` that is loud. Expects them in order:
/// each follows the one before directly, or after a pause of up to 10 s. Both recordings have
/// 48 kHz. A piece matches with a normalised correlation (up to 4 kHz) of 0.95 or more.
std::vector<BlockMatch> findInOrder(audio::PcmView reference, audio::PcmView recorded);

/// How long the recording is loud, in steps of 10 ms. It is too long if something was played twice.
std::chrono::milliseconds loudTime(audio::PcmView pcm);

} // namespace holdline::testing
