// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::speech {

/// The words of a decoder's hypothesis for display: without sentence marks and fillers ("<s>",
/// "<sil>", "[NOISE]", "++UM++") and pronunciation variants ("the(2)"), with the first letter and
/// "i" in upper case. Empty if `hypothesis` is null.
QString sentenceFrom(const char *hypothesis);

} // namespace holdline::speech
