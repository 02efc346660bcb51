// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/chat/chatcodec.h"

namespace holdline::speech {

/// The tools that a language model calls for one answer. Puts the calls together from their pieces,
/// makes them, and keeps what the next request must tell the model. Knows no network. A plain
/// value.
class ToolLoop
{
public:
    /// Responses that may call tools; the one after them must be words.
    static constexpr qsizetype kMostRounds = 4;
    /// Calls in one response; the others are left out.
    static constexpr qsizetype kMostCalls = 8;
    static constexpr qsizetype kLongestArguments = 4000; ///< characters

    /// Adds a piece of a call of the current response.
    void add(const ToolCallPiece &piece);
    /// Forgets the calls of the current response, which was cut off.
    void drop() { m_calls.clear(); }
    bool hasCalls() const { return !m_calls.isEmpty(); }

    /// The response has ended: makes its calls, one after the other. `text` is what the model said
    /// beside them. Returns what the calls change in the memory of `prompt`.
    MemoryChange makeCalls(const Prompt &prompt, const QString &text);

    /// The responses whose calls were made.
    const QList<ToolRound> &rounds() const { return m_rounds; }
    bool mayCall() const { return m_rounds.size() < kMostRounds; }

private:
    ToolCall *callOf(const ToolCallPiece &piece);

    QList<ToolCall> m_calls; ///< of the current response
    QList<ToolRound> m_rounds;
};

} // namespace holdline::speech
