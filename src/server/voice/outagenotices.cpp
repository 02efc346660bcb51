// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/outagenotices.h"

#include "server/voice/outlet.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

QString engineOf(const speech::Service &service)
{
    return QString::fromLatin1(service.name());
}

} // namespace

OutageNotices::OutageNotices(const std::vector<const speech::Service *> &services, Outlet &outlet)
    : m_outlet(outlet)
{
    for (const speech::Service *service : services)
        m_services.push_back({service});
}

void OutageNotices::tell(bool isTalking)
{
    for (Watched &watched : m_services) {
        if (watched.service->stage() != speech::Service::Stage::Down)
            tellReturn(watched);
        else if (isTalking)
            tellOutage(watched);
    }
}

void OutageNotices::tellAnew()
{
    for (Watched &watched : m_services) {
        watched = {watched.service};
        if (watched.service->stage() == speech::Service::Stage::Down)
            tellOutage(watched);
    }
}

void OutageNotices::tellOutage(Watched &watched)
{
    const speech::Service &service = *watched.service;
    const quint64 outage = service.figures().outages;
    if (std::exchange(watched.told, outage) == outage)
        return;
    watched.missed = service.address();
    const QString name = engineOf(service);
    const QString kind = QString::fromLatin1(nameOf(service.trouble()->kind));
    m_outlet.reportTrouble({.code = u"%1_%2"_s.arg(name, kind),
                            .message = u"The %1 service does not work. The built-in engine does "
                                       "its work until it does."_s.arg(name),
                            .recoverable = true});
}

void OutageNotices::tellReturn(Watched &watched)
{
    const speech::ServiceAddress missed = std::exchange(watched.missed, {});
    if (!missed.isSet())
        return;
    const QString name = engineOf(*watched.service);
    if (missed != watched.service->address()) {
        m_outlet.reportTrouble({.code = u"%1_changed"_s.arg(name),
                                .message = u"Another %1 service was chosen."_s.arg(name),
                                .recoverable = true});
        return;
    }
    m_outlet.reportTrouble({.code = u"%1_back"_s.arg(name),
                            .message = u"The %1 service works again."_s.arg(name),
                            .recoverable = true});
}

} // namespace holdline::server
