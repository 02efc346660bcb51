// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/health.h"

#include "core/utcdatetime.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

QString status(bool ok)
{
    return ok ? u"ok"_s : u"degraded"_s;
}

QJsonObject toJson(const ComponentHealth &component)
{
    QJsonObject object{{u"status"_s, status(component.ok)}};
    if (!component.detail.isEmpty())
        object.insert(u"detail"_s, component.detail);
    return object;
}

QString troubleSentence(StoreError::Kind kind)
{
    switch (kind) {
    case StoreError::Kind::Full:
        return u"the disk, or what the store may take of it, is full"_s;
    case StoreError::Kind::ReadOnly:
        return u"the store cannot be written"_s;
    case StoreError::Kind::Damaged:
        return u"the store is damaged"_s;
    case StoreError::Kind::Moved:
        return u"the store is not where it should be"_s;
    case StoreError::Kind::SessionFull:
    case StoreError::Kind::Other:
        break;
    }
    return u"the store fails"_s;
}

} // namespace

ComponentHealth storeHealth(const std::optional<StoreError> &trouble)
{
    if (!trouble)
        return {};
    return {false, u"%1: %2"_s.arg(troubleSentence(trouble->kind), trouble->detail)};
}

QByteArray healthJson(const Health &health)
{
    const bool ok =
        health.store.ok && health.recognizer.ok && health.synthesizer.ok && health.responder.ok;
    const double minutes = std::chrono::duration<double, std::ratio<60>>(health.timeout).count();
    const QJsonObject object{
        {u"status"_s, status(ok)},
        {u"timestamp"_s, utcDateTime(health.timestamp).toString(Qt::ISODateWithMs)},
        {u"sessions"_s,
         QJsonObject{{u"total_sessions"_s, health.sessions.total},
                     {u"active_sessions"_s, health.sessions.active},
                     {u"disconnected_sessions"_s, health.sessions.disconnected},
                     {u"timeout_minutes"_s, minutes}}},
        {u"components"_s,
         QJsonObject{{u"store"_s, toJson(health.store)},
                     {u"recognizer"_s, toJson(health.recognizer)},
                     {u"synthesizer"_s, toJson(health.synthesizer)},
                     {u"responder"_s, toJson(health.responder)}}},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace holdline::server
