// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/callstatus.h"
#include "protocol/messages.h"

#include <QObject>

namespace holdline::client {

class Line;

/// The conversation periods on a line that stays: asks the server for them where it knows them
/// (Line::Kind::Durable), else keeps them to itself. Owned by ConversationController; GUI thread.
class CallController : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    CallController(Line &line, const Clock &clock, QObject *parent = nullptr);

    const CallStatus &status() const { return m_status; }

    /// Nothing when there is one; one that ends at the last sample goes on.
    void start();
    /// Ends it as soon as nothing more of an answer is to sound; a second time at once.
    void end(bool answerUnderWay);
    /// The last sample of the answer has sounded.
    void onAnswerOver();
    /// The server forgets the one under way, if any.
    void onNewConversation();

    /// Of `another` session than before.
    void onSessionStarted(bool another);
    void onStatus(const protocol::CallStatusChanged &message);

Q_SIGNALS:
    void statusChanged(const holdline::client::CallStatus &status);
    /// start() while the line is down.
    void refused();

private:
    bool isDurable() const;
    void endNow();
    void setState(CallStatus::State state, const QString &reason = {});

    Line &m_line;
    const Clock &m_clock;
    CallStatus m_status;
    bool m_wanted = false; ///< asked for, and its end not
    bool m_endsWithAnswer = false;
};

} // namespace holdline::client
