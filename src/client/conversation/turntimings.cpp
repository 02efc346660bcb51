// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/turntimings.h"

#include <algorithm>

namespace holdline::client {

Duration TurnTimings::Turn::whole() const
{
    return std::max(
        {understood, firstWord.value_or(Duration(0)), firstSound.value_or(Duration(0))});
}

void TurnTimings::onUnderstood(const Turn &turn)
{
    m_turns.push_back(turn);
    if (m_turns.size() > kKept)
        m_turns.pop_front();
    m_open = true;
}

void TurnTimings::onFirstWord(Instant now)
{
    if (m_open && !m_turns.back().firstWord)
        m_turns.back().firstWord = elapsed(now, m_turns.back().ended);
}

void TurnTimings::onFirstSound(Instant now)
{
    if (m_open && !m_turns.back().firstSound)
        m_turns.back().firstSound = elapsed(now, m_turns.back().ended);
}

} // namespace holdline::client
