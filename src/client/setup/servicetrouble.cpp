// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/servicetrouble.h"

#include <QNetworkReply>

namespace holdline::client {

ServiceTrouble troubleOf(const QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.error() == QNetworkReply::OperationCanceledError)
        return ServiceTrouble::TooSlow;
    if (status == 0)
        return ServiceTrouble::Unreachable;
    if (status == 401 || status == 403)
        return ServiceTrouble::KeyRefused;
    if (status == 404)
        return ServiceTrouble::NotFound;
    if (status == 402 || status == 429)
        return ServiceTrouble::Busy;
    return status >= 500 ? ServiceTrouble::Failed : ServiceTrouble::NotUnderstood;
}

} // namespace holdline::client
