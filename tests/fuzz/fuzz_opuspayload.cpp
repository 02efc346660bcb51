// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "protocol/opuspayload.h"

#include <cstdint>
#include <cstdlib>

using namespace holdline::protocol;

/// A payload that can be decoded must respect the limits, and must be encoded to the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto payload = decodeOpusPayload(bytes);
    if (!payload)
        return 0;
    if (payload->samples < 1 || payload->samples > kCaptureItemSamples || encode(*payload) != bytes)
        std::abort();
    for (const QByteArray &packet : payload->packets) {
        if (packet.isEmpty() || packet.size() > kMaxOpusPacketBytes)
            std::abort();
    }
    return 0;
}
