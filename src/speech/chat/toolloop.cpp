// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/toolloop.h"

#include "speech/skills/tools.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr qsizetype kLongestId = 200;
constexpr qsizetype kLongestName = 64;

} // namespace

void ToolLoop::add(const ToolCallPiece &piece)
{
    ToolCall *call = mayCall() ? callOf(piece) : nullptr;
    if (!call)
        return;
    if (call->id.isEmpty())
        call->id = piece.id.left(kLongestId);
    if (call->name.isEmpty())
        call->name = piece.name.left(kLongestName);
    // One character too many, so that makeCalls() sees that it was too long.
    call->arguments += piece.arguments.left(kLongestArguments + 1 - call->arguments.size());
}

/// The call that `piece` belongs to; null if there are too many. Some services give the same index
/// to all calls, or none; their calls begin with an id or a name.
ToolCall *ToolLoop::callOf(const ToolCallPiece &piece)
{
    const int index = piece.index.value_or(m_calls.isEmpty() ? 0 : m_calls.last().index);
    const auto known = std::find_if(m_calls.rbegin(), m_calls.rend(),
                                    [index](const ToolCall &call) { return call.index == index; });
    const auto differs = [](const QString &was, const QString &is) {
        return !was.isEmpty() && !is.isEmpty() && was != is.left(was.size());
    };
    const bool isNew = known == m_calls.rend() || differs(known->id, piece.id)
        || (!piece.index && !piece.name.isEmpty());
    if (!isNew)
        return &*known;
    if (m_calls.size() == kMostCalls)
        return nullptr;
    m_calls.append(ToolCall{.index = index});
    return &m_calls.last();
}

MemoryChange ToolLoop::makeCalls(const Prompt &prompt, const QString &text)
{
    ToolRound round{.text = text};
    Prompt now = prompt;
    MemoryChange all;
    for (ToolCall &call : m_calls) {
        if (call.id.isEmpty())
            call.id = u"call_%1_%2"_s.arg(m_rounds.size()).arg(round.calls.size());
        const bool isTooLong = call.arguments.size() > kLongestArguments;
        const SkillAnswer answer = isTooLong ? SkillAnswer{u"Error: the arguments are too long."_s}
                                             : callTool(call.name, call.arguments, now);
        now.memory = changed(std::move(now.memory), answer.change);
        all.add(answer.change);
        round.results.append(answer.text);
        round.calls.append(std::move(call));
    }
    m_calls.clear();
    m_rounds.append(round);
    return all;
}

} // namespace holdline::speech
