// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/markdown.h"

#include "client/conversation/inlinereader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

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

/// Reads the source line by line: blocks of code, headings, quotes, lists and rows of tables.
class Markdown::Reader
{
public:
    Reader(Markdown &out, const QString &source, bool isPartial)
        : m_out(out)
        , m_source(source)
        , m_isPartial(isPartial)
        , m_inline(out, source, isPartial)
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
            m_out.append(m_source, from, to, Code | Block);
        else if (line.startsWith(u'|'))
            m_out.append(m_source, from, to, Code | Block);
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
            m_inline.read(from + level + 1, to, Strong);
            return;
        }
        if (line.startsWith(u"> ")) {
            m_out.insert(u"▏ "_s, from + 2, Plain);
            m_inline.read(from + 2, to, Emphasis);
            return;
        }
        if (const qsizetype mark = listMark(line)) {
            m_out.append(m_source, from, from + mark - 2, Plain);
            m_out.insert(u"• "_s, from + mark, Plain);
            m_inline.read(from + mark, to, Plain);
            return;
        }
        m_inline.read(from, to, Plain);
    }

    void beginLine(qsizetype from)
    {
        if (!m_isFirst)
            m_out.insert(u"\n"_s, from, m_fence.isEmpty() ? Styles(Plain) : Styles(Code | Block));
        m_isFirst = false;
    }

    Markdown &m_out;
    const QStringView m_source;
    const bool m_isPartial;
    InlineReader m_inline;
    bool m_isFirst = true; ///< nothing is written yet
    bool m_isLast = false; ///< the line is the last one
    QStringView m_fence; ///< the mark that began a block of code; empty outside
};

Markdown::Markdown(const QString &source, bool isPartial)
{
    m_text.reserve(source.size());
    Reader(*this, source, isPartial).read();
    if (m_text == source)
        m_text =
            source; // shared: most long answers have no marks, and a megabyte need not stay twice
}

void Markdown::append(QStringView source, qsizetype from, qsizetype to, Styles styles,
                      const QString &link)
{
    if (from >= to)
        return;
    if (!m_runs.empty() && m_runs.back().source + m_runs.back().length == from)
        m_runs.back().length += to - from;
    else
        m_runs.push_back({from, m_text.size(), to - from});
    style(to - from, styles, link);
    m_text += source.sliced(from, to - from);
}

void Markdown::insert(const QString &text, qsizetype source, Styles styles)
{
    style(text.size(), styles, {});
    m_text += text;
    m_runs.push_back({source, m_text.size(), 0});
}

void Markdown::style(qsizetype length, Styles styles, const QString &link)
{
    if (styles == Styles(Plain))
        return;
    const qsizetype from = m_text.size();
    if (!m_spans.empty()) {
        Span &last = m_spans.back();
        if (last.from + last.length == from && last.styles == styles && last.link == link) {
            last.length += length;
            return;
        }
    }
    m_spans.push_back({from, length, styles, link});
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
