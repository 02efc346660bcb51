// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exponentialbackoff.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace holdline {

namespace {

constexpr Duration kLongestWait = std::chrono::hours(1);
constexpr double kLargestFactor = 100.0;

/// "250ms", "1.5s" or a bare number of seconds.
std::optional<Duration> parseDuration(const QString &text)
{
    static const QRegularExpression pattern(u"^(\\d+(?:\\.\\d+)?)(ms|s)?$"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const double scale = match.captured(2) == u"ms" ? 1.0 : 1000.0;
    const double milliseconds = match.captured(1).toDouble() * scale;
    if (milliseconds > static_cast<double>(kLongestWait.count()))
        return std::nullopt;
    return Duration(std::llround(milliseconds));
}

QString setPart(BackoffPolicy &policy, const QString &key, const QString &value)
{
    const auto duration = parseDuration(value);
    bool isNumber = false;
    if (key == u"initial" || key == u"max" || key == u"jitter") {
        if (!duration)
            return u"\"%1\" is not a duration for \"%2\" (for example 250ms or 2s, at most 1 h)"_s
                .arg(value, key);
        (key == u"initial"   ? policy.initial
             : key == u"max" ? policy.maximum
                             : policy.jitter) = *duration;
    } else if (key == u"factor") {
        policy.factor = value.toDouble(&isNumber);
        if (!isNumber || !(policy.factor >= 1.0 && policy.factor <= kLargestFactor))
            return u"\"factor\" must be a number from 1 to 100, not \"%1\""_s.arg(value);
    } else if (key == u"attempts") {
        const int attempts = value.toInt(&isNumber);
        if (value == u"unlimited")
            policy.attempts.reset();
        else if (isNumber && attempts > 0)
            policy.attempts = attempts;
        else
            return u"\"attempts\" must be a positive number or \"unlimited\", not \"%1\""_s.arg(
                value);
    } else {
        return u"\"%1\" is not known (initial, factor, max, attempts, jitter)"_s.arg(key);
    }
    return {};
}

} // namespace

BackoffPolicy BackoffPolicy::standard()
{
    return {};
}

BackoffPolicy BackoffPolicy::persistent()
{
    return {.maximum = std::chrono::seconds(16), .attempts = 5};
}

BackoffPolicy BackoffPolicy::alwaysOn()
{
    return {.initial = std::chrono::seconds(2),
            .maximum = std::chrono::seconds(60),
            .attempts = std::nullopt,
            .jitter = std::chrono::seconds(1)};
}

Result<BackoffPolicy, QString> BackoffPolicy::parse(const QString &text)
{
    if (text == u"standard")
        return standard();
    if (text == u"persistent")
        return persistent();
    if (text == u"always-on")
        return alwaysOn();

    BackoffPolicy policy;
    for (const QString &part : text.split(u',')) {
        const qsizetype equals = part.indexOf(u'=');
        if (equals < 0)
            return Failure{
                u"\"%1\" is neither a preset (standard, persistent, always-on) nor key=value"_s.arg(
                    part)};
        const QString complaint =
            setPart(policy, part.left(equals).trimmed(), part.mid(equals + 1).trimmed());
        if (!complaint.isEmpty())
            return Failure{complaint};
    }
    if (policy.maximum < policy.initial)
        return Failure{u"\"max\" is shorter than \"initial\""_s};
    return policy;
}

QString BackoffPolicy::toString() const
{
    return u"initial=%1ms,factor=%2,max=%3ms,attempts=%4,jitter=%5ms"_s.arg(initial.count())
        .arg(QString::number(factor, 'g', QLocale::FloatingPointShortest))
        .arg(maximum.count())
        .arg(attempts ? QString::number(*attempts) : u"unlimited"_s)
        .arg(jitter.count());
}

ExponentialBackoff::ExponentialBackoff(BackoffPolicy policy, quint32 jitterSeed)
    : m_policy(policy)
    , m_random(jitterSeed)
{
}

std::optional<Duration> ExponentialBackoff::next()
{
    if (m_policy.attempts && m_attempt >= *m_policy.attempts)
        return std::nullopt;
    const double ceiling = static_cast<double>(m_policy.maximum.count());
    const double wait = std::min(ceiling,
                                 static_cast<double>(m_policy.initial.count())
                                     * std::pow(m_policy.factor, m_attempt));
    ++m_attempt;
    const double jitter = m_random.generateDouble() * static_cast<double>(m_policy.jitter.count());
    return Duration(std::llround(wait + jitter));
}

} // namespace holdline
