// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::widgets {

/// Who answers. Until sessions can choose one there is a single persona.
QString personaName();
/// What is told about it; `host` is empty for the server on this computer.
QString personaDetails(const QString &host);

} // namespace holdline::widgets
