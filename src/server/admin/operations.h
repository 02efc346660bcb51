// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/durable/durablesessions.h"
#include "server/plain/plaincalls.h"
#include "server/session/figures.h"
#include "server/voice/transcriptfeed.h"

namespace holdline::server {

/// What operators can see of sessions and do to them. Sessions are named by their shortened ids,
/// because the whole id of a plain session is its key. Owned by Administration; main thread.
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
        Duration away; ///< time since the client left
        int messages;
        int reconnections;
        quint64 connection; ///< number of its connection; 0 if it has none
        qint64 heldBytes; ///< bytes that wait for the client
    };
    enum class Outcome {
        Done,
        Unknown,
        Ambiguous, ///< several sessions have that shortened id
    };

    /// All references must outlive this object.
    Operations(SessionRegistry &registry, PlainCalls &plain, DurableSessions &durable);

    /// The sessions in memory: those with a client first; in both groups the most recently
    /// active first.
    std::vector<Row> sessions() const;
    /// The messages of the session that are in memory, oldest first.
    std::vector<TranscriptEvent> transcript(const QString &session) const;
    /// Leaves out the figures that this class does not know.
    ServerFigures figures() const;

    /// Ends the session for good. Its client is sent away and gets a new session when it comes
    /// back.
    Outcome end(const QString &session);
    /// Ends all sessions, in memory and in the store. Returns how many were in memory.
    int endAll();

private:
    std::vector<Session *> find(const QString &session) const;
    void end(Session &session);

    SessionRegistry &m_registry;
    PlainCalls &m_plain;
    DurableSessions &m_durable;
};

} // namespace holdline::server
