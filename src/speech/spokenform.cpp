// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/spokenform.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace holdline::speech {

bool isPauseMark(QChar c)
{
    return QStringView(u",.;:!?").contains(c);
}

SpokenForm SpokenForm::verbatim(const QString &text)
{
    SpokenForm form{.text = text,
                    .written = std::vector<int>(static_cast<std::size_t>(text.size()) + 1)};
    std::iota(form.written.begin(), form.written.end(), 0);
    return form;
}

SpokenForm SpokenForm::part(qsizetype begin, qsizetype end, int from) const
{
    SpokenForm form{.text = text.sliced(begin, end - begin),
                    .written = {written.begin() + begin, written.begin() + end + 1}};
    for (int &position : form.written)
        position -= from;
    return form;
}

void SpokenFormBuilder::append(QChar c, qsizetype written)
{
    const bool isSpace = c.isSpace();
    QString &text = m_form.text;
    if (isSpace && (text.isEmpty() || text.back() == u' '))
        return;
    if (isPauseMark(c) && !text.isEmpty() && text.back() == u' ')
        dropLast();
    if (c == u',' && (text.isEmpty() || isPauseMark(text.back())))
        return; // a sign that is only a pause, where there is one
    text += isSpace ? u' ' : c;
    m_form.written.push_back(static_cast<int>(written));
}

SpokenForm SpokenFormBuilder::finish(qsizetype length, bool needsStop)
{
    while (m_form.text.endsWith(u' '))
        dropLast();
    const bool isSaid = std::ranges::any_of(
        m_form.text, [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); });
    if (!isSaid) {
        m_form = SpokenForm{};
        m_form.written.clear();
    } else if (needsStop && m_form.text.back().isLetterOrNumber()) {
        append(u'.', length);
    }
    m_form.written.push_back(static_cast<int>(length));
    return std::move(m_form);
}

void SpokenFormBuilder::dropLast()
{
    m_form.text.chop(1);
    m_form.written.pop_back();
}

} // namespace holdline::speech
