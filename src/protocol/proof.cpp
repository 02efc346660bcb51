// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/proof.h"

#include "protocol/json.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace holdline::protocol {

QByteArray resumeProof(const QByteArray &secret, const SessionId &id, const QByteArray &nonce)
{
    const QByteArray said =
        "holdline.v1|" + id.toString().toLatin1() + '|' + toBase64Url(nonce).toString().toLatin1();
    return QMessageAuthenticationCode::hash(said, secret, QCryptographicHash::Sha256);
}

bool equalInConstantTime(const QByteArray &a, const QByteArray &b)
{
    int difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < qMin(a.size(), b.size()); ++i)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return bytes;
}

} // namespace holdline::protocol
