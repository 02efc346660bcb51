// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/line.h"

#include "client/session/dialect.h"
#include "client/session/durableline.h"
#include "client/session/plainline.h"

namespace holdline::client {

Line::~Line() = default;
PlainLine::~PlainLine() = default;
DurableLine::~DurableLine() = default;
Dialect::~Dialect() = default;

} // namespace holdline::client
