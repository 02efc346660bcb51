// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

namespace holdline::server {

/// {"facts":{"my locker number":"42"},"reminders":[{"text":"Tea!","due":1795248000000}]}
QString memoryToJson(const speech::Memory &memory);
/// Takes what is usable; the text comes from our own store.
speech::Memory memoryFromJson(const QString &json);

} // namespace holdline::server
