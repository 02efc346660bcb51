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

/// Where the words between `begin` and `end` end, without the space behind them.
qsizetype endOfWordsBefore(QStringView text, qsizetype begin, qsizetype end)
{
    while (end > begin && text[end - 1].isSpace())
        --end;
    return end;
}

/// Where the written text of a piece ends that is spoken up to `end`: at a space, so that the marks
/// before the next word stay with it.
int writtenEnd(const QString &sentence, const speech::SpokenForm &form, qsizetype end)
{
    if (end == form.text.size())
        return static_cast<int>(sentence.size());
    const int last = form.writtenBefore(end - 1);
    return last < sentence.size() && sentence[last].isSpace() ? last + 1 : form.writtenBefore(end);
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
        if (sentence.isEmpty())
            continue;
        const speech::SpokenForm form = m_normalizer.pass(sentence);
        qsizetype begin = 0;
        int from = 0;
        for (const qsizetype end : pieceEnds(form.text)) {
            const int to = writtenEnd(sentence, form, end);
            const QString piece = sentence.mid(from, to - from).trimmed();
            at = endOfSpace(m_text, at);
            result.push_back({piece, m_begin + static_cast<int>(at),
                              form.part(begin, endOfWordsBefore(form.text, begin, end), from)});
            at += endOfWords(piece, QStringView(m_text).sliced(at));
            begin = end;
            from = to;
        }
    }
    m_text.remove(0, at);
    m_begin += static_cast<int>(at);
    return result;
}

std::vector<qsizetype> pieceEnds(QStringView spoken, qsizetype limit)
{
    std::vector<qsizetype> ends;
    qsizetype at = 0;
    for (auto fit = fitting(spoken, limit); at + fit < spoken.size();
         fit = fitting(spoken.sliced(at), limit)) {
        const QStringView rest = spoken.sliced(at);
        qsizetype cut = lastClause(rest.first(std::min(fit + 1, rest.size())));
        if (cut <= 0)
            cut = rest.lastIndexOf(u' ', fit);
        if (cut <= 0)
            cut = fit;
        at = endOfSpace(spoken, at + cut);
        ends.push_back(at);
    }
    if (at < spoken.size() || ends.empty())
        ends.push_back(spoken.size());
    return ends;
}

} // namespace holdline::server
