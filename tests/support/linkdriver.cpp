// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/linkdriver.h"

#include <algorithm>

using namespace holdline::client::link;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::testing {

std::ptrdiff_t count(const Effects &effects, Effect effect)
{
    return std::count(effects.begin(), effects.end(), effect);
}

LinkDriver::LinkDriver(const QString &policy, quint32 seed)
    : m_machine(BackoffPolicy::parse(policy).value(), kTimings, seed)
{
    handle(EndpointSet{.usable = true, .changed = true});
    handle(Start{});
}

Effects LinkDriver::handle(const Event &event)
{
    return m_machine.handle(event, now);
}

Effects LinkDriver::wait(Duration time)
{
    now += time;
    return handle(TimePassed{});
}

Duration LinkDriver::waitForDeadline(Effects *effects)
{
    const Duration time = elapsed(m_machine.deadline().value(), now);
    const Effects happened = wait(time);
    if (effects)
        *effects = happened;
    return time;
}

Duration LinkDriver::waitForTheEnd()
{
    std::optional<Instant> asked;
    while (in<Live>()) {
        asked = in<Live>()->askedAt;
        waitForDeadline();
    }
    return elapsed(now, asked.value());
}

void LinkDriver::open()
{
    handle(Opened{dial()});
}

void LinkDriver::openDurable()
{
    handle(Opened{dial(), true});
}

void LinkDriver::openAndHear()
{
    open();
    hear();
}

void LinkDriver::hear()
{
    handle(BytesHeard{dial()});
}

void LinkDriver::join()
{
    handle(Greeted{dial()});
    handle(SessionNamed{dial(), false});
    hear();
}

void LinkDriver::settle()
{
    openAndHear();
    wait(6s);
    hear();
}

void LinkDriver::talk()
{
    handle(ConversationSet{true});
    if (in<Live>()) {
        wait(0ms);
        hear();
    }
}

void LinkDriver::pong(Duration roundTrip)
{
    handle(Ponged{dial(), now - roundTrip});
}

void LinkDriver::refuse()
{
    handle(DialFailed{dial(), client::LossReason::Refused, u"Connection refused"_s});
}

void LinkDriver::close(int code, const QString &text)
{
    handle(Closed{dial(), code, text, {}});
}

client::LossReason LinkDriver::reason() const
{
    if (const auto *failed = in<Failed>())
        return failed->reason;
    if (const auto *waiting = in<Waiting>())
        return waiting->outage.reason;
    return client::LossReason::None;
}

} // namespace holdline::testing
