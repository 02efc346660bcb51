// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/servicewatch.h"

#include <utility>

namespace holdline::client {

ServiceWatch::ServiceWatch(Line &line, QObject *parent) : QObject(parent)
{
    connect(&line, &Line::received, this, &ServiceWatch::onReceived);
    // A server tells a client that joins what does not work. Only a session that is resumed tells
    // through a cut that a service is back.
    connect(&line, &Line::sessionStarted, this, [this](const Line::Session &session) {
        using Origin = Line::Session::Origin;
        if (session.kind == Line::Kind::Plain || session.origin != Origin::Resumed)
            set({});
    });
}

void ServiceWatch::onReceived(const protocol::ServerMessage &message)
{
    const auto *error = std::get_if<protocol::ServerError>(&message);
    if (!error)
        return;
    const FailedService told = failedServiceIn(error->code);
    if (told.engine.isEmpty())
        return;
    QList<FailedService> failed = m_failed;
    failed.removeIf([&](const FailedService &each) { return each.engine == told.engine; });
    if (!told.trouble.isEmpty())
        failed.append(told);
    set(failed);
}

void ServiceWatch::set(const QList<FailedService> &failed)
{
    if (std::exchange(m_failed, failed) != failed)
        Q_EMIT changed();
}

} // namespace holdline::client
