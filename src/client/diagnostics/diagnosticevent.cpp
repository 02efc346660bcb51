// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/diagnostics/diagnosticevent.h"

#include "client/link/visiblestatus.h"
#include "core/overloaded.h"
#include "core/utcdatetime.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

using Event = DiagnosticEvent;
using Origin = Line::Session::Origin;
using DeviceState = audio::EndpointStatus::State;

QString nameOf(LossReason reason)
{
    return QString::fromLatin1(
        QMetaEnum::fromType<LossReason>().valueToKey(static_cast<int>(reason)));
}

QString nameOf(Origin origin)
{
    switch (origin) {
    case Origin::New:
        return u"new"_s;
    case Origin::Replacement:
        return u"replacement"_s;
    case Origin::Resumed:
        return u"resumed"_s;
    case Origin::Rejoined:
        return u"rejoined"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(DeviceState state)
{
    switch (state) {
    case DeviceState::Closed:
        return u"closed"_s;
    case DeviceState::Open:
        return u"open"_s;
    case DeviceState::Missing:
        return u"missing"_s;
    case DeviceState::Failed:
        return u"failed"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(audio::Direction direction)
{
    return direction == audio::Direction::Input ? u"microphone"_s : u"loudspeaker"_s;
}

QString dialectOf(bool durable)
{
    return durable ? u"holdline.v1"_s : u"plain"_s;
}

QJsonObject described(const Event::StateShown &event)
{
    return {{u"what"_s, u"state"_s}, {u"state"_s, toLogString(event.state)}};
}

QJsonObject described(const Event::Dialled &event)
{
    return {{u"what"_s, u"dialled"_s},
            {u"dial"_s, event.dial},
            {u"host"_s, event.host.isEmpty() ? u"embedded"_s : event.host}};
}

QJsonObject described(const Event::Opened &event)
{
    return {{u"what"_s, u"opened"_s}, {u"dialect"_s, dialectOf(event.durable)}};
}

QJsonObject described(const Event::Lost &event)
{
    QJsonObject json{{u"what"_s, event.wasLive ? u"lost"_s : u"dial failed"_s},
                     {u"reason"_s, nameOf(event.reason)},
                     {u"final"_s, event.isFinal}};
    if (event.nextTry)
        json[u"next_try_ms"_s] = static_cast<qint64>(event.nextTry->count());
    return json;
}

QJsonObject described(const Event::SessionBegan &event)
{
    return {{u"what"_s, u"session"_s},
            {u"session"_s, event.session},
            {u"origin"_s, nameOf(event.origin)},
            {u"dialect"_s, dialectOf(event.kind == Line::Kind::Durable)},
            {u"messages"_s, event.messages},
            {u"sent_again"_s, event.sentAgain}};
}

QJsonObject described(const Event::HoldBegan &)
{
    return {{u"what"_s, u"hold began"_s}};
}

QJsonObject described(const Event::HoldEnded &event)
{
    return {{u"what"_s, u"hold ended"_s}, {u"most_ms"_s, static_cast<qint64>(event.most.count())}};
}

QJsonObject described(const Event::DeviceChanged &event)
{
    return {{u"what"_s, nameOf(event.direction)},
            {u"state"_s, nameOf(event.status.state)},
            {u"device"_s, event.status.device.name}};
}

QJsonObject described(const Event::RanDry &)
{
    return {{u"what"_s, u"playback ran dry"_s}};
}

} // namespace

Event::Kind DiagnosticEvent::kind() const
{
    return std::visit(Overloaded{[](const StateShown &) { return Kind::State; },
                                 [](const Dialled &) { return Kind::Dial; },
                                 [](const Opened &) { return Kind::Dial; },
                                 [](const Lost &) { return Kind::Loss; },
                                 [](const SessionBegan &) { return Kind::Session; },
                                 [](const HoldBegan &) { return Kind::Hold; },
                                 [](const HoldEnded &) { return Kind::Hold; },
                                 [](const DeviceChanged &) { return Kind::Sound; },
                                 [](const RanDry &) { return Kind::Sound; }},
                      what);
}

QString toIsoString(WallTime time)
{
    return utcDateTime(time).toString(Qt::ISODateWithMs);
}

QJsonObject DiagnosticEvent::toJson() const
{
    QJsonObject json = std::visit([](const auto &event) { return described(event); }, what);
    json[u"at"_s] = toIsoString(at);
    return json;
}

QString DiagnosticEvent::toReport() const
{
    QJsonObject json = std::visit([](const auto &event) { return described(event); }, what);
    QStringList parts{toIsoString(at), json.take(u"what"_s).toString()};
    for (auto it = json.begin(); it != json.end(); ++it)
        parts += u"%1=%2"_s.arg(it.key(), it.value().toVariant().toString());
    return parts.join(u"  "_s);
}

} // namespace holdline::client
