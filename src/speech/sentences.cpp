// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/sentences.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

bool isTerminator(QChar c)
{
    return c == u'.' || c == u'!' || c == u'?' || c == u'\u2026' || c == u'\u3002';
}

bool isClosing(QChar c)
{
    return c == u'"' || c == u'\'' || c == u')' || c == u']' || c == u'\u201D' || c == u'\u2019';
}

/// "Dr.", "e.g." and the initial in "J. Smith" end with a full stop, but do not end a sentence.
bool isAbbreviation(QStringView word)
{
    static const QStringList kAbbreviations = {u"mr"_s,     u"mrs"_s, u"ms"_s,  u"dr"_s,  u"prof"_s,
                                               u"st"_s,     u"vs"_s,  u"etc"_s, u"e.g"_s, u"i.e"_s,
                                               u"approx"_s, u"a.m"_s, u"p.m"_s, u"u.s"_s};
    constexpr qsizetype kLongest = 20; // including an opening bracket or quotation mark
    if (word.size() > kLongest)
        return false;
    while (!word.isEmpty() && !word.front().isLetterOrNumber())
        word = word.sliced(1);
    const bool isInitial = word.size() == 1 && word.front().isUpper() && word.front() != u'I';
    return isInitial || kAbbreviations.contains(word.toString(), Qt::CaseInsensitive);
}

/// The end of the first complete sentence in `text`, after its terminator and closing marks; -1 if
/// it may continue. A sentence is complete when white space follows: the "." of "3.5" may arrive
/// before its "5".
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
        if (end < text.size() && text[end].isSpace() && (!abbreviated || end > i + 1))
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
