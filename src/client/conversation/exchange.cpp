// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/exchange.h"

#include "client/conversation/seamwriter.h"
#include "client/voice/answerplayback.h"
#include "client/voice/playbackreport.h"

#include <utility>

namespace holdline::client {

Exchange::Exchange(const ExchangeParts &parts) : m_parts(parts) { }

Exchange::~Exchange() = default;

std::optional<Seam> Exchange::begin(const Line::Session &session)
{
    std::optional<Seam> ended = m_parts.seams.isOpen() ? std::optional(outage()) : std::nullopt;
    if (ended) {
        ended->end = session.isAnother() ? Seam::End::Replaced : Seam::End::Restored;
        ended->sentAgain = session.sentAgain;
    }
    m_inSession = true;
    m_parts.playback.onSessionStarted(speech(), session.isAnother());
    report().onSessionStarted();
    return ended;
}

bool Exchange::endSession()
{
    return std::exchange(m_inSession, false);
}

} // namespace holdline::client
