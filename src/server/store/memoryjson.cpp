// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/memoryjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace holdline::server {

QString memoryToJson(const speech::Memory &memory)
{
    QJsonObject facts;
    for (auto it = memory.facts.begin(); it != memory.facts.end(); ++it)
        facts.insert(it.key(), it.value());
    QJsonArray reminders;
    for (const speech::Reminder &reminder : memory.reminders) {
        const qint64 due = reminder.due.time_since_epoch().count();
        reminders.append(QJsonObject{{u"text"_s, reminder.text}, {u"due"_s, due}});
    }
    const QJsonObject all{{u"facts"_s, facts}, {u"reminders"_s, reminders}};
    return QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact));
}

speech::Memory memoryFromJson(const QString &json)
{
    speech::Memory memory;
    const QJsonObject all = QJsonDocument::fromJson(json.toUtf8()).object();
    const QJsonObject facts = all[u"facts"].toObject();
    for (auto it = facts.begin(); it != facts.end(); ++it)
        memory.facts.insert(it.key(), it.value().toString());
    for (const QJsonValue reminder : all[u"reminders"].toArray())
        memory.reminders.append(
            {.text = reminder[u"text"].toString(),
             .due = WallTime(std::chrono::milliseconds(reminder[u"due"].toInteger()))});
    return memory;
}

} // namespace holdline::server
