// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/sessionmemory.h"

namespace holdline::server {

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

speech::Memory joined(speech::Memory earlier, const speech::Memory &later)
{
    earlier.facts.insert(later.facts);
    earlier.reminders += later.reminders;
    return earlier;
}

} // namespace holdline::server
