// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/thoughtfilter.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {
const QString kOpening = u"<think>"_s;
const QString kClosing = u"</think>"_s;
} // namespace

QString ThoughtFilter::pass(const QString &text)
{
    if (m_stage == Stage::Answering)
        return text;
    m_kept += text;
    if (m_stage == Stage::Beginning) {
        const QString begun = m_kept.trimmed();
        if (kOpening.startsWith(begun))
            return {}; // the text may be or become the opening tag
        if (!begun.startsWith(kOpening)) {
            m_stage = Stage::Answering;
            return std::exchange(m_kept, {});
        }
        m_stage = Stage::Thinking;
    }
    const qsizetype end = m_kept.indexOf(kClosing);
    if (end < 0) {
        m_kept = m_kept.right(kClosing.size()); // enough to find a tag that is split
        return {};
    }
    m_stage = Stage::Answering;
    return std::exchange(m_kept, {}).sliced(end + kClosing.size());
}

QString ThoughtFilter::finish()
{
    return m_stage == Stage::Beginning ? std::exchange(m_kept, {}) : QString();
}

} // namespace holdline::speech
