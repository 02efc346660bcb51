// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/phrasebook.h"

#include <QHash>

#include <array>
#include <random>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

// [one|or another], where `_` is a space within one choice. A name in capitals stands for a list.
constexpr const char *kPhrases[] = {
    // clock
    "what time is it",
    "what is the time",
    "[|please] tell me the time",
    "tell me what time it is",
    "do you know what time it is",
    "what [day|date] is it [|today]",
    "what is [the_date|today's_date] [|today]",
    "what [day|date] is [today|tomorrow|the_day_after_tomorrow]",
    "what day was yesterday",
    "what day of the week is it",
    "what [year|month] is it",
    // arithmetic
    "what is NUMBER OPERATION NUMBER",
    "what is NUMBER OPERATION NUMBER",
    "what is NUMBER OPERATION NUMBER",
    "what is NUMBER OPERATION NUMBER OPERATION NUMBER",
    "how much is NUMBER OPERATION NUMBER",
    "calculate NUMBER OPERATION NUMBER",
    "NUMBER OPERATION NUMBER",
    "what is the square root of NUMBER",
    "what is NUMBER squared",
    "what is NUMBER to the power of NUMBER",
    // timer
    "[set|start] a timer for DURATION [|please]",
    "[set|start] a timer for DURATION",
    "set [a|an] [timer|alarm|countdown] for DURATION",
    "cancel [the|my] [timer|alarm|reminder]",
    "cancel all [timers|reminders]",
    "stop the [timer|alarm]",
    "how [much_time|many_minutes|many_seconds] [is|are] left",
    "how long is left on the timer",
    "remind me in DURATION",
    "remind me in DURATION to THING",
    "remind me to THING in DURATION",
    // memory
    "remember that my FACT is",
    "remember that my [locker|phone|room|seat|house] number is NUMBER",
    "remember that [i|the|we]",
    "what is my FACT",
    "what are my [keys|numbers|plans]",
    "[where|when|who] is my FACT",
    "what do you [remember|know_about_me]",
    "what did i tell you to remember",
    "forget my FACT",
    "forget everything",
    // what was said
    "what did i say [|before|earlier|just_now|first|last]",
    "what did i [just|] [say|ask|ask_you|tell_you]",
    "what did you [just|] say",
    "what was my [first|last|previous] [question|sentence|message]",
    "[say|repeat] that [|again|once_more]",
    "once more",
    "repeat after me",
    "repeat after me the line is back",
    "say [hello|goodbye]",
    // spelling
    "spell the word",
    "how do you spell [|the_word]",
    // help and small talk
    "[|can_you] help me",
    "what can you do [|for_me]",
    "what can i [say|ask_you]",
    "how does this work",
    "[hello|hi] [|there]",
    "good [morning|afternoon|evening|day|night]",
    "thank you [|very_much]",
    "thanks [|a_lot]",
    "what is your name",
    "who are you",
    "what are you",
    "how are you [|today|doing]",
    "can you hear me [|now]",
    "are you [|still] there",
    "testing one two three",
    "[goodbye|see_you_later]",
};

/// Choices that do not depend on the standard library.
class Dice
{
public:
    std::size_t upTo(std::size_t count) { return m_engine() % count; }
    template <typename List>
    QString oneOf(const List &list)
    {
        return QString::fromLatin1(list[upTo(std::size(list))]);
    }

private:
    std::minstd_rand m_engine{1};
};

QString number(Dice &dice)
{
    static constexpr const char *kSmall[] = {
        "one",     "two",     "three",     "four",     "five",    "six",      "seven",
        "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static constexpr const char *kTens[] = {"twenty", "thirty",  "forty",  "fifty",
                                            "sixty",  "seventy", "eighty", "ninety"};
    static constexpr const char *kUnits[] = {"one", "two",   "three", "four", "five",
                                             "six", "seven", "eight", "nine"};
    switch (dice.upTo(20)) {
    case 0:
        return u"zero"_s;
    case 1:
        return dice.oneOf(kUnits) + u" hundred"_s;
    case 2:
        return dice.oneOf(kUnits) + u" hundred and "_s + dice.oneOf(kSmall);
    case 3:
    case 4:
    case 5:
        return dice.oneOf(kTens);
    case 6:
    case 7:
    case 8:
        return dice.oneOf(kTens) + u' ' + dice.oneOf(kUnits);
    default:
        return dice.oneOf(kSmall);
    }
}

QString duration(Dice &dice)
{
    static constexpr const char *kShort[] = {"one second", "one minute",   "a minute",
                                             "an hour",    "half an hour", "one hour"};
    static constexpr const char *kUnits[] = {" seconds", " minutes", " hours"};
    return dice.upTo(6) == 0 ? dice.oneOf(kShort) : number(dice) + dice.oneOf(kUnits);
}

QString replacement(const QString &word, Dice &dice)
{
    static constexpr const char *kOperations[] = {
        "plus", "plus", "minus", "times", "times", "divided by", "percent of", "multiplied by"};
    static constexpr const char *kFacts[] = {
        "name",        "favorite color", "locker number", "phone number", "birthday", "seat",
        "room number", "password",       "dog",           "cat",          "car",      "address"};
    static constexpr const char *kThings[] = {"call",
                                              "call my mother",
                                              "buy",
                                              "buy milk",
                                              "take out the trash",
                                              "feed the cat",
                                              "feed the dog",
                                              "water the plants",
                                              "go to bed",
                                              "check the oven",
                                              "turn off the",
                                              "take my medicine",
                                              "leave",
                                              "start",
                                              "drink some water"};
    if (word == u"NUMBER"_s)
        return number(dice);
    if (word == u"DURATION"_s)
        return duration(dice);
    if (word == u"OPERATION"_s)
        return dice.oneOf(kOperations);
    if (word == u"FACT"_s)
        return dice.oneOf(kFacts);
    if (word == u"THING"_s)
        return dice.oneOf(kThings);
    if (!word.startsWith(u'['))
        return word;
    const QStringList choices = word.sliced(1).chopped(1).split(u'|');
    QString choice =
        choices[static_cast<qsizetype>(dice.upTo(static_cast<std::size_t>(choices.size())))];
    return choice.replace(u'_', u' ');
}

} // namespace

QStringList spokenRequests()
{
    constexpr int kOfEach = 60;
    Dice dice;
    QStringList requests;
    for (const char *phrase : kPhrases) {
        const QStringList words = QString::fromLatin1(phrase).split(u' ');
        for (int i = 0; i < kOfEach; ++i) {
            QStringList said;
            for (const QString &word : words)
                said += replacement(word, dice);
            requests += said.join(u' ').simplified();
        }
    }
    return requests;
}

} // namespace holdline::speech
