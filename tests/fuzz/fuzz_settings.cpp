// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/endpoint.h"
#include "core/exponentialbackoff.h"
#include "server/settings/settingsfile.h"
#include "server/settings/settingstable.h"

#include <QBuffer>

#include <cstdint>
#include <cstdlib>

using namespace holdline;
using namespace Qt::StringLiterals;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// A policy that can be parsed must be written in a form that can be parsed again.
void readPolicy(const QString &text)
{
    const auto policy = BackoffPolicy::parse(text);
    if (!policy) {
        require(!policy.error().isEmpty());
        return;
    }
    const auto again = BackoffPolicy::parse(policy.value().toString());
    require(again && again.value() == policy.value());
}

/// An address that can be parsed must lead to a WebSocket, contain no password, and be the same
/// when it is parsed again.
void readAddress(const QString &text)
{
    const client::Endpoint endpoint = client::Endpoint::forAddress(text);
    if (!endpoint.url.isValid())
        return;
    require(endpoint.url.scheme() == "ws"_L1 || endpoint.url.scheme() == "wss"_L1);
    require(!endpoint.url.host().isEmpty() && endpoint.url.userInfo().isEmpty());
    require(!endpoint.sessionKey.isEmpty() && !endpoint.host.isEmpty());
    const client::Endpoint again =
        client::Endpoint::forAddress(QString::fromLatin1(endpoint.url.toEncoded()));
    require(again == endpoint);
}

/// The value that a setting shows must be a value that it accepts. A refusal must give a reason.
void readValue(const server::Setting &setting, const QString &value)
{
    server::ServerSettings settings;
    const auto set = setting.set(settings, value);
    if (!set) {
        require(!set.error().isEmpty());
        return;
    }
    const QString shown = setting.show(settings);
    server::ServerSettings again;
    require(shown.isEmpty() || setting.set(again, shown));
    require(setting.show(again) == shown || shown.isEmpty());
}

bool namesAFile(const server::Setting &setting)
{
    return setting.placeholder && QLatin1StringView(setting.placeholder) == "FILE"_L1;
}

} // namespace

/// All text that users and operators may write: a reconnection policy, an address, a value of each
/// setting, and a settings file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString text = QString::fromUtf8(bytes);
    readPolicy(text);
    readAddress(text);
    for (const server::Setting &setting : server::allSettings()) {
        if (!namesAFile(setting))
            readValue(setting, text);
    }
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    const auto lines = server::readSettings(file, u"holdlined.conf"_s);
    require(lines || lines.error().contains(u"holdlined.conf, line "_s));
    return 0;
}
