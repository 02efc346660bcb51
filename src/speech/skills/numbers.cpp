// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/numbers.h"

#include <QHash>
#include <QLocale>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

const QHash<QString, int> &smallNumbers()
{
    static const QHash<QString, int> kNumbers = {
        {u"zero"_s, 0},      {u"oh"_s, 0},       {u"one"_s, 1},        {u"two"_s, 2},
        {u"three"_s, 3},     {u"four"_s, 4},     {u"five"_s, 5},       {u"six"_s, 6},
        {u"seven"_s, 7},     {u"eight"_s, 8},    {u"nine"_s, 9},       {u"ten"_s, 10},
        {u"eleven"_s, 11},   {u"twelve"_s, 12},  {u"thirteen"_s, 13},  {u"fourteen"_s, 14},
        {u"fifteen"_s, 15},  {u"sixteen"_s, 16}, {u"seventeen"_s, 17}, {u"eighteen"_s, 18},
        {u"nineteen"_s, 19}, {u"twenty"_s, 20},  {u"thirty"_s, 30},    {u"forty"_s, 40},
        {u"fourty"_s, 40},   {u"fifty"_s, 50},   {u"sixty"_s, 60},     {u"seventy"_s, 70},
        {u"eighty"_s, 80},   {u"ninety"_s, 90}};
    return kNumbers;
}

/// Words that sound like numbers, and count as numbers where one is expected.
const QHash<QString, int> &homophones()
{
    static const QHash<QString, int> kHomophones = {{u"to"_s, 2},   {u"too"_s, 2}, {u"for"_s, 4},
                                                    {u"fore"_s, 4}, {u"ate"_s, 8}, {u"won"_s, 1},
                                                    {u"tree"_s, 3}, {u"a"_s, 1}};
    return kHomophones;
}

const QHash<QString, double> &scales()
{
    static const QHash<QString, double> kScales = {
        {u"thousand"_s, 1e3}, {u"million"_s, 1e6}, {u"billion"_s, 1e9}, {u"trillion"_s, 1e12}};
    return kScales;
}

// A number such as "nine hundred and ninety nine trillion" has fewer words. Words beyond that
// belong to the next number; so a search for numbers in a long text does not take quadratic time.
constexpr int kMostWords = 30;

/// Adds up the words of a number as they come: "two hundred (and) five thousand and one".
class NumberReader
{
public:
    NumberReader(const QStringList &words, qsizetype position)
        : m_words(words)
        , m_next(position) { }

    std::optional<double> read()
    {
        if (!readFirst())
            return std::nullopt;
        for (int words = 1; words < kMostWords && readMore(); ++words) { }
        return m_total + m_group + readFraction();
    }
    qsizetype next() const { return m_next; }

private:
    QString word(qsizetype ahead = 0) const { return m_words.value(m_next + ahead); }

    std::optional<double> plainNumber(const QString &text) const
    {
        if (const auto small = smallNumbers().constFind(text); small != smallNumbers().cend())
            return *small;
        bool ok = false;
        const double value = !text.isEmpty() && text.front().isDigit() ? text.toDouble(&ok) : 0;
        return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
    }

    bool isScale(const QString &text) const
    {
        return text == u"hundred"_s || scales().contains(text);
    }

    bool readFirst()
    {
        auto first = plainNumber(word());
        // No number begins with "oh", and with "a" only one such as "a hundred".
        if (word() == u"oh"_s || (!first && word() == u"a"_s && !isScale(word(1))))
            return false;
        if (!first && homophones().contains(word()))
            first = homophones().value(word());
        if (!first)
            return false;
        take(*first);
        return true;
    }

    bool readMore()
    {
        const QString text = word();
        if (text == u"hundred"_s) {
            m_group *= 100;
            m_last = 100;
            ++m_next;
            return true;
        }
        if (scales().contains(text)) {
            m_total += m_group * scales().value(text);
            m_group = 0;
            m_last = 1000;
            ++m_next;
            return true;
        }
        const bool joined = text == u"and"_s && m_last >= 100 && smallNumbers().contains(word(1));
        const auto value = plainNumber(word(joined ? 1 : 0));
        if (!value || !fits(*value))
            return false;
        m_next += joined ? 1 : 0;
        take(*value);
        return true;
    }

    /// True if `value` may follow the last word: "five" may follow "twenty", "hundred" or
    /// "thousand", but not "six".
    bool fits(double value) const
    {
        const bool isTens = m_last >= 20 && m_last < 100 && std::fmod(m_last, 10) == 0;
        return (m_last >= 100 && value < m_last) || (isTens && value >= 1 && value < 10);
    }

    double readFraction()
    {
        if (word() != u"point"_s || !plainNumber(word(1)))
            return 0;
        QString digits;
        for (++m_next; digits.size() < kMostWords && plainNumber(word()); ++m_next)
            digits += QString::number(*plainNumber(word()), 'f', 0);
        return (u"0."_s + digits).toDouble();
    }

    void take(double value)
    {
        m_group += value;
        m_last = value;
        ++m_next;
    }

    const QStringList &m_words;
    qsizetype m_next;
    double m_total = 0; ///< groups with their scale, for example the "205 thousand" of 205,001
    double m_group = 0; ///< the group before the next scale
    double m_last = 0; ///< value of the last word
};

QString withoutTrailingZeros(double value, int decimals)
{
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    QString text = english.toString(value, 'f', decimals);
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.')))
        text.chop(1);
    return text == u"-0"_s ? u"0"_s : text;
}

} // namespace

std::optional<double> readNumber(const QStringList &words, qsizetype &position)
{
    NumberReader reader(words, position);
    const auto value = reader.read();
    if (value)
        position = reader.next();
    return value;
}

std::optional<double> numberFrom(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty() || (homophones().contains(words.front()) && words.front() != u"a"_s))
        return std::nullopt;
    qsizetype position = 0;
    const auto value = readNumber(words, position);
    return position == words.size() ? value : std::nullopt;
}

QString spokenNumber(double value)
{
    constexpr double kLongestExact = 1e15;
    if (std::abs(value) < kLongestExact) {
        constexpr int kDecimals = 4;
        constexpr double kSmallest = 0.0001;
        const int decimals = value != 0 && std::abs(value) < kSmallest ? 9 : kDecimals;
        const QString text = withoutTrailingZeros(value, decimals);
        const double shown = QString(text).remove(u',').toDouble();
        const bool exact = std::abs(shown - value) <= std::abs(value) * 1e-9;
        return exact ? text : u"about "_s + text;
    }
    static const std::array kNames = {u"quadrillion"_s, u"quintillion"_s, u"sextillion"_s,
                                      u"septillion"_s,  u"octillion"_s,   u"nonillion"_s};
    const auto exponent = static_cast<int>(std::floor(std::log10(std::abs(value))));
    const auto name = static_cast<std::size_t>((exponent - 15) / 3);
    if (name < kNames.size())
        return u"about %1 %2"_s.arg(
            withoutTrailingZeros(value / std::pow(10, 15 + 3 * static_cast<int>(name)), 1),
            kNames[name]);
    return u"about %1 times 10 to the power of %2"_s.arg(
        withoutTrailingZeros(value / std::pow(10, exponent), 1), QString::number(exponent));
}

} // namespace holdline::speech
