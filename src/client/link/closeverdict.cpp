// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/closeverdict.h"

#include "protocol/closecode.h"

using namespace Qt::StringLiterals;

namespace holdline::client {

CloseVerdict CloseVerdict::forClose(int code, const QString &text)
{
    using protocol::CloseCode;
    switch (static_cast<CloseCode>(code)) {
    case CloseCode::ProtocolError:
        // Qt reports the codes 1012 to 1014 in this way. They mean that the server restarts.
        if (text.contains("Invalid close code"_L1))
            return {};
        [[fallthrough]];
    case CloseCode::Unsupported:
    case CloseCode::NotUtf8:
    case CloseCode::PolicyViolation:
    case CloseCode::MissingExtension:
        return {Action::RetryOnce, LossReason::Rejected, std::nullopt};
    case CloseCode::TooLarge:
        return {Action::RetryOnce, LossReason::TooLarge, std::nullopt};
    case CloseCode::ProtocolViolation:
        return {Action::StartAnew, LossReason::Rejected, std::nullopt};
    case CloseCode::NotAuthorised:
        return {Action::GiveUp, LossReason::NotAuthorised, std::nullopt};
    case CloseCode::Replaced:
        return {Action::GiveUp, LossReason::Replaced, std::nullopt};
    case CloseCode::Restart:
        return {Action::Retry, LossReason::Restarting, protocol::waitNamedIn(text)};
    case CloseCode::Overload:
    case CloseCode::TooMany:
        return {Action::Retry, LossReason::Busy, protocol::waitNamedIn(text)};
    default:
        return {};
    }
}

} // namespace holdline::client
