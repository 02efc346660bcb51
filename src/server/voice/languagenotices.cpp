// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/languagenotices.h"

#include "server/voice/outlet.h"
#include "speech/transcriber.h"
#include "speech/voice.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::server {

LanguageNotices::LanguageNotices(const speech::Transcriber &transcriber, const speech::Voice &voice,
                                 Outlet &outlet)
    : m_transcriber(transcriber)
    , m_voice(voice)
    , m_outlet(outlet)
{
}

void LanguageNotices::checkHearing(const QString &language)
{
    const QString unknown = m_transcriber.understands(language) ? QString() : language;
    if (std::exchange(m_notHeard, unknown) != unknown && !unknown.isEmpty())
        m_outlet.reportTrouble({.code = u"recognition_language"_s,
                                .message = u"The built-in recogniser understands only English."_s,
                                .recoverable = true});
}

void LanguageNotices::checkSpeaking(const QString &language)
{
    const QString unknown = m_voice.speaks(language) ? QString() : language;
    if (std::exchange(m_notSpoken, unknown) != unknown && !unknown.isEmpty())
        m_outlet.reportTrouble({.code = u"voice_language"_s,
                                .message = u"No built-in voice speaks this language."_s,
                                .recoverable = true});
}

void LanguageNotices::forget()
{
    m_notHeard.clear();
    m_notSpoken.clear();
}

} // namespace holdline::server
