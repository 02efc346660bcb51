// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/spokennumber.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::speech {

std::optional<NumberText> NumberText::at(QStringView text, TextLanguage language)
{
    constexpr qsizetype kLongestNumber = 64;
    static const QRegularExpression kEnglish(
        uR"(^(\d{1,3}(?:,\d{3})+|\d{1,30})(?:\.(\d{1,30}))?(?![\d]))"_s);
    static const QRegularExpression kGerman(
        uR"(^(\d{1,3}(?:\.\d{3})+|\d{1,30})(?:,(\d{1,30}))?(?![\d]))"_s);
    const auto match = (language == TextLanguage::German ? kGerman : kEnglish)
                           .match(text.first(std::min(text.size(), kLongestNumber)).toString());
    if (!match.hasMatch())
        return std::nullopt;
    QString whole = match.captured(1);
    whole.remove(language == TextLanguage::German ? u'.' : u',');
    return NumberText{.length = match.capturedLength(),
                      .whole = whole,
                      .fraction = match.captured(2),
                      .language = language};
}

QString NumberText::spoken() const
{
    if (fraction.isEmpty())
        return whole;
    QString words = whole + SpokenWord{u" point", u" Komma"}.in(language);
    for (const QChar digit : fraction)
        words += u' ' + QString(digit);
    return words;
}

QString NumberText::money(const SpokenCurrency &currency) const
{
    if (!fraction.isEmpty() && fraction.size() != 2)
        return spoken() + u' ' + currency.many.in(language);
    const int cents = fraction.toInt();
    const QString units =
        whole + u' ' + (whole == u"1" ? currency.one : currency.many).in(language);
    if (cents == 0)
        return units;
    const QString coins =
        u"%1 %2"_s.arg(cents).arg((cents == 1 ? currency.cent : currency.cents).in(language));
    if (whole == u"0")
        return coins;
    if (language == TextLanguage::German)
        return u"%1 %2"_s.arg(units).arg(cents);
    return u"%1 and %2"_s.arg(units, coins);
}

} // namespace holdline::speech
