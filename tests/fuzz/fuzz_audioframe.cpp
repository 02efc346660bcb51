// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/audioframe.h"
#include "protocol/limits.h"

#include <cstdint>
#include <cstdlib>

using namespace holdline::protocol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto frame = decodeAudioFrame(bytes);
    if (frame.has_value() != (bytes.size() >= kFrameHeaderBytes))
        std::abort();
    if (frame && (frame->pcm.size() % 2 != 0 || decodeAudioFrame(encode(*frame)) != frame))
        std::abort();
    return 0;
}
