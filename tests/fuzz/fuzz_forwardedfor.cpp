// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/trustedproxies.h"

#include <cstdint>
#include <cstdlib>

using holdline::server::TrustedProxies;

namespace {

void check(bool good)
{
    if (!good)
        std::abort();
}

} // namespace

/// The header field comes from strangers, so it must matter only if a trusted proxy has sent it,
/// and what stands before the client in it must not matter at all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray field(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QHostAddress proxy(QHostAddress::LocalHost);
    const QHostAddress stranger(QStringLiteral("203.0.113.7"));
    const TrustedProxies proxies({proxy, QHostAddress(QStringLiteral("10.0.0.1"))});
    check(proxies.clientBehind(stranger, field) == stranger);
    const QHostAddress client = proxies.clientBehind(proxy, field);
    check(!client.isNull());
    if (!proxies.contains(client))
        check(proxies.clientBehind(proxy, "198.51.100.9, " + field) == client);
    return 0;
}
