// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/notices.h"

#include <algorithm>

namespace holdline::widgets {

void Notices::dismissTop()
{
    const auto shown = std::find_if(m_notices.begin(), m_notices.end(),
                                    [](const auto &notice) { return notice.has_value(); });
    if (shown != m_notices.end())
        shown->reset();
}

const Notice *Notices::top() const
{
    const auto shown = std::find_if(m_notices.begin(), m_notices.end(),
                                    [](const auto &notice) { return notice.has_value(); });
    return shown == m_notices.end() ? nullptr : &**shown;
}

} // namespace holdline::widgets
