// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

namespace holdline::server {

/// The memory of a session as JSON. Times are milliseconds since 1970 in UTC:
/// {"facts":{"my locker number":"42"},"reminders":[{"text":"Tea!","due":1795248000000}]}
QString memoryToJson(const speech::Memory &memory);
/// Reads the JSON of memoryToJson(). Skips what it cannot use; the text comes from our own store.
speech::Memory memoryFromJson(const QString &json);

} // namespace holdline::server
