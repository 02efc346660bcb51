// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/responder.h"

namespace holdline::speech {

void MemoryChange::add(const MemoryChange &later)
{
    for (const QString &fact : later.forget)
        remember.remove(fact);
    forget += later.forget;
    remember.insert(later.remember);
    if (later.cancelReminders) {
        remind.clear();
        cancelReminders = true;
    }
    remind += later.remind;
}

Memory changed(Memory memory, const MemoryChange &change)
{
    for (const QString &fact : change.forget)
        memory.facts.remove(fact);
    memory.facts.insert(change.remember);
    if (change.cancelReminders)
        memory.reminders.clear();
    memory.reminders += change.remind;
    return memory;
}

} // namespace holdline::speech
