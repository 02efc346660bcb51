// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/utcdatetime.h"
#include "speech/skills/pattern.h"
#include "speech/skills/phrase.h"
#include "speech/skills/skill.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

QDateTime localTime(const Prompt &prompt)
{
    return utcDateTime(prompt.now).toOffsetFromUtc(prompt.utcOffsetSeconds);
}

QString partOfDay(int hour)
{
    if (hour < 12)
        return u"in the morning"_s;
    return hour < 18 ? u"in the afternoon"_s : u"in the evening"_s;
}

QString spokenTime(QTime time)
{
    if (time.minute() == 0 && time.hour() % 12 == 0)
        return time.hour() == 0 ? u"midnight"_s : u"noon"_s;
    const int hour = (time.hour() + 11) % 12 + 1;
    const QString clock = time.minute() == 0
        ? u"%1 o'clock"_s.arg(hour)
        : u"%1:%2"_s.arg(hour).arg(time.minute(), 2, 10, QChar(u'0'));
    return clock + u' ' + partOfDay(time.hour());
}

QString spokenDate(QDate date)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(date, u"dddd, MMMM d, yyyy"_s);
}

struct Day
{
    QString name;
    int offset; ///< from today
};

Day dayMeant(const QString &phrase)
{
    if (phrase.contains(u"day after tomorrow"_s))
        return {u"The day after tomorrow is"_s, 2};
    if (phrase.contains(u"tomorrow"_s))
        return {u"Tomorrow is"_s, 1};
    if (phrase.contains(u"yesterday"_s))
        return {u"Yesterday was"_s, -1};
    return {u"Today is"_s, 0};
}

bool asksForTime(const QString &phrase)
{
    static const Pattern kTime(
        u"(what|which|what is the|the|tell me the|tell me what|what is|have you got the|"
        "do you have the|know the|current)? ?(current )?time"
        "( is it| it is| do you have| have you got| now| right now| please)*|"
        "(how late|what hour) is it( now)?");
    return kTime.matches(phrase);
}

bool asksForDate(const QString &phrase)
{
    static const QString kDay = u"(today|tomorrow|yesterday|the day after tomorrow)"_s;
    static const Pattern kDate(
        u"(what|which)( is)?( the)? ?%1? ?(day|date|weekday)( of the week)?"
        "( is| was| will| do we have)*( it| be| a)*( today|tomorrow|yesterday| %1)?( now)?|"
        "(tell me )?(what is )?(the |today |tomorrow )?(day|date)( today| tomorrow)?|"
        "what is %1"_s.arg(kDay));
    return kDate.matches(phrase);
}

bool asksForYear(const QString &phrase)
{
    static const Pattern kYear(u"(what|which)( is the)?( current)? year( is it)?( now)?");
    return kYear.matches(phrase);
}

bool asksForMonth(const QString &phrase)
{
    static const Pattern kMonth(u"(what|which)( is the)?( current)? month( is it)?( now)?");
    return kMonth.matches(phrase);
}

} // namespace

std::optional<SkillAnswer> clock(const Prompt &prompt)
{
    const QString phrase = normalized(prompt.text);
    const QDateTime now = localTime(prompt);
    if (asksForTime(phrase))
        return SkillAnswer{u"It is %1."_s.arg(spokenTime(now.time()))};
    if (asksForYear(phrase))
        return SkillAnswer{u"It is the year %1."_s.arg(now.date().year())};
    if (asksForMonth(phrase))
        return SkillAnswer{
            u"It is %1."_s.arg(QLocale(QLocale::English).monthName(now.date().month()))};
    if (asksForDate(phrase)) {
        const Day day = dayMeant(phrase);
        return SkillAnswer{u"%1 %2."_s.arg(day.name, spokenDate(now.date().addDays(day.offset)))};
    }
    return std::nullopt;
}

} // namespace holdline::speech
