// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logline.h"

#include "core/utcdatetime.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace holdline {

namespace {

QString levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return u"debug"_s;
    case QtInfoMsg:
        return u"info"_s;
    case QtWarningMsg:
        return u"warning"_s;
    case QtCriticalMsg:
        return u"critical"_s;
    case QtFatalMsg:
        break;
    }
    return u"fatal"_s;
}

QJsonObject sessionFields(const QString &message)
{
    // Not static, because a message may be logged while static objects are being destroyed.
    const QRegularExpression event(u"^session ([0-9a-f]{8}) (.+?)((?: [a-z_]+=[^ =]+)*)$"_s);
    const auto match = event.match(message);
    if (!match.hasMatch())
        return {};
    QJsonObject fields{{u"session"_s, match.captured(1)}, {u"event"_s, match.captured(2)}};
    const QStringList facts = match.captured(3).split(u' ', Qt::SkipEmptyParts);
    for (const QString &fact : facts) {
        const QString value = fact.section(u'=', 1);
        bool isNumber = false;
        const qint64 number = value.toLongLong(&isNumber);
        fields.insert(fact.section(u'=', 0, 0), isNumber ? QJsonValue(number) : QJsonValue(value));
    }
    return fields;
}

} // namespace

QByteArray jsonLogLine(QtMsgType type, const char *category, const QString &message, WallTime time)
{
    QJsonObject line = sessionFields(message);
    line.insert(u"time"_s, utcDateTime(time).toString(Qt::ISODateWithMs));
    line.insert(u"level"_s, levelName(type));
    line.insert(u"category"_s, QString::fromUtf8(category));
    line.insert(u"message"_s, message);
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

} // namespace holdline
