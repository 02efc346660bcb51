// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/impairedline.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace holdline::client {

class Line;
class ReconnectingSocket;

/// One line of the network lab's log. A plain value.
struct LabNote
{
    enum class Kind {
        CutBegan, ///< the cut lasts for `after`
        BlackholeBegan, ///< the blackhole lasts for `after`
        RestartBegan,
        SlowBegan,
        SlowEnded,
        FaultOver,
        Noticed, ///< the client noticed that the line is dead, `after` the fault began
        Held, ///< the fault is over, and the line was not lost
        Back, ///< in a session again, `after` the fault was over
    };

    Kind kind;
    WallTime at;
    Duration after{0};
};

/// Breaks the line on purpose and observes how it comes back. While the lab is open the line goes
/// through an ImpairedLine, otherwise straight to the server. Owned by the application; GUI thread.
class NetworkLab : public QObject
{
    Q_OBJECT

public:
    enum class Fault { Cut, Blackhole, ServerRestart };

    struct Durations
    {
        Duration cut = std::chrono::seconds(5);
        Duration blackhole = std::chrono::seconds(20);
    };

    /// The newest fault and its outcome.
    struct Trial
    {
        Fault fault;
        Instant since;
        std::optional<Instant> until; ///< `nullopt`: until the session is back
        bool isOver = false; ///< the fault is over
        bool isLost = false; ///< the line was lost and is not back in a session yet
        /// The client has noticed that the line is dead.
        bool isNoticed = false;
    };

    /// All must outlive this.
    NetworkLab(ReconnectingSocket &socket, Line &line, const Clock &clock,
               QObject *parent = nullptr);
    NetworkLab(ReconnectingSocket &socket, Line &line, const Clock &clock, Durations durations,
               QObject *parent = nullptr);

    /// Leads the line through the lab. Returns false if no port is free.
    bool open();
    /// Ends any fault and leads the line straight to the server again.
    void close();
    bool isOpen() const { return m_isOpen; }

    /// Resets the connection and refuses new ones for Durations::cut.
    void cut();
    /// Swallows all bytes for Durations::blackhole, without closing the connection.
    void blackhole();
    void setSlow(bool slow);
    bool isSlow() const { return m_isSlow; }
    /// Emits serverRestartRequested().
    void restartServer();
    /// `ours`: the server is the embedded one. No other server can be restarted.
    void setServerIsOurs(bool ours);
    bool canRestartServer() const { return m_serverIsOurs; }

    const std::optional<Trial> &trial() const { return m_trial; }
    const Durations &durations() const { return m_durations; }

Q_SIGNALS:
    void changed();
    void noted(const holdline::client::LabNote &note);
    void serverRestartRequested();

private:
    void begin(Fault fault, std::optional<Duration> duration, LabNote::Kind note);
    void endFault();
    void onLost();
    void onSession();
    void impair();
    void note(LabNote::Kind kind, Duration after = Duration(0));

    ReconnectingSocket &m_socket;
    Line &m_line;
    const Clock &m_clock;
    const Durations m_durations;
    ImpairedLine m_way;
    bool m_isOpen = false;
    bool m_isSlow = false;
    bool m_serverIsOurs = false;
    std::optional<Trial> m_trial;
    Instant m_wholeSince{}; ///< since when the newest fault is over
    QTimer m_faultEnd;
};

} // namespace holdline::client
