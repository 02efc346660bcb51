// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/toolloop.h"
#include "speech/service/eventstream.h"
#include "speech/skills/skill.h"

#include <cstdint>
#include <cstdlib>

using namespace holdline;
using namespace holdline::speech;

/// The bytes are what a language model streams. The tools that it calls answer each call once, and
/// remember nothing that is too long.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Prompt prompt{.now = WallTime{std::chrono::hours(500'000)}};
    EventStream events;
    ToolLoop loop;
    events.add(QByteArrayView(data, static_cast<qsizetype>(size)));
    while (const auto event = events.next()) {
        const auto piece = decodeChatPiece(*event);
        if (!piece)
            continue;
        for (const ToolCallPiece &call : piece.value().calls)
            loop.add(call);
        if (!piece.value().isLast || !loop.hasCalls())
            continue;
        const MemoryChange change = loop.makeCalls(prompt, piece.value().text);
        for (const Reminder &reminder : change.remind) {
            if (reminder.text.size() > kLongestNote || reminder.due <= prompt.now)
                std::abort();
        }
        const ToolRound &round = loop.rounds().last();
        if (round.results.size() != round.calls.size() || round.calls.isEmpty()
            || round.calls.size() > ToolLoop::kMostCalls)
            std::abort();
    }
    encodeChatRequest({}, prompt, {.offersTools = true, .rounds = loop.rounds()});
    return 0;
}
