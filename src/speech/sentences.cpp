// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/sentences.h"

#include "speech/codefence.h"

#include <algorithm>
#include <utility>

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
    return QStringView(u"\"')]*_\u201D\u2019\u00BB\u300D\u300F\uFF09\u3011\u300B").contains(c);
}

bool isOpening(QChar c)
{
    return QStringView(u"\u201C\u300C\u300E\uFF08\u3010\u300A").contains(c);
}

/// "Dr.", "e.g." and the initial in "J. Smith" end with a full stop, but do not end a sentence.
bool isAbbreviation(QStringView word)
{
    static const QStringList kAbbreviations = {
        u"mr"_s,  u"mrs"_s, u"ms"_s,     u"dr"_s,  u"prof"_s, u"st"_s,  u"vs"_s,   u"etc"_s,
        u"e.g"_s, u"i.e"_s, u"approx"_s, u"a.m"_s, u"p.m"_s,  u"u.s"_s, u"bzw"_s,  u"nr"_s,
        u"ca"_s,  u"z.b"_s, u"d.h"_s,    u"u.a"_s, u"evtl"_s, u"ggf"_s, u"inkl"_s, u"vgl"_s,
        u"mio"_s, u"mrd"_s, u"sr"_s,     u"sra"_s, u"mme"_s};
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

/// "1." or "12)" at the beginning of a line.
bool isItemNumber(QStringView word)
{
    constexpr qsizetype kMostDigits = 3;
    return !word.isEmpty() && word.size() <= kMostDigits
        && std::ranges::all_of(word, [](QChar c) { return c.isDigit(); });
}

qsizetype endOfSpace(QStringView text, qsizetype from)
{
    while (from < text.size() && text[from].isSpace())
        ++from;
    return from;
}

/// The end of a block of code, after its closing fence; -1 if that may still come.
qsizetype endOfCode(QStringView text)
{
    for (qsizetype line = 0; line >= 0 && line < text.size();
         line = text.indexOf(u'\n', line) + 1) {
        const qsizetype end = text.indexOf(u'\n', line);
        if (end < 0)
            return -1;
        if (isCodeFence(text.sliced(line, end - line).trimmed()))
            return end + 1;
    }
    return -1;
}

/// What a line break before `from` means for the sentence.
enum class Break { None, End, Unknown };
Break breakBefore(QStringView text, qsizetype from)
{
    const qsizetype next = endOfSpace(text, from);
    if (text.sliced(from, next - from).contains(u'\n'))
        return Break::End; // an empty line
    if (next == text.size())
        return Break::Unknown;
    return text[next].isLower() ? Break::None : Break::End;
}

/// The end of the first complete sentence in `text`, after its terminator and closing marks; -1 if
/// it may continue. A sentence is complete when white space follows: the "." of "3.5" may arrive
/// before its "5". `from` is where the sentence begins.
qsizetype sentenceEnd(QStringView text, qsizetype from, bool beginsLine)
{
    qsizetype wordStart = from;
    for (qsizetype i = from; i < text.size(); ++i) {
        if (text[i] == u'\n') {
            const Break kind = breakBefore(text, i + 1);
            if (kind != Break::None)
                return kind == Break::End ? i + 1 : -1;
        }
        if (text[i].isSpace()) {
            wordStart = i + 1;
            continue;
        }
        if (!isTerminator(text[i]))
            continue;
        const QStringView word = text.sliced(wordStart, i - wordStart);
        const bool isNumber = beginsLine && wordStart == from && isItemNumber(word);
        const bool abbreviated = text[i] == u'.' && (isNumber || isAbbreviation(word));
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

/// The end of the first complete sentence in m_pending; -1 if it may continue.
qsizetype SentenceSplitter::end() const
{
    if (m_isInCode)
        return endOfCode(m_pending);
    const qsizetype from = endOfSpace(m_pending, 0);
    const bool beginsLine = m_beginsLine || QStringView(m_pending).first(from).contains(u'\n');
    const qsizetype lineEnd = m_pending.indexOf(u'\n', from);
    const QStringView line = QStringView(m_pending).mid(from, lineEnd < 0 ? -1 : lineEnd - from);
    if (beginsLine && isCodeFence(line))
        return lineEnd < 0 ? -1 : lineEnd + 1; // the rest of the line may still show otherwise
    return sentenceEnd(m_pending, from, beginsLine);
}

QStringList SentenceSplitter::add(const QString &text)
{
    m_pending += text;
    QStringList sentences;
    for (qsizetype cut = end(); cut > 0; cut = end()) {
        const QString sentence = m_pending.left(cut).simplified();
        if (!sentence.isEmpty()) {
            sentences += sentence;
            m_isInCode = !m_isInCode && isCodeFence(sentence) && m_pending[cut - 1] == u'\n';
        }
        m_beginsLine = m_pending[cut - 1] == u'\n';
        m_pending.remove(0, cut);
    }
    return sentences;
}

QString SentenceSplitter::finish()
{
    m_beginsLine = true;
    m_isInCode = false;
    return std::exchange(m_pending, {}).simplified();
}

} // namespace holdline::speech
