// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/calls.h"

#include "client/session/line.h"

namespace holdline::client {

using State = CallStatus::State;

Calls::~Calls() = default;

std::optional<State> PlainCalls::request(bool start)
{
    if (!start)
        return State::Ended;
    return m_line.isLive() ? std::optional(State::Active) : std::nullopt;
}

std::optional<State> DurableCalls::request(bool start)
{
    m_line.send(protocol::CallRequest{.start = start});
    return start ? std::nullopt : std::optional(State::Ending);
}

} // namespace holdline::client
