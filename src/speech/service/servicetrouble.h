// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QString>

#include <array>

namespace holdline::speech {

/// Why a service did not do what it was asked to do. A plain value.
struct ServiceTrouble
{
    enum class Kind : quint8 {
        Unreachable, ///< no connection, or closed before an answer began
        Denied, ///< 401 or 403: the key is wrong
        UnknownModel, ///< 404
        Busy, ///< 429
        Refused, ///< any other 4xx: the service does not understand the request
        Broken, ///< 5xx
        TooSlow, ///< no byte for too long
        CutOff, ///< the answer has begun but not ended
        Nonsense, ///< the answer is not what the interface promises
    };
    static constexpr std::size_t kKinds = 9;

    Kind kind;
    QString detail{}; ///< for the operator
    Duration retryAfter{0}; ///< how long the service asks to be left alone
};

/// The name of a kind in figures: lower case, with underscores.
const char *nameOf(ServiceTrouble::Kind kind);

/// True if the same request may succeed when it is sent again at once.
bool isPassing(const ServiceTrouble &trouble);

/// The kind of trouble that an HTTP status other than 2xx tells.
ServiceTrouble::Kind kindOf(int status);

/// The message in the body of an error, shortened to one line of at most 200 characters; empty if
/// there is none. It is for the log of the operator; services may repeat the `key` in it, and we do
/// not.
QString serviceErrorIn(const QByteArray &body, const QByteArray &key);

} // namespace holdline::speech
