// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/hypothesis.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace holdline::speech {

QString sentenceFrom(const char *hypothesis)
{
    static const QRegularExpression kFiller(uR"(^(<.*>|\[.*\]|\+\+.*\+\+)$)"_s);
    static const QRegularExpression kVariant(uR"(\(\d+\)$)"_s);
    static const QRegularExpression kFirstPerson(u"^i('|$)"_s);
    QStringList words;
    for (QString word : QString::fromUtf8(hypothesis).split(u' ', Qt::SkipEmptyParts)) {
        word.remove(kVariant);
        if (kFiller.match(word).hasMatch())
            continue;
        if (words.isEmpty() || kFirstPerson.match(word).hasMatch())
            word[0] = word[0].toUpper();
        words += word;
    }
    return words.join(u' ');
}

} // namespace holdline::speech
