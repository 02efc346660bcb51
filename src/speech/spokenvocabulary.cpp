// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/spokenvocabulary.h"

namespace holdline::speech {

namespace {

constexpr SpokenSign kAbbreviations[]{
    {u"e.g.", {u"for example", nullptr}},
    {u"i.e.", {u"that is", nullptr}},
    {u"etc.", {u"et cetera", u"et cetera"}},
    {u"vs.", {u"versus", u"gegen"}},
    {u"approx.", {u"approximately", nullptr}},
    {u"Prof.", {u"Professor", u"Professor"}},
    {u"Dr.", {u"Doctor", u"Doktor"}},
    {u"Mrs.", {u"Missus", nullptr}},
    {u"Mr.", {u"Mister", nullptr}},
    {u"Ms.", {u"Miss", nullptr}},
    {u"z. B.", {nullptr, u"zum Beispiel"}},
    {u"z.B.", {nullptr, u"zum Beispiel"}},
    {u"d. h.", {nullptr, u"das heißt"}},
    {u"d.h.", {nullptr, u"das heißt"}},
    {u"u. a.", {nullptr, u"unter anderem"}},
    {u"u.a.", {nullptr, u"unter anderem"}},
    {u"usw.", {nullptr, u"und so weiter"}},
    {u"bzw.", {nullptr, u"beziehungsweise"}},
    {u"ca.", {nullptr, u"circa"}},
    {u"evtl.", {nullptr, u"eventuell"}},
    {u"ggf.", {nullptr, u"gegebenenfalls"}},
    {u"inkl.", {nullptr, u"inklusive"}},
    {u"vgl.", {nullptr, u"vergleiche"}},
    {u"Nr.", {nullptr, u"Nummer"}},
    {u"Std.", {nullptr, u"Stunden"}},
    {u"Min.", {nullptr, u"Minuten"}},
    {u"Mio.", {nullptr, u"Millionen"}},
    {u"Mrd.", {nullptr, u"Milliarden"}},
};

constexpr SpokenSign kSigns[]{
    {u"&amp;", {u"and", u"und"}},
    {u"&nbsp;", {u"", u""}},
    {u"&lt;", {u"less than", u"kleiner als"}},
    {u"&gt;", {u"greater than", u"größer als"}},
    {u"&quot;", {u"", u""}},
    {u"!=", {u"is not", u"ist nicht"}},
    {u"<=", {u"at most", u"höchstens"}},
    {u">=", {u"at least", u"mindestens"}},
    {u"->", {u",", u","}},
    {u"=>", {u",", u","}},
    {u"&", {u"and", u"und"}},
    {u"+", {u"plus", u"plus"}},
    {u"=", {u"equals", u"gleich"}},
    {u"<", {u"less than", u"kleiner als"}},
    {u">", {u"greater than", u"größer als"}},
    {u"%", {u"percent", u"Prozent"}},
    {u"#", {u"number", u"Nummer"}},
    {u"@", {u"at", u"at"}},
    {u"^", {u"to the power of", u"hoch"}},
    {u"|", {u",", u","}},
    {u"~", {u"about", u"etwa"}},
    {u"\u00A7", {u"section", u"Paragraph"}},
    {u"\u00B0", {u"degrees", u"Grad"}},
    {u"\u00B1", {u"plus or minus", u"plus minus"}},
    {u"\u00B2", {u"squared", u"Quadrat"}},
    {u"\u00B3", {u"cubed", u"hoch drei"}},
    {u"\u00B7", {u"times", u"mal"}},
    {u"\u00BD", {u"one half", u"einhalb"}},
    {u"\u00BC", {u"one quarter", u"ein Viertel"}},
    {u"\u00BE", {u"three quarters", u"drei Viertel"}},
    {u"\u00D7", {u"times", u"mal"}},
    {u"\u00F7", {u"divided by", u"geteilt durch"}},
    {u"\u2013", {u",", u","}},
    {u"\u2014", {u",", u","}},
    {u"\u2022", {u",", u","}},
    {u"\u2192", {u",", u","}},
    {u"\u2190", {u",", u","}},
    {u"\u2212", {u"minus", u"minus"}},
    {u"\u221A", {u"the square root of", u"Wurzel aus"}},
    {u"\u221E", {u"infinity", u"unendlich"}},
    {u"\u2248", {u"about", u"ungefähr"}},
    {u"\u2260", {u"is not", u"ist nicht"}},
    {u"\u2264", {u"at most", u"höchstens"}},
    {u"\u2265", {u"at least", u"mindestens"}},
    {u"\u03C0", {u"pi", u"Pi"}},
};

constexpr SpokenUnit kUnits[]{
    {u"km/h",
     {u"kilometer per hour", u"Kilometer pro Stunde"},
     {u"kilometers per hour", u"Kilometer pro Stunde"}},
    {u"m/s",
     {u"meter per second", u"Meter pro Sekunde"},
     {u"meters per second", u"Meter pro Sekunde"}},
    {u"km\u00B2",
     {u"square kilometer", u"Quadratkilometer"},
     {u"square kilometers", u"Quadratkilometer"}},
    {u"m\u00B2", {u"square meter", u"Quadratmeter"}, {u"square meters", u"Quadratmeter"}},
    {u"m\u00B3", {u"cubic meter", u"Kubikmeter"}, {u"cubic meters", u"Kubikmeter"}},
    {u"\u00B0C", {u"degree Celsius", u"Grad Celsius"}, {u"degrees Celsius", u"Grad Celsius"}},
    {u"\u00B0F",
     {u"degree Fahrenheit", u"Grad Fahrenheit"},
     {u"degrees Fahrenheit", u"Grad Fahrenheit"}},
    {u"kWh", {u"kilowatt hour", u"Kilowattstunde"}, {u"kilowatt hours", u"Kilowattstunden"}},
    {u"mph", {u"mile per hour", u"Meile pro Stunde"}, {u"miles per hour", u"Meilen pro Stunde"}},
    {u"min", {u"minute", u"Minute"}, {u"minutes", u"Minuten"}},
    {u"GHz", {u"gigahertz", u"Gigahertz"}, {u"gigahertz", u"Gigahertz"}},
    {u"MHz", {u"megahertz", u"Megahertz"}, {u"megahertz", u"Megahertz"}},
    {u"kHz", {u"kilohertz", u"Kilohertz"}, {u"kilohertz", u"Kilohertz"}},
    {u"Hz", {u"hertz", u"Hertz"}, {u"hertz", u"Hertz"}},
    {u"kg", {u"kilogram", u"Kilogramm"}, {u"kilograms", u"Kilogramm"}},
    {u"mg", {u"milligram", u"Milligramm"}, {u"milligrams", u"Milligramm"}},
    {u"km", {u"kilometer", u"Kilometer"}, {u"kilometers", u"Kilometer"}},
    {u"cm", {u"centimeter", u"Zentimeter"}, {u"centimeters", u"Zentimeter"}},
    {u"mm", {u"millimeter", u"Millimeter"}, {u"millimeters", u"Millimeter"}},
    {u"ms", {u"millisecond", u"Millisekunde"}, {u"milliseconds", u"Millisekunden"}},
    {u"ml", {u"milliliter", u"Milliliter"}, {u"milliliters", u"Milliliter"}},
    {u"TB", {u"terabyte", u"Terabyte"}, {u"terabytes", u"Terabyte"}},
    {u"GB", {u"gigabyte", u"Gigabyte"}, {u"gigabytes", u"Gigabyte"}},
    {u"MB", {u"megabyte", u"Megabyte"}, {u"megabytes", u"Megabyte"}},
    {u"kB", {u"kilobyte", u"Kilobyte"}, {u"kilobytes", u"Kilobyte"}},
    {u"KB", {u"kilobyte", u"Kilobyte"}, {u"kilobytes", u"Kilobyte"}},
    {u"ft", {u"foot", u"Fuß"}, {u"feet", u"Fuß"}},
    {u"lb", {u"pound", u"Pfund"}, {u"pounds", u"Pfund"}},
    {u"%", {u"percent", u"Prozent"}, {u"percent", u"Prozent"}},
    {u"\u00B0", {u"degree", u"Grad"}, {u"degrees", u"Grad"}},
    {u"W", {u"watt", u"Watt"}, {u"watts", u"Watt"}},
    {u"V", {u"volt", u"Volt"}, {u"volts", u"Volt"}},
    {u"g", {u"gram", u"Gramm"}, {u"grams", u"Gramm"}},
    {u"h", {u"hour", u"Stunde"}, {u"hours", u"Stunden"}},
    {u"l", {u"liter", u"Liter"}, {u"liters", u"Liter"}},
    {u"m", {u"meter", u"Meter"}, {u"meters", u"Meter"}},
    {u"s", {u"second", u"Sekunde"}, {u"seconds", u"Sekunden"}},
};

constexpr SpokenCurrency kCurrencies[]{
    {u"EUR", {u"euro", u"Euro"}, {u"euros", u"Euro"}, {u"cent", u"Cent"}, {u"cents", u"Cent"}},
    {u"USD",
     {u"dollar", u"Dollar"},
     {u"dollars", u"Dollar"},
     {u"cent", u"Cent"},
     {u"cents", u"Cent"}},
    {u"CHF",
     {u"franc", u"Franken"},
     {u"francs", u"Franken"},
     {u"centime", u"Rappen"},
     {u"centimes", u"Rappen"}},
    {u"\u20AC", {u"euro", u"Euro"}, {u"euros", u"Euro"}, {u"cent", u"Cent"}, {u"cents", u"Cent"}},
    {u"$",
     {u"dollar", u"Dollar"},
     {u"dollars", u"Dollar"},
     {u"cent", u"Cent"},
     {u"cents", u"Cent"}},
    {u"\u00A3",
     {u"pound", u"Pfund"},
     {u"pounds", u"Pfund"},
     {u"penny", u"Penny"},
     {u"pence", u"Pence"}},
    {u"\u00A5", {u"yen", u"Yen"}, {u"yen", u"Yen"}, {u"sen", u"Sen"}, {u"sen", u"Sen"}},
};

constexpr SpokenWord kMonths[]{
    {u"January", u"Januar"},  {u"February", u"Februar"},  {u"March", u"März"},
    {u"April", u"April"},     {u"May", u"Mai"},           {u"June", u"Juni"},
    {u"July", u"Juli"},       {u"August", u"August"},     {u"September", u"September"},
    {u"October", u"Oktober"}, {u"November", u"November"}, {u"December", u"Dezember"},
};

} // namespace

std::span<const SpokenSign> spokenAbbreviations()
{
    return kAbbreviations;
}

std::span<const SpokenSign> spokenSigns()
{
    return kSigns;
}

std::span<const SpokenUnit> spokenUnits()
{
    return kUnits;
}

std::span<const SpokenCurrency> spokenCurrencies()
{
    return kCurrencies;
}

QString spokenMonth(int month, TextLanguage language)
{
    return kMonths[month - 1].in(language);
}

} // namespace holdline::speech
