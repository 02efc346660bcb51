// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/outagenotices.h"

#include "server/voice/outlet.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::server {

OutageNotices::OutageNotices(const std::vector<const speech::Service *> &services, Outlet &outlet)
    : m_outlet(outlet)
{
    for (const speech::Service *service : services)
        m_services.push_back({service});
}

void OutageNotices::tell()
{
    for (Watched &watched : m_services) {
        const speech::Service &service = *watched.service;
        const quint64 outage = service.figures().outages;
        if (!service.trouble() || std::exchange(watched.told, outage) == outage)
            continue;
        const QString name = QString::fromLatin1(service.name());
        const QString kind = QString::fromLatin1(nameOf(service.trouble()->kind));
        m_outlet.reportTrouble(
            {.code = u"%1_%2"_s.arg(name, kind),
             .message = u"The %1 service does not work. The built-in engine does "
                        "its work until it does."_s.arg(name),
             .recoverable = true});
    }
}

} // namespace holdline::server
