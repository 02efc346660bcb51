// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::client {

/// What the transcript says when a service of the server has failed and the built-in engine does
/// its work. `code` is that of the server's message, such as "voice_too_slow"; empty if it is about
/// something else.
QString serviceTroubleText(const QString &code);

} // namespace holdline::client
