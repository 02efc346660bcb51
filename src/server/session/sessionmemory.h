// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

#include <optional>

namespace holdline::server {

/// The reminder that is due first; nullopt if there are none.
std::optional<speech::Reminder> nextReminder(const speech::Memory &memory);

/// Returns `memory` without `reminder`, which was spoken.
speech::Memory without(speech::Memory memory, const speech::Reminder &reminder);

/// Returns what `earlier` and `later` remember together. `later` counts where both have a value.
speech::Memory joined(speech::Memory earlier, const speech::Memory &later);

} // namespace holdline::server
