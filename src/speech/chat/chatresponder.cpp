// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/chatresponder.h"

#include "speech/chat/chatanswer.h"

#include <QNetworkAccessManager>

namespace holdline::speech {

ChatResponder::ChatResponder(const ChatSettings &settings, const Limits &limits)
    : m_settings(settings)
    , m_limits(limits)
    , m_network(std::make_shared<QNetworkAccessManager>())
    , m_state(std::make_shared<State>())
{
}

ChatResponder::~ChatResponder() = default;

std::unique_ptr<Answer> ChatResponder::respond(const Prompt &prompt)
{
    return std::make_unique<ChatAnswer>(m_network, m_settings, m_limits, prompt, offersTools(),
                                        [state = m_state](const ChatAnswer::Outcome &outcome) {
                                            state->trouble = outcome.trouble;
                                            if (outcome.refusesTools)
                                                state->offersTools = false;
                                        });
}

} // namespace holdline::speech
