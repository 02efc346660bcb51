// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/messages.h"

#include <cstdint>
#include <cstdlib>

using namespace holdline::protocol;

/// A message that can be decoded must be encoded to bytes that decode to the same message. A
/// refusal must give a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto message = decodeServerMessage(json);
    if (!message) {
        if (message.error().errors.isEmpty())
            std::abort();
        return 0;
    }
    const auto again = decodeServerMessage(encode(message.value()));
    if (!again || !(again.value() == message.value()))
        std::abort();
    return 0;
}
