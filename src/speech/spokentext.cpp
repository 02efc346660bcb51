// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/spokentext.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr qsizetype kLongestPiece = 200;
constexpr qsizetype kLongestWord = 40;

QString plainForm(QChar character)
{
    switch (character.unicode()) {
    case u'\u2018':
    case u'\u2019':
        return u"'"_s;
    case u'\u201C':
    case u'\u201D':
        return u"\""_s;
    case u'\u2013':
    case u'\u2014':
        return u", "_s;
    case u'\u2212':
        return u" minus "_s;
    case u'\u00D7':
        return u" times "_s;
    case u'\u00F7':
        return u" divided by "_s;
    case u'\u00B0':
        return u" degrees "_s;
    case u'\u20AC':
        return u" euros "_s;
    case u'\u00DF':
        return u"ss"_s;
    default:
        return u" "_s;
    }
}

QByteArray toAscii(const QString &text)
{
    QString plain;
    // Compatibility forms split an accented letter into letter and mark, and replace full-width
    // letters and the ellipsis by plain characters.
    for (const QChar character : text.normalized(QString::NormalizationForm_KD)) {
        if (character.unicode() >= 0x20 && character.unicode() < 0x7F)
            plain += character;
        else if (!character.isMark())
            plain += plainForm(character);
    }
    return plain.simplified().toLatin1();
}

QList<QByteArray> shortWords(const QByteArray &text)
{
    QList<QByteArray> words;
    for (const QByteArray &word : text.split(' ')) {
        for (qsizetype from = 0; from < word.size(); from += kLongestWord)
            words += word.mid(from, kLongestWord);
    }
    return words;
}

bool isSpeakable(const QByteArray &piece)
{
    return std::any_of(piece.begin(), piece.end(), [](char c) {
        return QChar::isLetterOrNumber(static_cast<uchar>(c))
            || QByteArrayView("%&+=$#@").contains(c);
    });
}

/// Where to cut a text that is too long: after its last clause, or before its last word.
qsizetype cutPosition(const QByteArray &text)
{
    for (qsizetype i = text.size() - 1; i > text.size() / 2; --i) {
        if (text[i] == ' ' && QByteArrayView(",;:.!?").contains(text[i - 1]))
            return i;
    }
    return text.lastIndexOf(' ');
}

} // namespace

QList<QByteArray> speakablePieces(const QString &text)
{
    QList<QByteArray> pieces;
    QByteArray piece;
    for (const QByteArray &word : shortWords(toAscii(text))) {
        if (!piece.isEmpty())
            piece += ' ';
        piece += word;
        if (piece.size() <= kLongestPiece)
            continue;
        const qsizetype cut = cutPosition(piece);
        pieces += piece.left(cut);
        piece.remove(0, cut + 1);
    }
    pieces += piece;
    pieces.removeIf([](const QByteArray &candidate) { return !isSpeakable(candidate); });
    return pieces;
}

} // namespace holdline::speech
