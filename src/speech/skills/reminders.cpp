// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/reminders.h"

#include "speech/skills/spokenduration.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::speech {

namespace {

constexpr Duration kShortest = 1s;
constexpr Duration kLongest = 24h;

} // namespace

SkillAnswer setReminder(const Prompt &prompt, Duration duration, const QString &confirmation,
                        const QString &sentence)
{
    if (duration < kShortest || duration > kLongest)
        return {u"I can wait for one second at least and for 24 hours at most."_s};
    const WallTime earliest = prompt.askedAt.value_or(prompt.now) + duration;
    const bool isSet = std::ranges::any_of(prompt.memory.reminders, [&](const Reminder &reminder) {
        return reminder.text == sentence && reminder.due >= earliest
            && reminder.due <= prompt.now + duration;
    });
    if (isSet)
        return {confirmation};
    if (prompt.memory.reminders.size() >= kMostReminders)
        return {u"I cannot keep more than %1 timers and reminders. Tell me to cancel them."_s.arg(
            kMostReminders)};
    if (sentence.size() > kLongestNote)
        return {u"That is too long for me to remember. Tell me in fewer words."_s};
    MemoryChange change;
    change.remind = {{sentence, prompt.now + duration}};
    return {confirmation, change};
}

SkillAnswer cancelReminders(const Prompt &prompt)
{
    if (prompt.memory.reminders.isEmpty())
        return {u"There is no timer and no reminder to cancel."_s};
    MemoryChange change;
    change.cancelReminders = true;
    return {prompt.memory.reminders.size() == 1 ? u"Cancelled."_s
                                                : u"All timers and reminders are cancelled."_s,
            change};
}

QString endOfTimer(Duration duration)
{
    return u"Your timer for %1 is up."_s.arg(spokenDuration(duration));
}

} // namespace holdline::speech
