// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/speechdecoder.h"

#include <cstdint>
#include <cstdlib>

using namespace holdline;

namespace {

/// The samples until the decoder fails, in pieces of `step` bytes; `failed` tells whether it did.
audio::Pcm decoded(const QByteArray &bytes, qsizetype step, bool &failed)
{
    speech::SpeechDecoder decoder;
    audio::Pcm all;
    failed = false;
    for (qsizetype at = 0; at < bytes.size() && !failed; at += step) {
        const auto pcm = decoder.add(bytes.mid(at, step));
        failed = !pcm;
        if (pcm)
            all.insert(all.end(), pcm.value().begin(), pcm.value().end());
    }
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    bool failedWhole = false;
    bool failedInPieces = false;
    const audio::Pcm whole = decoded(bytes, std::max<qsizetype>(bytes.size(), 1), failedWhole);
    const audio::Pcm pieces = decoded(bytes, 3, failedInPieces);
    if (failedWhole != failedInPieces || (!failedWhole && whole != pieces))
        std::abort();
    if (whole.size() * sizeof(audio::Sample) > size)
        std::abort();
    return 0;
}
