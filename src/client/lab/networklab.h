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

/// Something that happened in the network lab, for its log.
struct LabNote
{
    enum class Kind {
        CutBegan, ///< and lasts `after`
        BlackholeBegan, ///< the same
        RestartBegan,
        SlowBegan,
        SlowEnded,
        FaultOver,
        Noticed, ///< that the line is dead, `after` the fault began
        Held, ///< the fault is over and nobody gave the line up
        Back, ///< in a session again, `after` the line was whole again
    };

    Kind kind;
    WallTime at;
    Duration after{0};
};

/// Breaks the line on purpose and watches how it comes back. While it is open the line goes through
/// an ImpairedLine, otherwise straight to the server. GUI thread.
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

    /// The newest fault and what came of it.
    struct Trial
    {
        Fault fault;
        Instant since;
        std::optional<Instant> until; ///< nothing: over when the session is back
        bool isOver = false; ///< the line is whole again
        bool isLost = false; ///< and not back in a session yet
        bool isNoticed = false;
    };

    /// All must outlive this.
    NetworkLab(ReconnectingSocket &socket, Line &line, const Clock &clock,
               QObject *parent = nullptr);
    NetworkLab(ReconnectingSocket &socket, Line &line, const Clock &clock, Durations durations,
               QObject *parent = nullptr);

    /// Leads the line through this; false when no port is free.
    bool open();
    /// Ends whatever was going on.
    void close();
    bool isOpen() const { return m_isOpen; }

    /// Resets the connection, and nobody answers for a while.
    void cut();
    /// Nothing goes through for a while, and nobody says so.
    void blackhole();
    void setSlow(bool slow);
    bool isSlow() const { return m_isSlow; }
    /// Asks for it by serverRestartRequested().
    void restartServer();
    /// Only a server of our own can be restarted.
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
    Instant m_wholeSince{}; ///< since the newest fault is over
    QTimer m_faultEnd;
};

} // namespace holdline::client
