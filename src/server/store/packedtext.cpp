// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/packedtext.h"

#include <zstd.h>

namespace holdline::server {

std::optional<QByteArray> packed(const QByteArray &text)
{
    if (text.size() <= kPackedAbove)
        return std::nullopt;
    QByteArray result(text.size(), Qt::Uninitialized);
    // If the result does not fit, it is not smaller than the text.
    const std::size_t size =
        ZSTD_compress(result.data(), static_cast<std::size_t>(result.size()), text.constData(),
                      static_cast<std::size_t>(text.size()), ZSTD_CLEVEL_DEFAULT);
    if (ZSTD_isError(size) != 0 || size >= static_cast<std::size_t>(text.size()))
        return std::nullopt;
    result.truncate(static_cast<qsizetype>(size));
    result.squeeze();
    return result;
}

std::optional<QByteArray> unpacked(const QByteArray &packed, qint64 bytes)
{
    // The size in the compressed data must match the stored size before we allocate memory for it.
    const auto packedSize = static_cast<std::size_t>(packed.size());
    if (bytes < 0
        || ZSTD_getFrameContentSize(packed.constData(), packedSize)
            != static_cast<unsigned long long>(bytes))
        return std::nullopt;
    QByteArray text(bytes, Qt::Uninitialized);
    const std::size_t size = ZSTD_decompress(text.data(), static_cast<std::size_t>(bytes),
                                             packed.constData(), packedSize);
    if (ZSTD_isError(size) != 0 || size != static_cast<std::size_t>(bytes))
        return std::nullopt;
    return text;
}

} // namespace holdline::server
