// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/phrase.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <initializer_list>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

bool isWordCharacter(QChar character)
{
    return character.isLetterOrNumber() || character == u'_';
}

bool isFiller(const QString &word)
{
    static const QSet<QString> kFillers = {u"um"_s,  u"uh"_s,  u"er"_s,
                                           u"erm"_s, u"hmm"_s, u"please"_s};
    return kFillers.contains(word);
}

bool startsWithOneOf(QStringView text, std::initializer_list<QStringView> beginnings)
{
    return std::ranges::any_of(beginnings, [text](QStringView beginning) {
        return text.startsWith(beginning, Qt::CaseInsensitive);
    });
}

/// The length of the courtesy at the beginning of `text`; 0 if there is none.
qsizetype courtesyLength(QStringView text)
{
    static constexpr QStringView kCourtesies[] = {u"um",
                                                  u"uh",
                                                  u"er",
                                                  u"erm",
                                                  u"hmm",
                                                  u"ah",
                                                  u"oh",
                                                  u"hey",
                                                  u"okay",
                                                  u"ok",
                                                  u"well",
                                                  u"so",
                                                  u"and",
                                                  u"please",
                                                  u"now",
                                                  u"just",
                                                  u"hello holdline",
                                                  u"holdline",
                                                  u"can you",
                                                  u"could you",
                                                  u"would you",
                                                  u"will you",
                                                  u"i want you to",
                                                  u"i would like you to",
                                                  u"i need you to",
                                                  u"i would like to know",
                                                  u"i want to know",
                                                  u"do you know"};
    for (const QStringView courtesy : kCourtesies) {
        if (!text.startsWith(courtesy, Qt::CaseInsensitive))
            continue;
        const QStringView rest = text.sliced(courtesy.size());
        if (!rest.isEmpty() && isWordCharacter(rest.front()))
            continue;
        // "can you help" and "do you know me" are requests and not courtesies.
        if (courtesy.endsWith(u" you") && startsWithOneOf(rest, {u" hear", u" do", u" help"}))
            continue;
        if (courtesy == u"do you know"
            && !startsWithOneOf(rest, {u" what", u" how", u" who", u" when", u" where"}))
            continue;
        return courtesy.size();
    }
    return 0;
}

QStringView behindCourtesies(QStringView text)
{
    while (const qsizetype length = courtesyLength(text)) {
        text = text.sliced(length);
        while (!text.isEmpty() && (text.front().isSpace() || u",.:!"_s.contains(text.front())))
            text = text.sliced(1);
    }
    return text;
}

/// True if the comma at `at` has a digit before it and three digits after it.
bool isWithinNumber(QStringView text, qsizetype at)
{
    const auto isDigit = [text](qsizetype i) {
        return i >= 0 && i < text.size() && text[i].isDigit();
    };
    return isDigit(at - 1) && isDigit(at + 1) && isDigit(at + 2) && isDigit(at + 3);
}

/// True if the sign is between numbers or in front of one, not within a word.
bool isMinus(QStringView before, QChar next)
{
    const bool begins = before.isEmpty() || before.back().isSpace() || before.back() == u')'
        || before.back().isDigit();
    return begins && (next.isDigit() || next == u'(' || (next.isSpace() && !before.isEmpty()));
}

/// `text` in lower case, with arithmetic signs as separate words and without punctuation.
QString spaced(QStringView text)
{
    static const QString kSigns = u"+*/\u00D7\u00F7^%=()\u2212"_s;
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        if (character == u',' && isWithinNumber(text, i))
            continue;
        if (kSigns.contains(character) || (character == u'-' && isMinus(result, next)))
            result += u' ' + QString(character) + u' ';
        else if (isWordCharacter(character) || character == u'\''
                 || (character == u'.' && next.isDigit())
                 || (character == u'-' && !next.isLetter()))
            result += character;
        else
            result += u' ';
    }
    return result;
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
    QStringList words =
        spaced(text.toLower().replace(u'\u2019', u'\'')).split(u' ', Qt::SkipEmptyParts);
    words.removeIf(isFiller);
    const QString phrase = writtenOut(words.join(u' '));
    return behindCourtesies(phrase).toString().simplified();
}

QString withoutCourtesies(const QString &text)
{
    const auto isEnd = [](QChar c) { return c.isSpace() || u".!?,;"_s.contains(c); };
    const auto chopEnd = [&](QStringView said) {
        while (!said.isEmpty() && isEnd(said.back()))
            said.chop(1);
        return said;
    };
    const QString simple = text.simplified();
    QStringView plain = chopEnd(behindCourtesies(simple));
    static constexpr QStringView kPlease = u"please";
    const qsizetype before = plain.size() - kPlease.size();
    if (plain.endsWith(kPlease, Qt::CaseInsensitive)
        && (before == 0 || !isWordCharacter(plain[before - 1])))
        plain = chopEnd(plain.first(before));
    return plain.toString();
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
