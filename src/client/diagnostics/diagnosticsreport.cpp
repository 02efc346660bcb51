// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/diagnostics/diagnosticsreport.h"

#include "client/diagnostics/diagnostics.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

QJsonValue milliseconds(const std::optional<Duration> &time)
{
    return time ? QJsonValue(static_cast<qint64>(time->count())) : QJsonValue();
}

QJsonValue milliseconds(const std::optional<std::chrono::microseconds> &time)
{
    return time ? QJsonValue(static_cast<double>(time->count()) / 1000) : QJsonValue();
}

QJsonObject described(const Diagnostics::Figures &figures)
{
    return {{u"round_trip_ms"_s, milliseconds(figures.roundTrip)},
            {u"held_ms"_s, milliseconds(std::optional(figures.held))},
            {u"unplayed_ms"_s, milliseconds(std::optional(figures.unplayed))},
            {u"underruns"_s, figures.underruns}};
}

QJsonArray described(const RoundTripHistory &history)
{
    QJsonArray all;
    for (const RoundTripHistory::Sample &sample : history.samples())
        all.append(QJsonObject{{u"at"_s, toIsoString(sample.wallTime)},
                               {u"round_trip_ms"_s, milliseconds(sample.roundTrip)}});
    return all;
}

QJsonArray described(const TurnTimings &timings)
{
    QJsonArray all;
    for (const TurnTimings::Turn &turn : timings.turns())
        all.append(QJsonObject{{u"at"_s, toIsoString(turn.at)},
                               {u"typed"_s, turn.typed},
                               {u"understood_ms"_s, milliseconds(std::optional(turn.understood))},
                               {u"first_word_ms"_s, milliseconds(turn.firstWord)},
                               {u"first_sound_ms"_s, milliseconds(turn.firstSound)}});
    return all;
}

QJsonArray described(const EventLog &log)
{
    QJsonArray all;
    for (const DiagnosticEvent &event : log.events())
        all.append(event.toJson());
    return all;
}

QString line(const QJsonObject &object)
{
    QStringList parts;
    for (auto it = object.begin(); it != object.end(); ++it)
        parts += u"%1=%2"_s.arg(it.key(), it->isNull() ? u"-"_s : it->toVariant().toString());
    return parts.join(u"  "_s);
}

} // namespace

DiagnosticsReport::DiagnosticsReport(const Diagnostics &diagnostics)
    : m_json{{u"holdline"_s, QStringLiteral(HOLDLINE_VERSION)},
             {u"qt"_s, QString::fromLatin1(qVersion())},
             {u"system"_s, QSysInfo::prettyProductName()},
             {u"at"_s, toIsoString(diagnostics.clock().wallTime())},
             {u"figures"_s, described(diagnostics.figures())},
             {u"round_trips"_s, described(diagnostics.roundTrips())},
             {u"turns"_s, described(diagnostics.turns())},
             {u"events"_s, described(diagnostics.log())}}
{
    for (const DiagnosticEvent &event : diagnostics.log().events())
        m_events += event.toReport();
}

QByteArray DiagnosticsReport::toJson() const
{
    return QJsonDocument(m_json).toJson();
}

QByteArray DiagnosticsReport::toText() const
{
    QStringList lines{u"Holdline %1, Qt %2, %3, %4"_s.arg(
                          m_json[u"holdline"_s].toString(), m_json[u"qt"_s].toString(),
                          m_json[u"system"_s].toString(), m_json[u"at"_s].toString()),
                      line(m_json[u"figures"_s].toObject())};
    for (const auto &[title, key] :
         {std::pair(u"Round trips"_s, u"round_trips"_s), std::pair(u"Turns"_s, u"turns"_s)}) {
        lines += QStringList{QString(), title};
        for (const QJsonValue &value : m_json[key].toArray())
            lines += line(value.toObject());
    }
    lines += QStringList{QString(), u"Events"_s};
    return ((lines + m_events).join(u'\n') + u'\n').toUtf8();
}

QByteArray DiagnosticsReport::forFile(const QString &name) const
{
    return name.endsWith(u".json"_s, Qt::CaseInsensitive) ? toJson() : toText();
}

} // namespace holdline::client
