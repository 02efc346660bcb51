// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/sessionmemory.h"

namespace holdline::server {

speech::Memory changed(speech::Memory memory, const speech::MemoryChange &change)
{
    for (const QString &fact : change.forget)
        memory.facts.remove(fact);
    memory.facts.insert(change.remember);
    if (change.cancelReminders)
        memory.reminders.clear();
    if (change.remind)
        memory.reminders.append(*change.remind);
    return memory;
}

std::optional<speech::Reminder> nextReminder(const speech::Memory &memory)
{
    const auto first = std::ranges::min_element(memory.reminders, {}, &speech::Reminder::due);
    return first == memory.reminders.end() ? std::nullopt : std::optional(*first);
}

speech::Memory without(speech::Memory memory, const speech::Reminder &reminder)
{
    memory.reminders.removeOne(reminder);
    return memory;
}

} // namespace holdline::server
