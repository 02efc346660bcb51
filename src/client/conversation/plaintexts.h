// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/typedtexts.h"
#include "protocol/messages.h"

namespace holdline::client {

class Line;
class TranscriptModel;
class TranscriptWriter;

/// Sends typed texts to a Plain server and shows them in the transcript. The line takes them while
/// it is live, and the server repeats each one as the user's turn. Owned by PlainExchange.
class PlainTexts
{
public:
    /// All must outlive this.
    PlainTexts(Line &line, TranscriptModel &model, TranscriptWriter &writer, const Clock &clock);

    /// Returns true if the text leaves at once; otherwise it is shown as waiting. `mayLeave`: the
    /// line is in a session.
    bool send(const QString &text, bool mayLeave);
    /// Sends waiting texts as long as the line accepts them. Returns true if any was sent.
    bool sendWaiting();
    /// Removes the waiting texts and returns them. The transcript shows them still.
    QList<TypedText> takeWaiting() { return m_typed.takeWaiting(); }
    /// Returns whether `turn` is a typed message that is shown already.
    bool takeEcho(const QString &turn) { return m_typed.takeEcho(turn); }
    /// The server will not repeat the sent texts any more.
    void forgetSent() { m_typed.forgetSent(); }
    void clear();

    /// The waiting texts wait until takeBack().
    void setAside();
    void takeBack();
    void forgetAside() { m_aside.clear(); }

private:
    bool sendNow(const QString &text);

    Line &m_line;
    TranscriptModel &m_model;
    TranscriptWriter &m_writer;
    const Clock &m_clock;
    TypedTexts m_typed;
    QList<TypedText> m_aside; ///< texts that were set aside
};

} // namespace holdline::client
