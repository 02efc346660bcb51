// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/store/sessionstore.h"

#include <QString>

namespace holdline::chaos {

/// Records everything that the file of a server has ever held, in spite of SIGKILL: triggers copy
/// each row in the transaction that writes it. Use it only while no server has the file open.
namespace storetap {

/// Installs the triggers. Fails with a sentence.
Outcome<QString> install(const QString &path);
/// The journal items, user messages and logged items since then, in their order.
Result<server::Batch, QString> read(const QString &path);

} // namespace storetap
} // namespace holdline::chaos
