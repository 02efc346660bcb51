// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "server/voice/microphonedecoder.h"

#include <cstdint>
#include <cstdlib>

using namespace holdline;

namespace {

void check(bool good)
{
    if (!good)
        std::abort();
}

} // namespace

/// Decodes the items of one stream. Before each item are a byte with flags and a byte with its
/// length in units of 8. Every decoded item must be PCM; an Opus item must have at most 100 ms.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    server::MicrophoneDecoder decoder;
    quint64 position = 0;
    while (bytes.size() > 2) {
        const auto flags = static_cast<quint8>(bytes[0]);
        const qsizetype length = static_cast<quint8>(bytes[1]) * 8;
        protocol::AudioItem item{.gapBefore = (flags & 1) != 0, .position = position};
        if ((flags & 2) != 0) {
            item.pcm = bytes.mid(2, length);
            item.pcm.chop(item.pcm.size() % 2); // as the item codec does
        } else {
            item.opus = bytes.mid(2, length);
        }
        bytes.remove(0, 2 + length);
        const auto decoded = decoder.decoded(item);
        if (!decoded)
            continue;
        check(!decoded->opus && decoded->pcm.size() % 2 == 0);
        check(!item.opus || decoded->pcm.size() / 2 <= protocol::kCaptureItemSamples);
        position += static_cast<quint64>(decoded->pcm.size() / 2);
    }
    return 0;
}
