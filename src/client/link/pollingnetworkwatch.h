// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/networkwatch.h"
#include "core/clock.h"

#include <QHostAddress>
#include <QList>
#include <QTimer>

#include <functional>

namespace holdline::client {

/// An interface that is up and, as far as it can tell, plugged in.
struct NetworkPort
{
    QString name;
    bool isLoopback = false;
    QList<QHostAddress> addresses;

    friend bool operator==(const NetworkPort &, const NetworkPort &) = default;
};

/// Compares the interfaces again and again, because no system tells of them everywhere, and is told
/// sooner where one does. The sleep of the computer shows in the time that the monotonic clock has
/// missed, or in a look that comes far too late.
class PollingNetworkWatch : public NetworkWatch
{
    Q_OBJECT

public:
    /// Where the facts come from.
    struct Sources
    {
        std::function<QList<NetworkPort>()> ports;
        std::function<Duration()> timeAsleep; ///< in all since the computer was started

        static Sources ofSystem();
    };

    static constexpr Duration kCalm{1000};
    static constexpr Duration kKeen{250};
    static constexpr Duration kShortestSleep{1000};
    static constexpr Duration kLateness{5000}; ///< of a look, that only a sleep explains

    /// `clock` must outlive this.
    explicit PollingNetworkWatch(const Clock &clock, QObject *parent = nullptr,
                                 Sources sources = Sources::ofSystem());

    void setPace(Pace pace) override;
    bool isOnline() const override;
    bool holds(const QHostAddress &own) const override;

    /// Looks right now.
    void look();

private:
    void listenToSystem();
    void noteSleep();

    const Clock &m_clock;
    Sources m_sources;
    Pace m_pace = Pace::Off;
    bool m_isListening = false; ///< to the system
    QList<NetworkPort> m_ports; ///< at the latest look
    Instant m_lookedAt;
    Duration m_timeAsleep{};
    QTimer m_timer;
};

} // namespace holdline::client
