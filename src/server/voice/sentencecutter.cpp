// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/sentencecutter.h"

#include "core/words.h"

#include <algorithm>

namespace holdline::server {

namespace {

qsizetype endOfSpace(QStringView text, qsizetype from)
{
    while (from < text.size() && text[from].isSpace())
        ++from;
    return from;
}

bool isSyllable(QChar character)
{
    switch (character.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
        return true;
    default:
        return false;
    }
}

/// How many letters take as long to speak as the character at `at`. Digits and signs are spoken as
/// words, a row of capitals letter by letter, and characters of eastern Asia as syllables. Measured
/// with flite, within a third.
qsizetype lettersFor(QStringView text, qsizetype at)
{
    constexpr qsizetype kWord = 8;
    constexpr qsizetype kSpelledOut = 4;
    constexpr qsizetype kSyllable = 3;
    const QChar character = text[at];
    if (isSyllable(character))
        return kSyllable;
    if (character.isDigit() || QStringView(u"%&+=$#@*/").contains(character))
        return kWord;
    return character.isUpper() && at > 0 && text[at - 1].isUpper() ? kSpelledOut : 1;
}

/// How many characters of `text` take no longer to speak than `limit` letters; at least 1.
qsizetype fitting(QStringView text, qsizetype limit)
{
    qsizetype fit = 0;
    for (qsizetype left = limit; fit < text.size(); ++fit) {
        left -= lettersFor(text, fit);
        if (left < 0)
            return std::max<qsizetype>(fit, 1);
    }
    return fit;
}

/// Where the last clause of `text` begins: after a comma, with the space that follows those of
/// western scripts; 0 if there is none.
qsizetype lastClause(QStringView text)
{
    for (qsizetype i = text.size() - 1; i > 0; --i) {
        const QChar mark = text[i - 1];
        if (QStringView(u"\uFF0C\u3001\uFF1B").contains(mark)
            || (text[i].isSpace() && QStringView(u",\u060C").contains(mark)))
            return i;
    }
    return 0;
}

} // namespace

std::vector<Sentence> SentenceCutter::add(const QString &text)
{
    m_text += text;
    return placed(m_splitter.add(text));
}

std::vector<Sentence> SentenceCutter::finish()
{
    return placed({m_splitter.finish()});
}

std::vector<Sentence> SentenceCutter::placed(const QStringList &sentences)
{
    std::vector<Sentence> result;
    qsizetype at = 0;
    for (const QString &sentence : sentences) {
        for (const QString &piece : speakablePieces(sentence)) {
            at = endOfSpace(m_text, at);
            result.push_back({piece, m_begin + static_cast<int>(at)});
            at += endOfWords(piece, QStringView(m_text).sliced(at));
        }
    }
    m_text.remove(0, at);
    m_begin += static_cast<int>(at);
    return result;
}

QStringList speakablePieces(const QString &sentence, qsizetype limit)
{
    QStringList pieces;
    QStringView rest = QStringView(sentence).trimmed();
    for (auto fit = fitting(rest, limit); fit < rest.size(); fit = fitting(rest, limit)) {
        qsizetype cut = lastClause(rest.first(std::min(fit + 1, rest.size())));
        if (cut <= 0)
            cut = rest.lastIndexOf(u' ', fit);
        if (cut <= 0)
            cut = fit;
        pieces.append(rest.first(cut).trimmed().toString());
        rest = rest.sliced(cut).trimmed();
    }
    if (!rest.isEmpty())
        pieces.append(rest.toString());
    return pieces;
}

} // namespace holdline::server
