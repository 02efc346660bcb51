// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace holdline::client {

/// How the microphone behaves while an answer plays.
enum class ListeningMode {
    Loudspeaker, ///< sends no sound while an answer plays, because the microphone hears it
    Headphones, ///< talking over the answer stops it
};

} // namespace holdline::client
