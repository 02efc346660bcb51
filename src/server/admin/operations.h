// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/durable/durablesessions.h"
#include "server/plain/plaincalls.h"
#include "server/session/figures.h"
#include "server/voice/transcriptfeed.h"

namespace holdline::server {

/// What an operator can know of the sessions and do to them. Sessions go by their shortened ids:
/// the whole one is a plain client's key. Owned by the Server; main thread.
class Operations
{
public:
    struct Row
    {
        QString session; ///< shortened
        bool isDurable;
        bool isAttached;
        protocol::Activity::State activity;
        Duration age;
        Duration away; ///< since it lost its client
        int messages;
        int reconnections;
        quint64 connection; ///< its number; 0 for none
        qint64 heldBytes; ///< for the client until it has them
    };
    enum class Outcome {
        Done,
        Unknown,
        Ambiguous, ///< several sessions have that shortened id
    };

    /// All references outlive this.
    Operations(SessionRegistry &registry, PlainCalls &plain, DurableSessions &durable,
               const speech::RecognizerPool &recognizers);

    /// The sessions in memory: with a client first, then by the time of the last sign of it.
    std::vector<Row> sessions() const;
    /// What was said in it, as far as it is in memory; oldest first.
    std::vector<TranscriptEvent> transcript(const QString &session) const;
    /// Without what only others know.
    ServerFigures figures() const;

    /// For good: its client is sent away, and finds a new one when it comes back.
    Outcome end(const QString &session);
    /// All in memory and in the store. Returns how many were in memory.
    int endAll();

private:
    std::vector<Session *> find(const QString &session) const;
    void end(Session &session);

    SessionRegistry &m_registry;
    PlainCalls &m_plain;
    DurableSessions &m_durable;
    const speech::RecognizerPool &m_recognizers;
};

} // namespace holdline::server
