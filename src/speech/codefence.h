// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace holdline::speech {

/// True if `line`, without white space around it, begins or ends a block of code in Markdown.
inline bool isCodeFence(QStringView line)
{
    constexpr QStringView kBackticks(u"```");
    return line.startsWith(u"~~~")
        || (line.startsWith(kBackticks) && line.lastIndexOf(kBackticks) == 0);
}

} // namespace holdline::speech
