// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/connectionchoice.h"

#include "client/link/endpoint.h"

#include <algorithm>

namespace holdline::client {

AddressFault faultOf(const QString &address, bool allowInsecure)
{
    if (address.trimmed().isEmpty())
        return AddressFault::Missing;
    const Endpoint endpoint = Endpoint::forAddress(address.trimmed());
    if (!endpoint.url.isValid())
        return AddressFault::Malformed;
    return endpoint.isPrivate() || allowInsecure ? AddressFault::None : AddressFault::NotEncrypted;
}

bool isToken(const QString &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c > u' ' && c.unicode() < 0x7f; });
}

bool isSameServer(const QString &address, const QString &other)
{
    return Endpoint::forAddress(address).sessionKey == Endpoint::forAddress(other).sessionKey;
}

} // namespace holdline::client
