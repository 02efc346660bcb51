// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/keptoutbox.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <cstdint>
#include <cstdlib>

using namespace holdline::client;

namespace {

/// What is read from a file must be the same when it is written and read again.
void read(const QByteArray &file)
{
    const KeptOutbox kept = decodeKeptOutbox(file);
    if (decodeKeptOutbox(encode(kept)) != kept)
        std::abort();
}

/// `body` as a record with the right length and sum.
QByteArray record(const QByteArray &body)
{
    QByteArray length(4, Qt::Uninitialized);
    qToBigEndian(static_cast<quint32>(body.size()), length.data());
    return length + QCryptographicHash::hash(body, QCryptographicHash::Sha1).first(8) + body;
}

} // namespace

/// Reads a damaged outbox file, and one whose second record says what nobody has written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    read(bytes);
    read(encode({.epoch = QStringLiteral("epoch"), .items = {}}) + record(bytes) + record(bytes));
    return 0;
}
