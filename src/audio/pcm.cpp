// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/pcm.h"

#include <QtEndian>

namespace holdline::audio {

Pcm fromBytes(const QByteArray &bytes)
{
    Pcm pcm(static_cast<std::size_t>(bytes.size()) / sizeof(Sample));
    if (!pcm.empty())
        qFromLittleEndian<Sample>(bytes.constData(), static_cast<qsizetype>(pcm.size()),
                                  pcm.data());
    return pcm;
}

QByteArray toBytes(PcmView pcm)
{
    QByteArray bytes(static_cast<qsizetype>(pcm.size_bytes()), Qt::Uninitialized);
    if (!pcm.empty())
        qToLittleEndian<Sample>(pcm.data(), static_cast<qsizetype>(pcm.size()), bytes.data());
    return bytes;
}

} // namespace holdline::audio
