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

/// A NetworkWatch that compares the interfaces at regular intervals, because not every system
/// reports changes. Where QNetworkInformation reports a change, it looks at once. It recognises
/// sleep by the time that the monotonic clock has missed, or by a look that comes far too late.
class PollingNetworkWatch : public NetworkWatch
{
    Q_OBJECT

public:
    /// The functions that ask the system. Tests replace them.
    struct Sources
    {
        std::function<QList<NetworkPort>()> ports;
        std::function<Duration()> timeAsleep; ///< in total since the computer was started

        static Sources ofSystem();
    };

    static constexpr Duration kCalm{1000};
    static constexpr Duration kKeen{250};
    static constexpr Duration kShortestSleep{1000};
    static constexpr Duration kLateness{5000}; ///< a later look means that we slept

    /// `clock` must outlive this.
    explicit PollingNetworkWatch(const Clock &clock, QObject *parent = nullptr,
                                 Sources sources = Sources::ofSystem());

    void setPace(Pace pace) override;
    bool isOnline() const override;
    bool holds(const QHostAddress &own) const override;

    /// Compares the interfaces now.
    void look();

private:
    void listenToSystem();
    void noteSleep();

    const Clock &m_clock;
    Sources m_sources;
    Pace m_pace = Pace::Off;
    bool m_isListening = false; ///< connecting to QNetworkInformation was tried
    QList<NetworkPort> m_ports; ///< at the latest look
    Instant m_lookedAt;
    Duration m_timeAsleep{};
    QTimer m_timer;
};

} // namespace holdline::client
