// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/servicewords.h"

#include "client/setup/engineplaces.h"

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::ServiceTrouble;

QString ServiceWords::trouble(ServiceTrouble trouble)
{
    switch (trouble) {
    case ServiceTrouble::Unreachable:
        return tr("Nothing answers at this address. Is the program running?");
    case ServiceTrouble::TooSlow:
        return tr("No answer in time. A large model may still be loading: try again.");
    case ServiceTrouble::KeyRefused:
        return tr("The service doesn’t accept this key.");
    case ServiceTrouble::NotFound:
        return tr("This model doesn’t exist there.");
    case ServiceTrouble::Busy:
        return tr("The service takes no more requests: too many in a short time, or no credit "
                  "left.");
    case ServiceTrouble::Failed:
        return tr("The service has a problem.");
    case ServiceTrouble::NotUnderstood:
        return tr("Something else answers at this address.");
    }
    Q_UNREACHABLE();
}

QString ServiceWords::complaint(const QUrl &base)
{
    const bool isHttp = base.scheme() == "https"_L1 || base.scheme() == "http"_L1;
    const bool isBase = base.isValid() && isHttp && !base.host().isEmpty() && !base.hasQuery()
        && !base.hasFragment() && base.userInfo().isEmpty();
    return isBase ? QString()
                  : tr("This isn’t a valid address. It looks like http://127.0.0.1:11434/v1.");
}

QString ServiceWords::destination(const QUrl &base)
{
    if (client::isOnThisComputer(base))
        return tr("Your words stay on this computer.");
    return base.scheme() == "http"_L1
        ? tr("Your words are sent to %1. The connection isn’t encrypted: others on the network can "
             "read them.")
              .arg(base.host())
        : tr("Your words are sent to %1.").arg(base.host());
}

} // namespace holdline::widgets
