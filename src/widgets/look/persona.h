// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginechoice.h"

#include <QString>

namespace holdline::widgets {

/// The name of the assistant. There is a single persona until sessions can choose one.
QString personaName();
/// Who answers, and where: `host` is empty for the server on this computer, which asks `language`.
QString personaDetails(const QString &host, const client::EngineChoice &language);

} // namespace holdline::widgets
