// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/netns/testbed.h"

#include <utility>

namespace holdline::netns {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLastAddress = 250;

struct FaultName
{
    Fault fault;
    const char *name;
    bool isReported;
};
constexpr FaultName kNames[]{{Fault::Cable, "cable", true},
                             {Fault::Address, "address", true},
                             {Fault::Blackhole, "blackhole", false},
                             {Fault::Router, "router", false}};

const FaultName &entry(Fault fault)
{
    return kNames[static_cast<std::size_t>(fault)];
}

} // namespace

QString toString(Fault fault)
{
    return QString::fromLatin1(entry(fault).name);
}

std::optional<Fault> faultNamed(const QString &name)
{
    for (const FaultName &candidate : kNames) {
        if (name == QLatin1StringView(candidate.name))
            return candidate.fault;
    }
    return {};
}

bool isReported(Fault fault)
{
    return entry(fault).isReported;
}

Result<Testbed, QString> Testbed::create()
{
    auto client = NetNamespace::create();
    if (!client)
        return Failure{client.error()};
    auto router = NetNamespace::create();
    auto server = NetNamespace::create();
    if (!router || !server)
        return Failure{u"there can be one network namespace, but not three"_s};
    Testbed testbed(std::move(client).value(), std::move(router).value(),
                    std::move(server).value());
    testbed.layCables();
    if (!testbed.isWorking())
        return Failure{u"the namespaces cannot be connected"_s};
    return testbed;
}

Testbed::Testbed(NetNamespace client, NetNamespace router, NetNamespace server)
    : m_client(std::move(client))
    , m_router(std::move(router))
    , m_server(std::move(server))
{
}

QString Testbed::serverAddress() const
{
    return u"10.41.2.2"_s;
}

void Testbed::layCables()
{
    first(m_router,
          {u"link add client type veth peer name eth0 netns "_s + m_client.path(),
           u"link add server type veth peer name eth0 netns "_s + m_server.path(),
           u"addr add 10.41.1.1/24 dev client"_s, u"addr add 10.41.2.1/24 dev server"_s,
           u"link set client up"_s, u"link set server up"_s});
    first(m_client, {u"link set eth0 up"_s});
    giveAddress();
    first(m_server,
          {u"link set eth0 up"_s, u"addr add %1/24 dev eth0"_s.arg(serverAddress()),
           u"route add default via 10.41.2.1"_s});
}

Instant Testbed::giveAddress()
{
    return last(m_client,
                {u"addr add 10.41.1.%1/24 dev eth0"_s.arg(m_address),
                 u"route add default via 10.41.1.1"_s});
}

Instant Testbed::begin(Fault fault)
{
    switch (fault) {
    case Fault::Cable: // at the far end, so that the client's interface stays, without a carrier
        return first(m_router, {u"link set client down"_s});
    case Fault::Address:
        return first(m_client, {u"addr flush dev eth0 scope global"_s});
    case Fault::Blackhole:
        return first(m_router,
                     {u"route add blackhole %1/32"_s.arg(serverAddress()),
                      u"route add blackhole 10.41.1.%1/32"_s.arg(m_address)});
    case Fault::Router:
        return first(m_router, {u"addr flush dev client"_s, u"addr flush dev server"_s});
    }
    Q_UNREACHABLE();
}

Instant Testbed::end(Fault fault)
{
    switch (fault) {
    case Fault::Cable:
        return last(m_router, {u"link set client up"_s});
    case Fault::Address:
        m_address = m_address == kLastAddress ? 2 : m_address + 1;
        return giveAddress();
    case Fault::Blackhole:
        return last(m_router,
                    {u"route del blackhole %1/32"_s.arg(serverAddress()),
                     u"route del blackhole 10.41.1.%1/32"_s.arg(m_address)});
    case Fault::Router:
        return last(m_router,
                    {u"addr add 10.41.2.1/24 dev server"_s, u"addr add 10.41.1.1/24 dev client"_s});
    }
    Q_UNREACHABLE();
}

Instant Testbed::first(const NetNamespace &where, const QStringList &commands)
{
    const Instant before = std::chrono::steady_clock::now();
    last(where, commands);
    return before;
}

Instant Testbed::last(const NetNamespace &where, const QStringList &commands)
{
    Instant before;
    for (const QString &command : commands) {
        before = std::chrono::steady_clock::now();
        m_isWorking = where.ip(command) && m_isWorking;
    }
    return before;
}

} // namespace holdline::netns
