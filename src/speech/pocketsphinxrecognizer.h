// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/recognizer.h"

namespace holdline::speech {

/// US English dictation with CMU PocketSphinx and the models of the pocketsphinx-en-us package.
/// `modelFolder` holds en-us/ and the dictionary; empty: where the package installs them.
RecognizerFactory pocketsphinxRecognizer(const QString &modelFolder = {});

} // namespace holdline::speech
