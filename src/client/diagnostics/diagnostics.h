// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/turntimings.h"
#include "client/diagnostics/eventlog.h"
#include "client/link/roundtriphistory.h"

#include <QObject>

namespace holdline::client {

class ConversationController;
class ReconnectingSocket;
class StatusController;

/// Collects what helps to find out why something is slow or breaks: figures and recent events. It
/// only observes. Keeps no words and no tokens, and a bounded amount of everything. Owned by the
/// application; GUI thread.
class Diagnostics : public QObject
{
    Q_OBJECT

public:
    struct Figures
    {
        std::optional<std::chrono::microseconds> roundTrip; ///< while live
        Duration held{0}; ///< speech that waits for the line
        Duration unplayed{0}; ///< received speech of answers that is not played yet
        int underruns = 0; ///< how often playback ran out of speech in the middle of an answer

        friend bool operator==(const Figures &, const Figures &) = default;
    };

    /// All must outlive this.
    Diagnostics(ReconnectingSocket &socket, Line &line, StatusController &status,
                ConversationController &conversation, const Clock &clock,
                QObject *parent = nullptr);

    const Clock &clock() const { return m_clock; }
    const Figures &figures() const { return m_figures; }
    const RoundTripHistory &roundTrips() const { return m_roundTrips; }
    const TurnTimings &turns() const { return m_turns; }
    EventLog &log() { return m_log; }
    const EventLog &log() const { return m_log; }

Q_SIGNALS:
    void figuresChanged();
    void roundTripsChanged();
    void turnsChanged();

private:
    void watchLine(Line &line);
    void watchConversation();
    void watchSound();
    void lookAtSocket();
    void onStageChanged(bool wasLive);
    void onRoundTrip();
    void onSession(const Line::Session &session);
    void onHeldSpeech();
    void addRoundTrip(std::optional<std::chrono::microseconds> roundTrip);
    void add(DiagnosticEvent::What what);
    void append(DiagnosticEvent::What what);

    template <typename T>
    void setFigure(T Figures::*figure, const T &value);

    ReconnectingSocket &m_socket;
    StatusController &m_status;
    ConversationController &m_conversation;
    const Clock &m_clock;
    EventLog m_log;
    RoundTripHistory m_roundTrips;
    TurnTimings m_turns;
    Figures m_figures;

    // Values at the latest look, to see what has changed:
    std::size_t m_stage = 0;
    bool m_isLive = false;
    int m_dial = 0;
    ConnectionState m_state = ConnectionState::Stopped;
    Duration m_mostHeld{0}; ///< the most speech held in the current outage; 0 if none is held
};

} // namespace holdline::client
