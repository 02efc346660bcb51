// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/codec.h"

#include "protocol/messages.h"

namespace holdline::bench {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {

/// The messages of one turn without speech, whose cost is that of base64.
QList<ServerMessage> turn()
{
    const QString question = u"what did we decide about the demo"_s;
    const QString answer = u"You chose to show the reconnect first, then the transcript."_s;
    QList<ServerMessage> messages;
    for (qsizetype length = 4; length < question.size(); length += 8)
        messages.append(PartialUserRequest{question.left(length)});
    messages.append(FinalUserRequest{question});
    messages.append(Activity{Activity::State::Thinking});
    for (qsizetype length = 10; length < answer.size(); length += 12)
        messages.append(PartialAssistantAnswer{answer.left(length)});
    messages.append(FinalAssistantAnswer{answer});
    return messages;
}

} // namespace

Rows measureCodec()
{
    constexpr auto kLong = std::chrono::seconds(1);
    const QList<ServerMessage> messages = turn();
    qint64 count = 0;
    const auto start = std::chrono::steady_clock::now();
    std::chrono::duration<double> taken{};
    while (taken < kLong) {
        for (const ServerMessage &message : messages) {
            if (decodeServerMessage(encode(message)))
                ++count;
        }
        taken = std::chrono::steady_clock::now() - start;
    }
    return {{u"codec_messages_per_s"_s, static_cast<double>(count) / taken.count(), u"1/s"_s,
             u"encoded and decoded, one thread, the messages of a turn without speech"_s}};
}

} // namespace holdline::bench
