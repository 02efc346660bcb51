// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace holdline::speech {

/// A duration that was found among words: in the words [from, to).
struct FoundDuration
{
    Duration duration;
    qsizetype from;
    qsizetype to;
};

/// The first duration in `words`, which are in lower case and without punctuation: "ten seconds",
/// "an hour and a half", "half an hour", "2 minutes and 30 seconds", "90s". nullopt if there is
/// none.
std::optional<FoundDuration> findDuration(const QStringList &words);

/// For example "1 hour, 2 minutes and 5 seconds"; at least "1 second".
QString spokenDuration(Duration duration);

} // namespace holdline::speech
