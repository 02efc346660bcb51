// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/websocketreader.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

using namespace holdline::protocol;

namespace {

constexpr qsizetype kLimit = 1000;

void check(bool good)
{
    if (!good)
        std::abort();
}

std::vector<WebSocketReader::Event> eventsOf(QByteArrayView bytes, qsizetype step)
{
    WebSocketReader reader;
    reader.limitMessages(kLimit);
    std::vector<WebSocketReader::Event> events;
    while (!bytes.isEmpty()) {
        const qsizetype taken = std::min(step, bytes.size());
        reader.add(bytes.first(taken));
        bytes = bytes.sliced(taken);
        while (const auto event = reader.next()) {
            const auto *message = std::get_if<WireMessage>(&*event);
            check(!message || message->bytes.size() <= kLimit);
            check(!message || message->binary || message->bytes.isValidUtf8());
            events.push_back(*event);
        }
    }
    return events;
}

} // namespace

/// The first byte decides how the other bytes are split. The split must not matter.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size - 1));
    check(eventsOf(bytes, data[0] + 1) == eventsOf(bytes, std::max(bytes.size(), qsizetype(1))));
    return 0;
}
