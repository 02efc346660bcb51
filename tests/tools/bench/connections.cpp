// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/connections.h"

#include "support/processfigures.h"
#include "support/serverprocess.h"
#include "tools/bench/crowd.h"

#include <QWebSocket>

#include <cstdio>

namespace holdline::bench {

using namespace testing;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;

namespace {

constexpr int kFirstConnections = 100; ///< allocates what the server allocates only once
constexpr int kConnections = 1000;
constexpr int kDialledAtOnce = 50;

/// Connections that have got a session.
class Visitors
{
public:
    explicit Visitors(const QUrl &url) : m_url(url) { }

    void add(int count)
    {
        for (int i = 0; i < count; ++i) {
            auto socket = std::make_unique<QWebSocket>();
            QObject::connect(socket.get(), &QWebSocket::textMessageReceived, socket.get(),
                             [this](const QString &text) {
                                 if (text.contains(u"\"session_id\""_s))
                                     ++m_served;
                             });
            socket->open(m_url);
            m_sockets.push_back(std::move(socket));
        }
    }

    bool waitUntilServed() const
    {
        return waitUntil([this] { return m_served == static_cast<int>(m_sockets.size()); },
                         kPatience);
    }

    int served() const { return m_served; }

private:
    QUrl m_url;
    int m_served = 0;
    std::vector<std::unique_ptr<QWebSocket>> m_sockets;
};

} // namespace

Rows measureConnections()
{
    raiseFileLimit();
    ServerProcess server;
    if (!server.start()) {
        std::fprintf(stderr, "The server does not start:\n%s\n",
                     qPrintable(server.process().errorText()));
        return {};
    }
    if (!waitUntilIdle(server.process().pid(), kPatience))
        return {};
    Visitors crowd(server.url());
    std::vector<double> times;
    for (int i = 0; i < kFirstConnections; ++i) {
        const auto start = steady_clock::now();
        crowd.add(1);
        if (!crowd.waitUntilServed())
            return {};
        times.push_back(milliseconds(steady_clock::now() - start));
    }
    const qint64 before = residentBytes(server.process().pid());
    for (int i = 0; i < kConnections; i += kDialledAtOnce) {
        crowd.add(kDialledAtOnce);
        if (!crowd.waitUntilServed()) {
            std::fprintf(stderr, "Only %d clients were served\n", crowd.served());
            return {};
        }
    }
    const qint64 bytes = (residentBytes(server.process().pid()) - before) / kConnections;
    return {
        {u"open_ms_p50"_s, percentile(times, 0.5), u"ms"_s,
         u"dial to session id on loopback; p99 %1 ms"_s.arg(percentile(times, 0.99), 0, 'f', 1)},
        {u"connection_bytes"_s, static_cast<double>(bytes), u"B"_s,
         u"resident memory of the server, %1 idle sessions"_s.arg(kConnections)},
    };
}

} // namespace holdline::bench
