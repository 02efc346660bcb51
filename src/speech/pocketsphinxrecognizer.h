// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/recognizer.h"

namespace holdline::speech {

/// US English dictation with CMU PocketSphinx and the models of the Debian package
/// pocketsphinx-en-us. `modelFolder` contains en-us/ with the models and the dictionary; if it is
/// empty, they are read from where the package installs them.
RecognizerFactory pocketsphinxRecognizer(const QString &modelFolder = {});

} // namespace holdline::speech
