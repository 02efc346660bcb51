// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace holdline::speech {

/// Several thousand requests to the built-in skills as users say them: in lower case, with numbers
/// as words and without marks. The same ones at each call.
QStringList spokenRequests();

} // namespace holdline::speech
