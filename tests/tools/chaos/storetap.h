// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/store/sessionstore.h"

#include <QString>

namespace holdline::chaos {

/// Everything that a server's file has ever held, in spite of SIGKILLs: triggers copy each row that
/// is written in the very transaction that writes it. Only while no server has the file open.
namespace storetap {

/// Fails with a sentence.
Outcome<QString> install(const QString &path);
/// What was journaled, said by users and logged since then, in its order.
Result<server::Batch, QString> read(const QString &path);

} // namespace storetap
} // namespace holdline::chaos
