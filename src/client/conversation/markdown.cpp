// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/markdown.h"

#include <QUrl>

#include <algorithm>
#include <array>

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

qsizetype runLength(QStringView line, qsizetype from)
{
    qsizetype end = from;
    while (end < line.size() && line[end] == line[from])
        ++end;
    return end - from;
}

/// Length of "1. " or "- " with its indentation; 0 if the line is no entry of a list.
qsizetype listMark(QStringView line)
{
    qsizetype at = 0;
    while (at < line.size() && line[at] == u' ')
        ++at;
    const bool isBullet = at + 1 < line.size() && QStringView(u"-*+").contains(line[at]);
    return isBullet && line[at + 1] == u' ' ? at + 2 : 0;
}

} // namespace

/// Reads the source line by line and writes text, spans and runs.
class Markdown::Reader
{
public:
    Reader(Markdown &out, const QString &source, bool isPartial)
        : m_out(out)
        , m_source(source)
        , m_isPartial(isPartial)
    {
    }

    void read()
    {
        for (qsizetype from = 0; from <= m_source.size();) {
            const qsizetype end = m_source.indexOf(u'\n', from);
            m_isLast = end < 0;
            const qsizetype to = m_isLast ? m_source.size() : end;
            readLine(from, to);
            if (m_isLast)
                break;
            from = end + 1;
        }
    }

private:
    void readLine(qsizetype from, qsizetype to)
    {
        const QStringView line = m_source.sliced(from, to - from);
        if (readFence(line))
            return;
        beginLine(from);
        if (!m_fence.isEmpty())
            append(from, to, Code | Block);
        else if (line.startsWith(u'|'))
            append(from, to, Code | Block);
        else
            readProse(from, to, line);
    }

    /// Whether the line begins or ends a block of code. Such a line is not shown.
    bool readFence(QStringView line)
    {
        const QStringView trimmed = line.trimmed();
        const bool isMark = !trimmed.isEmpty() && (trimmed[0] == u'`' || trimmed[0] == u'~');
        const qsizetype length = isMark ? runLength(trimmed, 0) : 0;
        if (m_fence.isEmpty()) {
            // Behind the mark stands a language, without another mark.
            if (length < 3 || trimmed.sliced(length).contains(u'`'))
                return false;
            m_fence = trimmed.left(length);
            return true;
        }
        if (length == 0 || length != trimmed.size() || trimmed[0] != m_fence[0])
            return false;
        if (length < m_fence.size())
            return m_isPartial && m_isLast; // the rest of the mark may still come
        m_fence = {};
        return true;
    }

    void readProse(qsizetype from, qsizetype to, QStringView line)
    {
        if (const qsizetype level = line.startsWith(u'#') ? runLength(line, 0) : 0;
            level > 0 && level <= 6 && level < line.size() && line[level] == u' ') {
            readInline(from + level + 1, to, Strong, {}, 0);
            return;
        }
        if (line.startsWith(u"> ")) {
            insert(u"▏ "_s, from + 2, Plain);
            readInline(from + 2, to, Emphasis, {}, 0);
            return;
        }
        if (const qsizetype mark = listMark(line)) {
            append(from, from + mark - 2, Plain);
            insert(u"• "_s, from + mark, Plain);
            readInline(from + mark, to, Plain, {}, 0);
            return;
        }
        readInline(from, to, Plain, {}, 0);
    }

    // ---- within a line

    void readInline(qsizetype from, qsizetype to, Styles styles, const QString &link, int depth)
    {
        if (depth == 0)
            m_unmatched.fill(-1);
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
        append(plain, to, styles, link);
    }

    /// Reads what begins at `at`, and before it writes what is plain since `plain`. Returns the
    /// end, or `at` if there is nothing but a character.
    qsizetype readMark(qsizetype at, qsizetype plain, qsizetype to, Styles styles,
                       const QString &link, int depth)
    {
        switch (m_source[at].unicode()) {
        case u'\\':
            if (at + 1 >= to || !isEscapable(m_source[at + 1]))
                return at;
            append(plain, at, styles, link);
            append(at + 1, at + 2, styles, link);
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

    qsizetype readCode(qsizetype at, qsizetype plain, qsizetype to, Styles styles,
                       const QString &link)
    {
        const qsizetype length = std::min(runLength(m_source, at), to - at);
        const qsizetype from = at + length;
        const qsizetype end = findEnd(from, to, u'`', length);
        const bool isOpen = end < 0 && isUnfinished(to) && from < to;
        if (end < 0 && isUnfinished(to) && from == to)
            return hideMark(at, plain, to, styles, link);
        if (end < 0 && !isOpen)
            return leave(at, length);
        append(plain, at, styles, link);
        append(from, isOpen ? to : end, styles | Code, link);
        return isOpen ? to : end + length;
    }

    qsizetype readEmphasis(qsizetype at, qsizetype plain, qsizetype to, Styles styles,
                           const QString &link, int depth)
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
        append(plain, at, styles, link);
        const Styles inner = mark == u'~' ? Styles(Struck)
            : length == 1                 ? Styles(Emphasis)
            : length == 2                 ? Styles(Strong)
                                          : Strong | Emphasis;
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

    /// "[text](address)", or an image, whose `bracket` stands behind a "!": it is shown as a link.
    qsizetype readLink(qsizetype at, qsizetype bracket, qsizetype plain, qsizetype to,
                       Styles styles, const QString &link, int depth)
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
        append(plain, at, styles, link);
        readInline(bracket + 1, close, isOpen ? styles : styles | Link,
                   isOpen ? QString() : address, depth + 1);
        return isOpen ? to : end + 1;
    }

    /// "https://…", with or without angle brackets.
    qsizetype readAddress(qsizetype at, qsizetype plain, qsizetype to, Styles styles,
                          const QString &link)
    {
        const bool isBracketed = m_source[at] == u'<';
        const qsizetype from = isBracketed ? at + 1 : at;
        const QStringView rest = m_source.sliced(from, to - from);
        const bool isAddress = rest.startsWith(u"https://") || rest.startsWith(u"http://");
        const bool isInWord = !isBracketed && at > 0 && isWordCharacter(m_source[at - 1]);
        if (!isAddress || isInWord || !link.isEmpty())
            return at;
        qsizetype end = from;
        while (end < to && !m_source[end].isSpace()
               && !QStringView(u"<>\"").contains(m_source[end]))
            ++end;
        if (isBracketed && (end == to || m_source[end] != u'>'))
            return at;
        while (!isBracketed && QStringView(u".,;:!?)*_'").contains(m_source[end - 1]))
            --end;
        append(plain, at, styles, link);
        append(from, end, styles | Link, m_source.sliced(from, end - from).toString());
        return isBracketed ? end + 1 : end;
    }

    /// Leaves a run of marks as it is written.
    qsizetype leave(qsizetype at, qsizetype run)
    {
        m_literalEnd = at + run;
        return at;
    }

    // ---- search

    /// Whether the partner of a mark in a line that ends at `to` may still come.
    bool isUnfinished(qsizetype to) const
    {
        return m_isPartial && m_isLast && to == m_source.size();
    }

    qsizetype find(qsizetype from, qsizetype to, QChar wanted) const
    {
        return from < to ? m_source.first(to).indexOf(wanted, from) : -1;
    }

    /// A run of exactly `length` marks that ends a span. What was not found once is not looked for
    /// again, so that a line takes linear time.
    qsizetype findEnd(qsizetype from, qsizetype to, QChar mark, qsizetype length)
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

    /// Emphasis ends behind something that is no space, and, for "_", not within a word.
    bool endsSpan(qsizetype at, qsizetype length) const
    {
        const bool isInWord = m_source[at] == u'_' && at + length < m_source.size()
            && isWordCharacter(m_source[at + length]);
        return !m_source[at - 1].isSpace() && !isInWord;
    }

    // ---- output

    void beginLine(qsizetype from)
    {
        if (!m_isFirst)
            insert(u"\n"_s, from, m_fence.isEmpty() ? Styles(Plain) : Styles(Code | Block));
        m_isFirst = false;
    }

    /// Writes what comes before a mark that is not complete yet, and leaves out the mark.
    qsizetype hideMark(qsizetype at, qsizetype plain, qsizetype to, Styles styles,
                       const QString &link)
    {
        append(plain, at, styles, link);
        return to;
    }

    void append(qsizetype from, qsizetype to, Styles styles, const QString &link = {})
    {
        if (from >= to)
            return;
        if (!m_out.m_runs.empty()
            && m_out.m_runs.back().source + m_out.m_runs.back().length == from)
            m_out.m_runs.back().length += to - from;
        else
            m_out.m_runs.push_back({from, m_out.m_text.size(), to - from});
        style(to - from, styles, link);
        m_out.m_text += m_source.sliced(from, to - from);
    }

    /// Writes what the source does not have in this form; it stands before `source`.
    void insert(const QString &text, qsizetype source, Styles styles)
    {
        style(text.size(), styles, {});
        m_out.m_text += text;
        m_out.m_runs.push_back({source, m_out.m_text.size(), 0});
    }

    void style(qsizetype length, Styles styles, const QString &link)
    {
        if (styles == Styles(Plain))
            return;
        const qsizetype from = m_out.m_text.size();
        if (!m_out.m_spans.empty()) {
            Span &last = m_out.m_spans.back();
            if (last.from + last.length == from && last.styles == styles && last.link == link) {
                last.length += length;
                return;
            }
        }
        m_out.m_spans.push_back({from, length, styles, link});
    }

    Markdown &m_out;
    const QStringView m_source;
    const bool m_isPartial;
    bool m_isFirst = true; ///< nothing is written yet
    bool m_isLast = false; ///< the line is the last one
    QStringView m_fence; ///< the mark that began a block of code; empty outside
    qsizetype m_noBracketBefore = 0; ///< no "]" stands between the mark that is read and this
    qsizetype m_literalEnd = 0; ///< marks before this are nothing but characters
    /// For each kind of mark, how far no partner is; −1: not known.
    std::array<qsizetype, 16> m_unmatched{};
};

Markdown::Markdown(const QString &source, bool isPartial)
{
    m_text.reserve(source.size());
    Reader(*this, source, isPartial).read();
    if (m_text == source)
        m_text =
            source; // shared: most long answers have no marks, and a megabyte need not stay twice
}

Markdown Markdown::plain(const QString &text)
{
    Markdown shown;
    shown.m_text = text;
    shown.m_runs.push_back({0, 0, text.size()});
    return shown;
}

const Markdown::Span *Markdown::spanAt(qsizetype character) const
{
    const auto isBefore = [&](const Span &span) { return span.from + span.length <= character; };
    const auto span = std::ranges::partition_point(m_spans, isBefore);
    return span != m_spans.end() && span->from <= character ? &*span : nullptr;
}

qsizetype Markdown::shownAt(qsizetype source) const
{
    const auto behind = std::ranges::upper_bound(m_runs, source, {}, &Run::source);
    if (behind == m_runs.begin())
        return 0;
    const Run &run = *(behind - 1);
    return run.shown + std::min(source - run.source, run.length);
}

} // namespace holdline::client
