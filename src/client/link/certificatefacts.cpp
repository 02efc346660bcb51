// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/certificatefacts.h"

#include <QStringList>

namespace holdline::client {

QString groupedFingerprint(const QByteArray &fingerprint)
{
    constexpr int kGroupDigits = 4;
    const QString digits = QString::fromLatin1(fingerprint.toHex()).toUpper();
    QStringList groups;
    for (qsizetype i = 0; i < digits.size(); i += kGroupDigits)
        groups << digits.mid(i, kGroupDigits);
    return groups.join(u' ');
}

} // namespace holdline::client
