// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::widgets {

/// The name of the assistant. There is a single persona until sessions can choose one.
QString personaName();
/// A line about the assistant. `host` is empty for the embedded server.
QString personaDetails(const QString &host);

} // namespace holdline::widgets
