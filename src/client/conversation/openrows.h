// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>

namespace holdline::client {

/// The positions of the rows of a transcript that may still change, so that no update has to search
/// for its row. They follow when rows come and go. A plain value, owned by TranscriptModel.
struct OpenRows
{
    std::optional<int> partialUser{};
    std::optional<int> partialAnswer{};
    std::optional<int> newestAnswer{};
    std::optional<int> heldSpeech{};
    std::deque<int> pending{}; ///< oldest first

    /// These rows were removed.
    void removed(int first, int count);
    /// `count` rows were inserted before all others.
    void insertedFirst(int count);
};

} // namespace holdline::client
