// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QNetworkReply;

namespace holdline::client {

/// Why a model cannot be used.
enum class ServiceTrouble {
    Unreachable, ///< nobody answers there
    TooSlow,
    KeyRefused,
    NotFound, ///< the address or the model is unknown there
    Busy, ///< too many requests, or no credit left
    Failed, ///< the service has a problem
    NotUnderstood, ///< something else answers there
};

/// What a reply that ended without what was asked for means.
ServiceTrouble troubleOf(const QNetworkReply &reply);

} // namespace holdline::client
