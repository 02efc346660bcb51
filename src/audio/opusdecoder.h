// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QList>

#include <memory>
#include <optional>

struct OpusDecoder;

namespace holdline::audio {

/// Decodes the packets of OpusEncoder. It may begin at any packet; the sound is right after a few
/// packets. Not thread-safe.
class OpusDecoder
{
public:
    OpusDecoder();

    /// Returns the first `samples` samples of the packets, which must contain that many. `nullopt`
    /// if one is not a packet of 20 ms.
    std::optional<Pcm> decode(const QList<QByteArray> &packets, std::size_t samples);

private:
    struct Deleter
    {
        void operator()(::OpusDecoder *state) const;
    };

    std::unique_ptr<::OpusDecoder, Deleter> m_state;
};

} // namespace holdline::audio
