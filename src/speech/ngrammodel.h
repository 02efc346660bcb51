// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace holdline::speech {

/// A trigram model of `sentences` in the ARPA format, for a recogniser that expects such sentences.
/// Words that followed each other in them are likely (absolute discounting, S. F. Chen and J.
/// Goodman 1998). Others are very unlikely: they are left to a model of general language, with
/// which this one must be mixed. The sentences are words with single spaces.
QByteArray trigramModel(const QStringList &sentences);

} // namespace holdline::speech
