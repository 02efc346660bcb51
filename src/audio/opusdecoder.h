// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QList>

#include <memory>
#include <optional>

struct OpusDecoder;

namespace holdline::audio {

/// Unpacks what OpusEncoder has made. It finds its way within a few packets wherever it begins. Not
/// thread-safe.
class OpusDecoder
{
public:
    OpusDecoder();

    /// The first `samples` of these packets, which hold as many. Nothing if one is no packet of
    /// 20 ms.
    std::optional<Pcm> decode(const QList<QByteArray> &packets, std::size_t samples);

private:
    struct Deleter
    {
        void operator()(::OpusDecoder *state) const;
    };

    std::unique_ptr<::OpusDecoder, Deleter> m_state;
};

} // namespace holdline::audio
