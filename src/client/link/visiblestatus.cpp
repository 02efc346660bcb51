// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/visiblestatus.h"

#include "core/overloaded.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

/// A status that time alone does not change.
VisibleStatus lasting(ConnectionState state)
{
    VisibleStatus visible;
    visible.status.state = state;
    return visible;
}

/// An announced restart is not shown as a loss.
bool isAlarming(const link::Outage &outage, Instant now)
{
    return now < outage.since + kShortestDisconnected && outage.reason != LossReason::Restarting;
}

VisibleStatus afterLoss(const link::Outage &outage, ConnectionState otherwise, Instant now)
{
    VisibleStatus visible = lasting(otherwise);
    if (isAlarming(outage, now)) {
        visible.status.state = ConnectionState::Disconnected;
        visible.nextChange = outage.since + kShortestDisconnected;
    }
    visible.status.reason = outage.reason;
    visible.status.detail = outage.detail;
    return visible;
}

VisibleStatus duringOutage(const LinkState &line, const link::Outage &outage, Instant now)
{
    const bool isDialing = std::holds_alternative<link::Dialing>(line.stage);
    if (line.reachable && (isDialing || outage.reason != LossReason::NoNetwork))
        return afterLoss(outage, ConnectionState::Reconnecting, now);
    VisibleStatus visible = lasting(ConnectionState::Disconnected);
    visible.status.reason = LossReason::NoNetwork;
    if (outage.reason == LossReason::NoNetwork)
        visible.status.detail = outage.detail;
    return visible;
}

VisibleStatus whileLive(const link::Live &live, bool microphoneOpen, Instant now)
{
    if (live.outage && isAlarming(*live.outage, now))
        return afterLoss(*live.outage, ConnectionState::Connected, now);
    const bool isNaming =
        live.naming == link::Live::Naming::Awaited && now < live.since + kNamingShown;
    if (isNaming || isShakingHands(live)) {
        VisibleStatus visible = live.outage
            ? afterLoss(*live.outage, ConnectionState::Reconnecting, now)
            : lasting(ConnectionState::Connecting);
        visible.nextChange = isNaming ? std::optional(live.since + kNamingShown) : std::nullopt;
        return visible;
    }
    if (live.restoredAt && now < *live.restoredAt + kReconnectedShown) {
        VisibleStatus visible = lasting(ConnectionState::Reconnected);
        visible.nextChange = *live.restoredAt + kReconnectedShown;
        return visible;
    }
    return lasting(microphoneOpen ? ConnectionState::Recording : ConnectionState::Connected);
}

VisibleStatus ofStage(const LinkState &line, bool microphoneOpen, Instant now)
{
    return std::visit(Overloaded{
                          [](const link::Stopped &) { return lasting(ConnectionState::Stopped); },
                          [](const link::Failed &failed) {
                              VisibleStatus visible = lasting(ConnectionState::Failed);
                              visible.status.reason = failed.reason;
                              visible.status.detail = failed.detail;
                              return visible;
                          },
                          [&](const link::AwaitingEndpoint &awaiting) {
                              return awaiting.outage
                                  ? afterLoss(*awaiting.outage, ConnectionState::Reconnecting, now)
                                  : lasting(ConnectionState::Connecting);
                          },
                          [&](const link::Dialing &dialing) {
                              return dialing.outage ? duringOutage(line, *dialing.outage, now)
                                                    : lasting(ConnectionState::Connecting);
                          },
                          [&](const link::Waiting &waiting) {
                              VisibleStatus visible = duringOutage(line, waiting.outage, now);
                              visible.status.nextTry = waiting.until;
                              return visible;
                          },
                          [&](const link::Live &live) {
                              VisibleStatus visible = whileLive(live, microphoneOpen, now);
                              if (live.roundTrip)
                                  visible.status.roundTrip =
                                      std::chrono::round<Duration>(*live.roundTrip);
                              return visible;
                          },
                      },
                      line.stage);
}

const link::Outage *outageOf(const LinkState &line)
{
    return std::visit(
        Overloaded{
            [](const link::Stopped &) -> const link::Outage * { return nullptr; },
            [](const link::Failed &) -> const link::Outage * { return nullptr; },
            [](const link::Waiting &waiting) -> const link::Outage * { return &waiting.outage; },
            [](const link::AwaitingEndpoint &stage) -> const link::Outage * {
                return stage.outage ? &*stage.outage : nullptr;
            },
            [](const link::Dialing &stage) -> const link::Outage * {
                return stage.outage ? &*stage.outage : nullptr;
            },
            [](const link::Live &stage) -> const link::Outage * {
                return stage.outage ? &*stage.outage : nullptr;
            },
        },
        line.stage);
}

void describeOutage(VisibleStatus &visible, const link::Outage &outage, Instant now)
{
    const ConnectionState state = visible.status.state;
    if (state != ConnectionState::Disconnected && state != ConnectionState::Reconnecting)
        return;
    visible.status.neverConnected = !outage.wasLive;
    const Instant end = outage.since + kBriefOutage;
    visible.status.isBrief = now < end;
    if (visible.status.isBrief)
        visible.nextChange = std::min(visible.nextChange.value_or(end), end);
}

} // namespace

VisibleStatus visibleStatus(const LinkState &line, bool microphoneOpen, Instant now)
{
    VisibleStatus visible = ofStage(line, microphoneOpen, now);
    if (const link::Outage *outage = outageOf(line))
        describeOutage(visible, *outage, now);
    if (const auto *failed = std::get_if<link::Failed>(&line.stage))
        visible.status.neverConnected = !failed->wasLive;
    visible.status.attempt = line.backoff.attempt();
    visible.status.attempts = line.backoff.policy().attempts;
    return visible;
}

QLatin1StringView toLogString(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Stopped:
        return "stopped"_L1;
    case ConnectionState::Failed:
        return "failed"_L1;
    case ConnectionState::Connecting:
        return "connecting"_L1;
    case ConnectionState::Disconnected:
        return "disconnected"_L1;
    case ConnectionState::Reconnecting:
        return "reconnecting"_L1;
    case ConnectionState::Reconnected:
        return "reconnected"_L1;
    case ConnectionState::Recording:
        return "recording"_L1;
    case ConnectionState::Connected:
        return "connected"_L1;
    }
    Q_UNREACHABLE();
}

QString toLogString(const ConnectionStatus &status)
{
    if (status.state != ConnectionState::Reconnecting)
        return toLogString(status.state);
    return u"%1 %2/%3"_s.arg(toLogString(status.state))
        .arg(status.attempt)
        .arg(status.attempts ? QString::number(*status.attempts) : u"unlimited"_s);
}

} // namespace holdline::client
