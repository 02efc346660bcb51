// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/skills/skill.h"

namespace holdline::speech {

// What can be done with timers and reminders, whoever asks for it: the user or a language model.

/// Sets a reminder that speaks `sentence` after `duration`. The answer is `confirmation`, or why it
/// cannot be set. A reminder that was set since Prompt::askedAt is not set again.
SkillAnswer setReminder(const Prompt &prompt, Duration duration, const QString &confirmation,
                        const QString &sentence);
/// Cancels all of them.
SkillAnswer cancelReminders(const Prompt &prompt);
/// What is said when a timer of this length has run out.
QString endOfTimer(Duration duration);

} // namespace holdline::speech
