// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/skill.h"

#include <cstdint>
#include <cstdlib>

using namespace holdline;
using namespace holdline::speech;

namespace {

constexpr Skill kSkills[] = {retrospect, repeat,     spelling, timer,    help,
                             clock,      arithmetic, memory,   smallTalk};

} // namespace

/// The first line is what the assistant knows, "fact=value" or an earlier message; the rest is said
/// to it. Every skill must answer with words or not at all, and must remember nothing that is too
/// long.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString input =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString known = input.section(u'\n', 0, 0);
    const WallTime now{std::chrono::hours(500'000)};
    Prompt prompt{.text = input.section(u'\n', 1),
                  .context = {{Role::User, known, now}, {Role::Assistant, known, now}},
                  .memory = {},
                  .now = now};
    prompt.memory.facts.insert(known.section(u'=', 0, 0), known.section(u'=', 1));
    prompt.memory.reminders.append({known, now + std::chrono::seconds(9)});
    for (const Skill skill : kSkills) {
        const auto answer = skill(prompt);
        if (!answer)
            continue;
        for (const Reminder &reminder : answer->change.remind) {
            if (reminder.text.size() > kLongestNote)
                std::abort();
        }
        for (auto it = answer->change.remember.begin(); it != answer->change.remember.end(); ++it) {
            if (it.key().size() + it->size() > kLongestNote)
                std::abort();
        }
    }
    return 0;
}
