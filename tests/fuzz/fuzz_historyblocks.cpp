// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/packedtext.h"

#include <cstdint>
#include <cstdlib>

using namespace holdline::server;

/// A long text of a history must come back as it was. A damaged one must be refused or have the
/// stored length, however long that is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QByteArray text =
        bytes.isEmpty() ? bytes : bytes.repeated(2 * kPackedAbove / bytes.size());
    if (const auto block = packed(text); block && unpacked(*block, text.size()) != text)
        std::abort();
    for (const qint64 length :
         {qint64(-1), qint64(0), qint64(bytes.size()), kPackedAbove + qint64(1)}) {
        const auto found = unpacked(bytes, length);
        if (found && found->size() != length)
            std::abort();
    }
    return 0;
}
