// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace holdline::client {

/// How the microphone behaves while an answer plays.
enum class ListeningMode {
    Loudspeaker, ///< nothing is sent until the answer is over, so that it does not hear itself
    Headphones, ///< talking over the answer stops it
};

} // namespace holdline::client
