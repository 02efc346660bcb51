// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/crowd.h"

#include "support/processfigures.h"

#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int kAtOnce = 50;
constexpr Duration kPingInterval = 15s;
constexpr Duration kPingStep = 20ms;

QProcessEnvironment openDoor()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOLDLINED_MAX_SESSIONS"_s, u"20000"_s);
    environment.insert(u"HOLDLINED_CONNECTIONS_PER_SECOND"_s, u"100000"_s);
    return environment;
}

} // namespace

CrowdServer::CrowdServer() : ServerProcess({}, openDoor()) { }

bool CrowdServer::startAndSettle()
{
    raiseFileLimit();
    if (start() && waitUntilIdle(process().pid(), kPatience))
        return true;
    std::fprintf(stderr, "The server does not start:\n%s\n", qPrintable(process().errorText()));
    return false;
}

Crowd::Crowd(const QUrl &url) : m_url(url)
{
    connect(&m_pings, &QTimer::timeout, this, &Crowd::pingSome);
    m_pings.start(kPingStep);
}

bool Crowd::add(int count)
{
    for (int done = 0; done < count; done += kAtOnce) {
        const int from = size();
        for (int i = done; i < std::min(count, done + kAtOnce); ++i)
            m_clients.push_back(std::make_unique<DurableClient>(m_url));
        std::vector<DurableClient *> waiting;
        for (int i = from; i < size(); ++i)
            waiting.push_back(&client(i));
        const bool all = waitUntil(
            [&] {
                std::erase_if(waiting, [](DurableClient *client) {
                    return client->isGreeted() && (client->open(), true);
                });
                return waiting.empty() && welcome() == size();
            },
            kPatience);
        if (!all) {
            std::fprintf(stderr, "Only %d of %d clients are welcome\n", welcome(), size());
            return false;
        }
    }
    return true;
}

int Crowd::welcome() const
{
    const auto from = m_clients.end() - std::min<std::ptrdiff_t>(size(), kAtOnce);
    return size() - static_cast<int>(std::count_if(from, m_clients.end(), [](const auto &client) {
               return !client->isWelcome();
           }));
}

void Crowd::pingSome()
{
    m_due += static_cast<double>(m_clients.size()) * kPingStep / kPingInterval;
    for (; m_due >= 1; --m_due) {
        m_next = (m_next + 1) % m_clients.size();
        QWebSocket &socket = m_clients[m_next]->socket();
        if (socket.state() == QAbstractSocket::ConnectedState)
            socket.ping();
    }
}

void raiseFileLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

QString machineLoad()
{
    double load = 0;
    ::getloadavg(&load, 1);
    return u"load %1"_s.arg(load, 0, 'f', 1);
}

} // namespace holdline::bench
