// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::speech {

/// A decoder's hypothesis as it is shown to people: without sentence marks and fillers ("<s>",
/// "<sil>", "[NOISE]", "++UM++") and pronunciation variants ("the(2)"), the first letter and "i" in
/// upper case. Empty for null.
QString sentenceFrom(const char *hypothesis);

} // namespace holdline::speech
