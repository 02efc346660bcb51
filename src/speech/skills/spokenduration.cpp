// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/spokenduration.h"

#include "speech/skills/numbers.h"

#include <QHash>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::speech {

namespace {

std::optional<Duration> unitFrom(const QString &word)
{
    static const QHash<QString, Duration> kUnits = {
        {u"s"_s, 1s},        {u"sec"_s, 1s},       {u"secs"_s, 1s},  {u"second"_s, 1s},
        {u"seconds"_s, 1s},  {u"m"_s, 1min},       {u"min"_s, 1min}, {u"mins"_s, 1min},
        {u"minute"_s, 1min}, {u"minutes"_s, 1min}, {u"h"_s, 1h},     {u"hr"_s, 1h},
        {u"hrs"_s, 1h},      {u"hour"_s, 1h},      {u"hours"_s, 1h}, {u"day"_s, 24h},
        {u"days"_s, 24h}};
    const auto unit = kUnits.constFind(word);
    return unit == kUnits.cend() ? std::nullopt : std::optional(*unit);
}

Duration scaled(Duration unit, double count)
{
    // Far above every limit, and far from an overflow.
    constexpr double kMost = 1e12;
    return Duration(std::llround(std::min(count * static_cast<double>(unit.count()), kMost)));
}

/// For example "90s": number and unit in one word.
std::optional<Duration> durationInOneWord(QStringView word)
{
    constexpr qsizetype kLongest = 20;
    const auto isOfNumber = [](QChar c) { return c.isDigit() || c == u'.'; };
    const auto behind = std::ranges::find_if_not(word, isOfNumber) - word.begin();
    if (word.size() > kLongest || behind == 0 || !word.front().isDigit())
        return std::nullopt;
    bool isNumber = false;
    const double count = word.first(behind).toDouble(&isNumber);
    const auto unit = unitFrom(word.sliced(behind).toString());
    return isNumber && unit ? std::optional(scaled(*unit, count)) : std::nullopt;
}

class DurationReader
{
public:
    DurationReader(const QStringList &words, qsizetype position) : m_words(words), m_next(position)
    {
    }

    std::optional<Duration> read()
    {
        auto total = readPart();
        while (total) {
            const qsizetype before = m_next;
            take(u"and");
            const auto more = readPart();
            if (!more) {
                m_next = before;
                break;
            }
            *total += *more;
        }
        return total;
    }
    qsizetype next() const { return m_next; }

private:
    bool take(QStringView text)
    {
        const auto parts = text.split(u' ');
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (m_words.value(m_next + i) != parts[i])
                return false;
        }
        m_next += parts.size();
        return true;
    }

    std::optional<Duration> readPart()
    {
        if (const auto together = durationInOneWord(m_words.value(m_next))) {
            ++m_next;
            return together;
        }
        const qsizetype before = m_next;
        const auto count = readCount();
        const auto unit = count ? unitFrom(m_words.value(m_next)) : std::nullopt;
        if (!unit) {
            m_next = before;
            return std::nullopt;
        }
        ++m_next;
        return scaled(*unit, *count + (take(u"and a half") ? 0.5 : 0));
    }

    /// The number before the next unit.
    std::optional<double> readCount()
    {
        if (take(u"half an") || take(u"half a"))
            return 0.5;
        if (take(u"a quarter of an") || take(u"quarter of an"))
            return 0.25;
        if (take(u"three quarters of an"))
            return 0.75;
        if (take(u"a couple of"))
            return 2;
        if (unitFrom(m_words.value(m_next + 1)) && (take(u"a") || take(u"an")))
            return 1;
        const auto number = readNumber(m_words, m_next);
        if (!number)
            return std::nullopt;
        return *number + (take(u"and a half") ? 0.5 : 0);
    }

    const QStringList &m_words;
    qsizetype m_next;
};

} // namespace

std::optional<FoundDuration> findDuration(const QStringList &words)
{
    for (qsizetype from = 0; from < words.size(); ++from) {
        DurationReader reader(words, from);
        if (const auto duration = reader.read())
            return FoundDuration{*duration, from, reader.next()};
    }
    return std::nullopt;
}

QString spokenDuration(Duration duration)
{
    auto seconds = std::max(std::chrono::round<std::chrono::seconds>(duration), 1s).count();
    struct Unit
    {
        std::int64_t length;
        QString name;
    };
    QStringList parts;
    for (const Unit &unit : {Unit{3600, u"hour"_s}, Unit{60, u"minute"_s}, Unit{1, u"second"_s}}) {
        const auto count = seconds / unit.length;
        seconds %= unit.length;
        if (count > 0)
            parts +=
                u"%1 %2%3"_s.arg(QString::number(count), unit.name, count == 1 ? u""_s : u"s"_s);
    }
    const QString last = parts.takeLast();
    return parts.isEmpty() ? last : parts.join(u", "_s) + u" and "_s + last;
}

} // namespace holdline::speech
