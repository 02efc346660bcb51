// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/timeofday.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

QTime localTime(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).time();
}

/// The short format of the locale without seconds, which only a few locales have there.
QString formatWithoutSeconds()
{
    static const QRegularExpression seconds(u"[:.]ss"_s);
    return QLocale().timeFormat(QLocale::ShortFormat).remove(seconds);
}

QString formatWithSeconds()
{
    static const QRegularExpression minutes(u"([:.])mm"_s);
    return formatWithoutSeconds().replace(minutes, u"\\1mm\\1ss"_s);
}

} // namespace

QString timeOfDay(QTime time)
{
    return QLocale().toString(time, formatWithoutSeconds());
}

QString timeOfDay(WallTime time)
{
    return timeOfDay(localTime(time));
}

QString timeOfDayWithSeconds(WallTime time)
{
    return QLocale().toString(localTime(time), formatWithSeconds());
}

QString widestTimeOfDay()
{
    // Ten in the evening has two digits on both kinds of clock: "22" or "10 PM".
    return QLocale().toString(QTime(22, 0), formatWithSeconds());
}

} // namespace holdline::client
