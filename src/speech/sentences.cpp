// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/sentences.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

/// True for the stops of Chinese and Japanese, which put no space after them.
bool isWideStop(QChar c)
{
    return QStringView(u"\u3002\uFF01\uFF1F\uFF61").contains(c);
}

bool isTerminator(QChar c)
{
    // The last ones are those of Arabic, Urdu, Hindi, Armenian, Amharic, Khmer and Burmese.
    return isWideStop(c)
        || QStringView(u".!?\u2026\u061F\u06D4\u0964\u0965\u0589\u1362\u17D4\u104B").contains(c);
}

bool isClosing(QChar c)
{
    return QStringView(u"\"')]\u201D\u2019\u00BB\u300D\u300F\uFF09\u3011\u300B").contains(c);
}

bool isOpening(QChar c)
{
    return QStringView(u"\u201C\u300C\u300E\uFF08\u3010\u300A").contains(c);
}

/// "Dr.", "e.g." and the initial in "J. Smith" end with a full stop, but do not end a sentence.
bool isAbbreviation(QStringView word)
{
    static const QStringList kAbbreviations = {
        u"mr"_s,  u"mrs"_s, u"ms"_s,     u"dr"_s,  u"prof"_s, u"st"_s,  u"vs"_s,  u"etc"_s,
        u"e.g"_s, u"i.e"_s, u"approx"_s, u"a.m"_s, u"p.m"_s,  u"u.s"_s, u"bzw"_s, u"nr"_s,
        u"ca"_s,  u"z.b"_s, u"d.h"_s,    u"sr"_s,  u"sra"_s,  u"mme"_s};
    constexpr qsizetype kLongest = 20; // including an opening bracket or quotation mark
    if (word.size() > kLongest)
        return false;
    while (!word.isEmpty() && !word.front().isLetterOrNumber())
        word = word.sliced(1);
    // Also the letters of "z. B.", but "I" ends sentences.
    const bool isInitial = word.size() == 1 && word.front().isLower() != word.front().isUpper()
        && word.front() != u'I';
    return isInitial || kAbbreviations.contains(word.toString(), Qt::CaseInsensitive);
}

/// True if a sentence ends before text[end], after the terminators and closing marks from `stop`
/// on. White space must follow: the "." of "3.5" may arrive before its "5". After a wide stop
/// anything may follow; but a quotation that ends with one may be a part of its sentence.
bool endsBefore(QStringView text, qsizetype stop, qsizetype end)
{
    if (end == text.size())
        return false;
    if (text[end].isSpace())
        return true;
    return isWideStop(text[end - 1]) || (isWideStop(text[stop]) && isOpening(text[end]));
}

/// The end of the first complete sentence in `text`, after its terminator and closing marks; -1 if
/// it may continue.
qsizetype sentenceEnd(QStringView text)
{
    qsizetype wordStart = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isSpace()) {
            wordStart = i + 1;
            continue;
        }
        if (!isTerminator(text[i]))
            continue;
        const bool abbreviated =
            text[i] == u'.' && isAbbreviation(text.sliced(wordStart, i - wordStart));
        qsizetype end = i + 1;
        while (end < text.size() && (isTerminator(text[end]) || isClosing(text[end])))
            ++end;
        if (endsBefore(text, i, end) && (!abbreviated || end > i + 1))
            return end;
        i = end - 1;
    }
    return -1;
}

} // namespace

QStringList SentenceSplitter::add(const QString &text)
{
    m_pending += text;
    QStringList sentences;
    for (qsizetype end = sentenceEnd(m_pending); end >= 0; end = sentenceEnd(m_pending)) {
        if (const QString sentence = m_pending.left(end).simplified(); !sentence.isEmpty())
            sentences += sentence;
        m_pending.remove(0, end);
    }
    return sentences;
}

QString SentenceSplitter::finish()
{
    return std::exchange(m_pending, {}).simplified();
}

} // namespace holdline::speech
