// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/pollingnetworkwatch.h"

#include "core/log.h"

#include <QNetworkInformation>
#include <QNetworkInterface>

#include <algorithm>
#include <utility>

#ifdef Q_OS_LINUX
#include <ctime>
#endif

namespace holdline::client {

namespace {

QList<NetworkPort> runningPorts()
{
    QList<NetworkPort> ports;
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &found : interfaces) {
        const auto flags = found.flags();
        if (!flags.testFlag(QNetworkInterface::IsUp)
            || !flags.testFlag(QNetworkInterface::IsRunning))
            continue;
        NetworkPort port{found.name(), flags.testFlag(QNetworkInterface::IsLoopBack), {}};
        const QList<QNetworkAddressEntry> entries = found.addressEntries();
        for (const QNetworkAddressEntry &entry : entries)
            port.addresses.append(entry.ip());
        ports.append(port);
    }
    return ports;
}

#ifdef Q_OS_LINUX
std::chrono::nanoseconds timeOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

Duration timeAsleep()
{
    return std::chrono::duration_cast<Duration>(timeOf(CLOCK_BOOTTIME) - timeOf(CLOCK_MONOTONIC));
}
#else
Duration timeAsleep()
{
    return {}; // the monotonic clock counts sleep there, so the next look is late
}
#endif

QHostAddress withoutScope(QHostAddress address)
{
    address.setScopeId({});
    return address;
}

} // namespace

PollingNetworkWatch::Sources PollingNetworkWatch::Sources::ofSystem()
{
    return {runningPorts, client::timeAsleep};
}

PollingNetworkWatch::PollingNetworkWatch(const Clock &clock, QObject *parent, Sources sources)
    : NetworkWatch(parent)
    , m_clock(clock)
    , m_sources(std::move(sources))
{
    connect(&m_timer, &QTimer::timeout, this, &PollingNetworkWatch::look);
}

void PollingNetworkWatch::setPace(Pace pace)
{
    const Pace before = std::exchange(m_pace, pace);
    if (before == pace)
        return;
    if (pace == Pace::Off) {
        m_timer.stop();
        return;
    }
    m_timer.start(pace == Pace::Keen ? kKeen : kCalm);
    if (before != Pace::Off)
        return;
    listenToSystem();
    m_ports = m_sources.ports();
    m_lookedAt = m_clock.now();
    m_timeAsleep = m_sources.timeAsleep();
}

void PollingNetworkWatch::listenToSystem()
{
    if (std::exchange(m_isListening, true)
        || !QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability reachability) {
                if (m_pace == Pace::Off)
                    return;
                look();
                if (reachability == QNetworkInformation::Reachability::Online)
                    Q_EMIT changed();
            });
}

bool PollingNetworkWatch::isOnline() const
{
    const QList<NetworkPort> ports = m_sources.ports();
    return std::any_of(ports.begin(), ports.end(), [](const NetworkPort &port) {
        return !port.isLoopback && !port.addresses.isEmpty();
    });
}

bool PollingNetworkWatch::holds(const QHostAddress &own) const
{
    const QList<NetworkPort> ports = m_sources.ports();
    return std::any_of(ports.begin(), ports.end(), [&](const NetworkPort &port) {
        return std::any_of(port.addresses.begin(), port.addresses.end(),
                           [&](const QHostAddress &address) {
                               return withoutScope(address).isEqual(withoutScope(own));
                           });
    });
}

void PollingNetworkWatch::look()
{
    noteSleep();
    QList<NetworkPort> ports = m_sources.ports();
    if (ports == m_ports)
        return;
    m_ports = std::move(ports);
    qCInfo(lcLink, "the interfaces have changed");
    Q_EMIT changed();
}

void PollingNetworkWatch::noteSleep()
{
    const Instant now = m_clock.now();
    const Duration late = elapsed(now, std::exchange(m_lookedAt, now));
    const Duration asleep = m_sources.timeAsleep();
    const Duration slept = asleep - std::exchange(m_timeAsleep, asleep);
    if (slept < kShortestSleep && late < kLateness)
        return;
    qCInfo(lcLink, "the computer has slept");
    Q_EMIT woke();
}

} // namespace holdline::client
