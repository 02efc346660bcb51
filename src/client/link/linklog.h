// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/linkmachine.h"

namespace holdline::client {

/// Describes a stage of the line for the log: "live", "down: Refused (…), next try in 993 ms".
QString toLogString(const link::Stage &stage, Instant now);

} // namespace holdline::client
