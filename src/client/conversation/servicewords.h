// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::client {

/// The sentence for the transcript when a service of the server has failed and the built-in engine
/// replaces it, when it works again, or when nothing on board knows the language of the persona.
/// `code` is the code of ServerError, such as "voice_too_slow" or "voice_back". Returns an empty
/// string for codes that no engine has, and for "voice_changed".
QString serviceTroubleText(const QString &code);

/// A service behind the server that does not work.
struct FailedService
{
    QString engine{}; ///< "language", "recognition" or "voice"
    QString trouble{}; ///< a word such as "too_slow"

    friend bool operator==(const FailedService &, const FailedService &) = default;
};

/// What the code of a ServerError tells of a service. Without a trouble the service works again, or
/// another engine takes its place; without an engine the code tells of no service.
FailedService failedServiceIn(const QString &code);

/// For the header of the window, in a few words: "Voice failed: it took too long".
QString failedServiceText(const FailedService &failed);

} // namespace holdline::client
