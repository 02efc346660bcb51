// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/uplink.h"

namespace holdline::client {

Uplink::~Uplink() = default;

} // namespace holdline::client
