// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::client {

/// The sentence for the transcript when a service of the server has failed and the built-in engine
/// replaces it. `code` is the code of ServerError, such as "voice_too_slow". Returns an empty
/// string for codes that no service has.
QString serviceTroubleText(const QString &code);

} // namespace holdline::client
