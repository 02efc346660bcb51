// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/linklog.h"

#include "core/overloaded.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

QString described(LossReason reason, const QString &detail)
{
    const char *name = QMetaEnum::fromType<LossReason>().valueToKey(static_cast<int>(reason));
    return detail.isEmpty() ? QString::fromLatin1(name)
                            : u"%1 (%2)"_s.arg(QLatin1StringView(name), detail);
}

} // namespace

QString toLogString(const link::Stage &stage, Instant now)
{
    return std::visit(
        Overloaded{[](const link::Stopped &) { return u"stopped"_s; },
                   [](const link::AwaitingEndpoint &) { return u"no address yet"_s; },
                   [](const link::Dialing &) { return u"dialling"_s; },
                   [](const link::Live &) { return u"live"_s; },
                   [now](const link::Waiting &waiting) {
                       return u"down: %1, next try in %2 ms"_s
                           .arg(described(waiting.outage.reason, waiting.outage.detail))
                           .arg(elapsed(waiting.until, now).count());
                   },
                   [](const link::Failed &failed) {
                       return u"failed: "_s + described(failed.reason, failed.detail);
                   }},
        stage);
}

} // namespace holdline::client
