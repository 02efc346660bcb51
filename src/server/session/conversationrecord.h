// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/changewriter.h"
#include "server/session/session.h"

namespace holdline::server {

/// What was said in a session, what it was asked to remember, and how it is configured. Every
/// change is made in memory at once and passed to the writer. Owned by the outlet of the session;
/// main thread.
class ConversationRecord
{
public:
    /// All must outlive this object.
    ConversationRecord(Session &session, const Clock &clock, ChangeWriter &writer)
        : m_session(session)
        , m_clock(clock)
        , m_writer(writer)
    {
    }

    /// Adds a message, said at `at` (now if nullopt). Returns its id: `messageId`, or a new one if
    /// that is empty.
    QString append(speech::Role role, const QString &text, const QString &messageId = {},
                   std::optional<WallTime> at = {});
    /// The user has heard only the first `heard` characters of the newest answer, whose id is
    /// `messageId`.
    void cutShort(const QString &messageId, int heard);
    void setMemory(const speech::Memory &memory);
    void configure(const protocol::Configuration &configuration);
    void clearHistory();
    /// The conversation so far, and with `memories` what the session was asked to remember, do not
    /// count until takeBack().
    void setAside(bool memories);
    /// What was set aside counts again, before what was said since. Does nothing if there is
    /// nothing.
    void takeBack();
    /// Deletes what was set aside, if there is something.
    void forgetAside();
    /// Nothing was said, and nothing is set aside.
    bool isEmpty() const { return m_session.messageCount == 0 && !m_session.aside; }

private:
    Session &m_session;
    const Clock &m_clock;
    ChangeWriter &m_writer;
};

} // namespace holdline::server
