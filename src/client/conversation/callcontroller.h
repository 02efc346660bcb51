// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/callstatus.h"
#include "protocol/messages.h"

#include <QObject>

namespace holdline::client {

class Calls;
class Line;

/// Begins and ends calls: the periods of conversation on a line that stays connected. Calls says
/// who keeps them. Owned by ConversationController; GUI thread.
class CallController : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    CallController(Line &line, Calls &calls, const Clock &clock, QObject *parent = nullptr);

    /// `calls` keeps the calls from now on.
    void setCalls(Calls &calls) { m_calls = &calls; }
    const CallStatus &status() const { return m_status; }

    /// Begins a call. Does nothing during a call. A call that was going to end with the answer goes
    /// on.
    void start();
    /// Ends the call. With `answerUnderWay` it ends after the last sample of the answer; a second
    /// end() ends it at once.
    void end(bool answerUnderWay);
    /// The last sample of the answer was played.
    void onAnswerOver();
    /// A new conversation begins, so the server ends the call under way, if any.
    void onNewConversation();

    /// `another`: the session is not the one before.
    void onSessionStarted(bool another);
    void onStatus(const protocol::CallStatusChanged &message);

Q_SIGNALS:
    void statusChanged(const holdline::client::CallStatus &status);
    /// start() was called while the line is down.
    void refused();

private:
    void request(bool start);
    void endNow();
    void setState(CallStatus::State state, const QString &reason = {});

    Line &m_line;
    Calls *m_calls;
    const Clock &m_clock;
    CallStatus m_status;
    bool m_wanted = false; ///< the user has asked for a call, and not for its end
    bool m_endsWithAnswer = false;
};

} // namespace holdline::client
