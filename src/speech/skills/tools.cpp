// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/tools.h"

#include "core/utcdatetime.h"
#include "speech/skills/facts.h"
#include "speech/skills/phrase.h"
#include "speech/skills/reminders.h"
#include "speech/skills/spokenduration.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::speech {

namespace {

QString error(const QString &sentence)
{
    return u"Error: "_s + sentence;
}

QDateTime localNow(const Prompt &prompt)
{
    return utcDateTime(prompt.now).toOffsetFromUtc(prompt.utcOffsetSeconds);
}

/// A parameter of a tool in its JSON schema.
struct Parameter
{
    QString name;
    QString type;
    QString description;
    bool required = false;
};

QJsonObject schema(const QList<Parameter> &parameters = {})
{
    QJsonObject properties;
    QStringList required;
    for (const Parameter &parameter : parameters) {
        properties[parameter.name] =
            QJsonObject{{u"type"_s, parameter.type}, {u"description"_s, parameter.description}};
        if (parameter.required)
            required += parameter.name;
    }
    return {{u"type"_s, u"object"_s},
            {u"properties"_s, properties},
            {u"required"_s, QJsonArray::fromStringList(required)}};
}

SkillAnswer tellTime(const QJsonObject & /*arguments*/, const Prompt &prompt)
{
    return {QLocale::c().toString(localNow(prompt), u"dddd, d MMMM yyyy, HH:mm:ss"_s)};
}

SkillAnswer evaluate(const QJsonObject &arguments, const Prompt & /*prompt*/)
{
    const auto answer = arithmetic({.text = arguments["expression"_L1].toString()});
    return answer.value_or(
        SkillAnswer{error(u"this cannot be calculated. Use numbers, + - * / ^ and brackets."_s)});
}

/// The time from now until the user's clock shows `time` next; nullopt if it is no time.
std::optional<Duration> until(const QString &time, const Prompt &prompt)
{
    const QTime at = QTime::fromString(time, u"H:mm"_s);
    if (!at.isValid())
        return std::nullopt;
    const Duration wait(localNow(prompt).time().msecsTo(at));
    return wait > Duration(0) ? wait : wait + 24h;
}

std::optional<Duration> waitIn(const QJsonObject &arguments, const Prompt &prompt)
{
    if (const QString at = arguments["at"_L1].toString(); !at.isEmpty())
        return until(at, prompt);
    // Small models write numbers as text.
    const double seconds = arguments["seconds"_L1].toVariant().toDouble();
    constexpr double kLongest = std::chrono::seconds(24h).count();
    if (!(seconds >= 1 && seconds <= kLongest))
        return std::nullopt;
    return std::chrono::seconds(std::lround(seconds));
}

SkillAnswer remindLater(const QJsonObject &arguments, const Prompt &prompt)
{
    const auto wait = waitIn(arguments, prompt);
    if (!wait)
        return {error(u"give seconds from 1 to 86400, or at as HH:MM."_s)};
    const QString sentence = arguments["sentence"_L1].toString().simplified();
    return setReminder(prompt, *wait, u"It is set and due in %1."_s.arg(spokenDuration(*wait)),
                       sentence.isEmpty() ? endOfTimer(*wait) : asSentence(sentence));
}

SkillAnswer listReminders(const QJsonObject & /*arguments*/, const Prompt &prompt)
{
    QList<Reminder> reminders = prompt.memory.reminders;
    std::ranges::sort(reminders, {}, &Reminder::due);
    QStringList lines;
    for (const Reminder &reminder : std::as_const(reminders))
        lines += u"In %1: %2"_s.arg(spokenDuration(reminder.due - prompt.now), reminder.text);
    return {lines.isEmpty() ? u"None is set."_s : lines.join(u'\n')};
}

SkillAnswer cancelAll(const QJsonObject & /*arguments*/, const Prompt &prompt)
{
    return cancelReminders(prompt);
}

SkillAnswer keep(const QJsonObject &arguments, const Prompt &prompt)
{
    const QString subject = normalized(arguments["subject"_L1].toString());
    if (subject.isEmpty())
        return {error(u"give a subject."_s)};
    return rememberFact(prompt, subject, arguments["value"_L1].toVariant().toString().simplified());
}

SkillAnswer drop(const QJsonObject &arguments, const Prompt &prompt)
{
    const QString subject = normalized(arguments["subject"_L1].toString());
    return subject == u"everything"_s ? forgetAllFacts(prompt) : forgetFact(prompt, subject);
}

} // namespace

std::span<const Tool> tools()
{
    static const Tool kTools[] = {
        {u"tell_time"_s, u"Returns the date and the time of the user's clock."_s, schema(),
         tellTime},
        {u"calculate"_s, u"Calculates exactly."_s,
         schema({{u"expression"_s, u"string"_s, u"For example (12.5 + 3) * 4"_s, true}}), evaluate},
        {u"set_reminder"_s,
         u"Sets a timer, an alarm or a reminder: when it is due, the sentence is spoken to the "
         "user. Without this call nothing is set."_s,
         schema({{u"seconds"_s, u"integer"_s, u"How long to wait, at most 86400"_s},
                 {u"at"_s, u"string"_s, u"Instead of seconds: the time of day as HH:MM"_s},
                 {u"sentence"_s, u"string"_s,
                  u"What to say then, a whole sentence in the language of the user"_s}}),
         remindLater},
        {u"list_reminders"_s, u"Lists the timers, alarms and reminders that are set."_s, schema(),
         listReminders},
        {u"cancel_reminders"_s, u"Cancels all timers, alarms and reminders."_s, schema(),
         cancelAll},
        {u"remember"_s, u"Remembers a fact that the user asks to remember."_s,
         schema({{u"subject"_s, u"string"_s,
                  u"What it is about, in the user's words, such as my locker number"_s, true},
                 {u"value"_s, u"string"_s, u"Such as 42"_s}}),
         keep},
        {u"forget"_s, u"Forgets a fact that was remembered."_s,
         schema({{u"subject"_s, u"string"_s, u"As it was remembered, or everything"_s, true}}),
         drop},
    };
    return kTools;
}

SkillAnswer callTool(const QString &name, const QString &arguments, const Prompt &prompt)
{
    const auto tool = std::ranges::find(tools(), name, &Tool::name);
    if (tool == tools().end()) {
        QStringList names;
        for (const Tool &known : tools())
            names += known.name;
        return {error(u"there is no such tool. There are %1."_s.arg(names.join(u", "_s)))};
    }
    const auto json = QJsonDocument::fromJson(arguments.toUtf8());
    if (!json.isObject() && !arguments.trimmed().isEmpty())
        return {error(u"the arguments are not a JSON object."_s)};
    return tool->run(json.object(), prompt);
}

} // namespace holdline::speech
