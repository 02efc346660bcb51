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

/// What helps to find out why something is slow or breaks: figures, and what happened lately. It
/// only watches. Keeps no words, no tokens and a bounded amount of everything. GUI thread.
class Diagnostics : public QObject
{
    Q_OBJECT

public:
    struct Figures
    {
        std::optional<std::chrono::microseconds> roundTrip; ///< while live
        Duration held{0}; ///< speech that waits for the line
        Duration unplayed{0}; ///< speech of answers that waits for the loudspeaker
        int underruns = 0; ///< times that it had nothing to play in the middle of an answer

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

    // As it was at the latest look, to see what changed:
    std::size_t m_stage = 0;
    bool m_isLive = false;
    int m_dial = 0;
    ConnectionState m_state = ConnectionState::Stopped;
    Duration m_mostHeld{0}; ///< of the hold under way; 0: none
};

} // namespace holdline::client
