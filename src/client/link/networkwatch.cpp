// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/networkwatch.h"

namespace holdline::client {

NetworkWatch::~NetworkWatch() = default;

} // namespace holdline::client
