// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/line.h"

namespace holdline::client {

Line::~Line() = default;

} // namespace holdline::client
