// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/closeverdict.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr Duration kLongestNamedWait = std::chrono::minutes(5);

std::optional<Duration> namedWait(const QString &text)
{
    const QJsonValue wait = QJsonDocument::fromJson(text.toUtf8()).object().value("after_ms"_L1);
    if (!wait.isDouble() || !(wait.toDouble() >= 0))
        return std::nullopt;
    const double longest = static_cast<double>(kLongestNamedWait.count());
    return Duration(static_cast<Duration::rep>(std::min(wait.toDouble(), longest)));
}

} // namespace

CloseVerdict CloseVerdict::forClose(int code, const QString &text)
{
    switch (code) {
    case 1002:
        // How Qt reports the codes from 1012 to 1014, which are a server's restart.
        if (text.contains("Invalid close code"_L1))
            return {};
        [[fallthrough]];
    case 1003:
    case 1007:
    case 1008:
    case 1010:
        return {Action::RetryOnce, LossReason::Rejected, std::nullopt};
    case 1009:
        return {Action::RetryOnce, LossReason::TooLarge, std::nullopt};
    case 4400:
        return {Action::StartAnew, LossReason::Rejected, std::nullopt};
    case 4401:
        return {Action::GiveUp, LossReason::NotAuthorised, std::nullopt};
    case 4409:
        return {Action::GiveUp, LossReason::Replaced, std::nullopt};
    case 4412:
        return {Action::Retry, LossReason::Restarting, namedWait(text)};
    case 4413:
    case 4429:
        return {Action::Retry, LossReason::Busy, namedWait(text)};
    default:
        return {};
    }
}

} // namespace holdline::client
