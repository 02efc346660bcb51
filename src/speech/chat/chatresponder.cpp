// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/chatresponder.h"

#include "speech/chat/chatanswer.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

QString apologyFor(ServiceTrouble::Kind kind)
{
    using Kind = ServiceTrouble::Kind;
    switch (kind) {
    case Kind::Unreachable:
        return u"I cannot reach the language model."_s;
    case Kind::TooSlow:
        return u"The language model takes too long."_s;
    case Kind::Denied:
        return u"The language service does not accept our key."_s;
    case Kind::UnknownModel:
        return u"The language service does not know this model."_s;
    case Kind::Busy:
        return u"The language service is too busy. Please ask again in a moment."_s;
    case Kind::CutOff:
        return u"The language model was cut off."_s;
    case Kind::Refused:
    case Kind::Broken:
    case Kind::Nonsense:
        return u"The language service has a problem. Please ask again."_s;
    }
    Q_UNREACHABLE();
}

ChatResponder::ChatResponder(const Clock &clock, const Limits &limits)
    : m_clock(clock)
    , m_limits(limits)
    , m_service("language", limits.service)
{
}

ChatResponder::~ChatResponder() = default;

void ChatResponder::setSettings(const ChatSettings &settings)
{
    m_settings = settings;
    m_offersTools = true;
    m_service.setAddress({.base = settings.base, .model = settings.model, .key = settings.key});
}

std::unique_ptr<Answer> ChatResponder::respond(const Prompt &prompt)
{
    return std::make_unique<ChatAnswer>(
        ChatAnswer::Engine{m_service, m_settings, m_offersTools, m_clock}, m_limits.characters,
        prompt);
}

} // namespace holdline::speech
