// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace holdline::speech {

/// A stretch of time found among words: words [from, to) say it.
struct FoundDuration
{
    Duration duration;
    qsizetype from;
    qsizetype to;
};

/// The first stretch of time in words in lower case without punctuation: "ten seconds", "an hour
/// and a half", "half an hour", "2 minutes and 30 seconds", "90s".
std::optional<FoundDuration> findDuration(const QStringList &words);

/// "1 hour, 2 minutes and 5 seconds"; at least "1 second".
QString spokenDuration(Duration duration);

} // namespace holdline::speech
