// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/itemcodec.h"
#include "protocol/limits.h"
#include "protocol/messages.h"
#include "protocol/opuspayload.h"

#include <cstdint>
#include <cstdlib>

using namespace holdline::protocol;

namespace {

void check(bool good)
{
    if (!good)
        std::abort();
}

/// Adding the same tag again changes nothing, and audio is the same after encoding and decoding.
void tryBinary(const QByteArray &bytes)
{
    const auto tag = tagOf({.binary = true, .bytes = bytes});
    const auto item = decodeAudioItem(bytes);
    check(!tag || tag.value());
    check(!tag || item);
    if (!item)
        return;
    check(item->pcm.size() % 2 == 0 && decodeAudioItem(encode(*item)) == item);
    if (item->opus) {
        const auto payload = decodeOpusPayload(*item->opus);
        check(!payload || encode(*payload) == *item->opus);
    }
    if (tag) {
        const WireMessage again = tagged({.binary = true, .bytes = encode(*item)}, *tag.value());
        check(tagOf(again).value() == tag.value());
    }
}

/// A tag changes nothing but the tag.
void tryText(const QByteArray &json)
{
    const auto tag = tagOf({.binary = false, .bytes = json});
    check(!tag || !tag.value() || (tag.value()->seq > 0 && tag.value()->seq <= kMaxSeq));
    const auto message = decodeClientMessage(json);
    if (!message)
        return;
    const ItemTag given{.seq = kMaxSeq, .ack = 1};
    const WireMessage item = tagged({.binary = false, .bytes = encode(message.value())}, given);
    check(tagOf(item).value() == given);
    check(decodeClientMessage(item.bytes).value() == message.value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    tryBinary(bytes);
    tryText(bytes);
    return 0;
}
