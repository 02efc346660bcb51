// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/phrase.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

const QString &courtesies()
{
    static const QString kPattern =
        uR"(^(?:(?:um|uh|er|erm|hmm|ah|oh|hey|okay|ok|well|so|and|please|now|just|)"
        uR"(hello holdline|hey holdline|holdline|(?:can|could|would|will) you(?! hear| do| help)|)"
        uR"(i (?:want|would like|need) you to|i would like to know|i want to know|)"
        uR"(do you know(?= what| how| who| when| where))\b[\s,.:!]*)+)"_s;
    return kPattern;
}

QString writtenOut(const QString &text)
{
    static const QHash<QString, QString> kContractions = {
        {u"what's"_s, u"what is"_s},   {u"whats"_s, u"what is"_s},      {u"who's"_s, u"who is"_s},
        {u"where's"_s, u"where is"_s}, {u"when's"_s, u"when is"_s},     {u"how's"_s, u"how is"_s},
        {u"it's"_s, u"it is"_s},       {u"i'd"_s, u"i would"_s},        {u"i'm"_s, u"i am"_s},
        {u"today's"_s, u"today"_s},    {u"tomorrow's"_s, u"tomorrow"_s}};
    QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (QString &word : words)
        word = kContractions.value(word, word);
    return words.join(u' ');
}

} // namespace

QString normalized(const QString &text)
{
    static const QRegularExpression kPointInNumber(uR"((?<=\d),(?=\d{3}))"_s);
    static const QRegularExpression kSign(
        uR"(([+*/×÷^%=()−]|(?<=[\d)\s])-(?=[\d(\s]))|^-(?=\d))"_s);
    static const QRegularExpression kPunctuation(
        uR"([^\w\s'.+*/×÷^%=()−-]|\.(?!\d)|(?<=\w)-(?=[a-z]))"_s);
    static const QRegularExpression kFiller(uR"(\b(um|uh|er|erm|hmm|please)\b)"_s);
    static const QRegularExpression kCourtesies(courtesies());
    QString phrase = text.toLower();
    phrase.replace(u'\u2019', u'\'');
    phrase.remove(kPointInNumber);
    phrase.replace(kPunctuation, u" "_s);
    phrase.replace(kSign, uR"( \1 )"_s);
    phrase.remove(kFiller);
    phrase = writtenOut(phrase.simplified());
    phrase.remove(kCourtesies);
    return phrase.simplified();
}

QString withoutCourtesies(const QString &text)
{
    static const QRegularExpression kCourtesies(courtesies(),
                                                QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kEnd(uR"([\s.!?,;]*(\bplease\b)?[\s.!?,;]*$)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    QString plain = text.simplified();
    plain.remove(kCourtesies);
    plain.remove(kEnd);
    return plain;
}

QRegularExpressionMatch matchAll(const QString &pattern, const QString &phrase)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                              QRegularExpression::CaseInsensitiveOption)
        .match(phrase);
}

QString asSentence(const QString &text)
{
    QString sentence = text.simplified();
    if (sentence.isEmpty())
        return sentence;
    sentence[0] = sentence[0].toUpper();
    if (!QStringView(u".!?\u2026\"").contains(sentence.back()))
        sentence += u'.';
    return sentence;
}

QString turnedAround(const QString &text)
{
    static const QHash<QString, QString> kOther = {
        {u"my"_s, u"your"_s}, {u"your"_s, u"my"_s},     {u"mine"_s, u"yours"_s},
        {u"i"_s, u"you"_s},   {u"me"_s, u"you"_s},      {u"myself"_s, u"yourself"_s},
        {u"am"_s, u"are"_s},  {u"i'm"_s, u"you are"_s}, {u"our"_s, u"your"_s}};
    QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (QString &word : words)
        word = kOther.value(word.toLower(), word);
    return words.join(u' ');
}

} // namespace holdline::speech
