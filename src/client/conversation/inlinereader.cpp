// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/inlinereader.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr QStringView kMarks = u"*_`~[]!\\<h"; // what may begin something within a line
constexpr int kDeepest = 6; // of spans within spans
constexpr qsizetype kLongestLink = 1000; // of its text, and of its address

bool isSafe(const QString &address)
{
    const QString scheme = QUrl(address).scheme();
    return scheme == "https"_L1 || scheme == "http"_L1 || scheme == "mailto"_L1;
}

/// Whether a backslash before the character takes its meaning away.
bool isEscapable(QChar character)
{
    return character > u' ' && character < QChar(0x7f) && !character.isLetterOrNumber();
}

bool isWordCharacter(QChar character)
{
    return character.isLetterOrNumber() || character == u'_';
}

} // namespace

qsizetype runLength(QStringView line, qsizetype from)
{
    qsizetype end = from;
    while (end < line.size() && line[end] == line[from])
        ++end;
    return end - from;
}

void InlineReader::readInline(qsizetype from, qsizetype to, Markdown::Styles styles,
                              const QString &link, int depth)
{
    qsizetype plain = from;
    for (qsizetype at = from; at < to;) {
        const qsizetype next =
            depth > kDeepest || at < m_literalEnd || !kMarks.contains(m_source[at])
            ? at
            : readMark(at, plain, to, styles, link, depth);
        if (next == at) {
            ++at;
            continue;
        }
        at = plain = next;
    }
    m_out.append(m_source, plain, to, styles, link);
}

qsizetype InlineReader::readMark(qsizetype at, qsizetype plain, qsizetype to,
                                 Markdown::Styles styles, const QString &link, int depth)
{
    switch (m_source[at].unicode()) {
    case u'\\':
        if (at + 1 >= to || !isEscapable(m_source[at + 1]))
            return at;
        m_out.append(m_source, plain, at, styles, link);
        m_out.append(m_source, at + 1, at + 2, styles, link);
        return at + 2;
    case u'`':
        return readCode(at, plain, to, styles, link);
    case u'*':
    case u'_':
    case u'~':
        return readEmphasis(at, plain, to, styles, link, depth);
    case u'!':
        return at + 1 < to && m_source[at + 1] == u'['
            ? readLink(at, at + 1, plain, to, styles, link, depth)
            : at;
    case u'[':
        return readLink(at, at, plain, to, styles, link, depth);
    case u'<':
    case u'h':
        return readAddress(at, plain, to, styles, link);
    default:
        return at;
    }
}

qsizetype InlineReader::readCode(qsizetype at, qsizetype plain, qsizetype to,
                                 Markdown::Styles styles, const QString &link)
{
    const qsizetype length = std::min(runLength(m_source, at), to - at);
    const qsizetype from = at + length;
    const qsizetype end = findEnd(from, to, u'`', length);
    const bool isOpen = end < 0 && isUnfinished(to) && from < to;
    if (end < 0 && isUnfinished(to) && from == to)
        return hideMark(at, plain, to, styles, link);
    if (end < 0 && !isOpen)
        return leave(at, length);
    m_out.append(m_source, plain, at, styles, link);
    m_out.append(m_source, from, isOpen ? to : end, styles | Markdown::Code, link);
    return isOpen ? to : end + length;
}

qsizetype InlineReader::readEmphasis(qsizetype at, qsizetype plain, qsizetype to,
                                     Markdown::Styles styles, const QString &link, int depth)
{
    const QChar mark = m_source[at];
    const qsizetype run = std::min(runLength(m_source, at), to - at);
    const qsizetype length = std::min<qsizetype>(run, mark == u'~' ? 2 : 3);
    const qsizetype from = at + length;
    if (from == to && isUnfinished(to) && run == length)
        return hideMark(at, plain, to, styles, link);
    const bool begins = from < to && !m_source[from].isSpace() && run == length
        && !(mark == u'~' && length < 2)
        && !(mark == u'_' && at > 0 && isWordCharacter(m_source[at - 1]));
    if (!begins)
        return leave(at, run);
    const qsizetype end = findEnd(from, to, mark, length);
    const bool isInWord = at > 0 && isWordCharacter(m_source[at - 1]);
    if (end < 0 && (isInWord || !isUnfinished(to)))
        return leave(at, run);
    m_out.append(m_source, plain, at, styles, link);
    const Markdown::Styles inner = mark == u'~' ? Markdown::Styles(Markdown::Struck)
        : length == 1                           ? Markdown::Styles(Markdown::Emphasis)
        : length == 2                           ? Markdown::Styles(Markdown::Strong)
                                                : Markdown::Strong | Markdown::Emphasis;
    if (end >= 0) {
        readInline(from, end, styles | inner, link, depth + 1);
        return end + length;
    }
    // A part of the mark that ends the span may have come already.
    qsizetype shown = to;
    while (shown > from && m_source[shown - 1] == mark)
        --shown;
    readInline(from, shown, styles | inner, link, depth + 1);
    return to;
}

qsizetype InlineReader::readLink(qsizetype at, qsizetype bracket, qsizetype plain, qsizetype to,
                                 Markdown::Styles styles, const QString &link, int depth)
{
    const qsizetype limit = std::min(to, bracket + kLongestLink);
    const qsizetype close = find(std::max(bracket + 1, m_noBracketBefore), limit, u']');
    if (close < 0)
        m_noBracketBefore = limit;
    if (close < 0 || close + 1 >= to || m_source[close + 1] != u'(' || !link.isEmpty())
        return at;
    const qsizetype end = find(close + 2, std::min(to, close + 2 + kLongestLink), u')');
    const bool isOpen = end < 0 && isUnfinished(to);
    if (end < 0 && !isOpen)
        return at;
    const qsizetype addressEnd = isOpen ? to : end;
    const QString address =
        m_source.sliced(close + 2, addressEnd - close - 2).toString().section(u' ', 0, 0);
    if (!isOpen && !isSafe(address))
        return at; // nothing that is written may be hidden
    m_out.append(m_source, plain, at, styles, link);
    readInline(bracket + 1, close, isOpen ? styles : styles | Markdown::Link,
               isOpen ? QString() : address, depth + 1);
    return isOpen ? to : end + 1;
}

qsizetype InlineReader::readAddress(qsizetype at, qsizetype plain, qsizetype to,
                                    Markdown::Styles styles, const QString &link)
{
    const bool isBracketed = m_source[at] == u'<';
    const qsizetype from = isBracketed ? at + 1 : at;
    const QStringView rest = m_source.sliced(from, to - from);
    const bool isAddress = rest.startsWith(u"https://") || rest.startsWith(u"http://");
    const bool isInWord = !isBracketed && at > 0 && isWordCharacter(m_source[at - 1]);
    if (!isAddress || isInWord || !link.isEmpty())
        return at;
    qsizetype end = from;
    while (end < to && !m_source[end].isSpace() && !QStringView(u"<>\"").contains(m_source[end]))
        ++end;
    if (isBracketed && (end == to || m_source[end] != u'>'))
        return at;
    while (!isBracketed && QStringView(u".,;:!?)*_'").contains(m_source[end - 1]))
        --end;
    m_out.append(m_source, plain, at, styles, link);
    m_out.append(m_source, from, end, styles | Markdown::Link,
                 m_source.sliced(from, end - from).toString());
    return isBracketed ? end + 1 : end;
}

qsizetype InlineReader::leave(qsizetype at, qsizetype run)
{
    m_literalEnd = at + run;
    return at;
}

bool InlineReader::isUnfinished(qsizetype to) const
{
    return m_isPartial && to == m_source.size();
}

qsizetype InlineReader::find(qsizetype from, qsizetype to, QChar wanted) const
{
    return from < to ? m_source.first(to).indexOf(wanted, from) : -1;
}

qsizetype InlineReader::findEnd(qsizetype from, qsizetype to, QChar mark, qsizetype length)
{
    qsizetype &unmatched = m_unmatched[static_cast<std::size_t>(
        4 * QStringView(u"`*_~").indexOf(mark) + std::min<qsizetype>(length, 3))];
    if (unmatched >= to)
        return -1;
    for (qsizetype at = find(from, to, mark); at >= 0;) {
        const qsizetype run = std::min(runLength(m_source, at), to - at);
        if (run == length && (mark == u'`' || endsSpan(at, length)))
            return at;
        at = find(at + run, to, mark);
    }
    unmatched = to;
    return -1;
}

bool InlineReader::endsSpan(qsizetype at, qsizetype length) const
{
    const bool isInWord = m_source[at] == u'_' && at + length < m_source.size()
        && isWordCharacter(m_source[at + length]);
    return !m_source[at - 1].isSpace() && !isInWord;
}

qsizetype InlineReader::hideMark(qsizetype at, qsizetype plain, qsizetype to,
                                 Markdown::Styles styles, const QString &link)
{
    m_out.append(m_source, plain, at, styles, link);
    return to;
}

} // namespace holdline::client
