// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/pattern.h"
#include "speech/skills/phrase.h"
#include "speech/skills/reminders.h"
#include "speech/skills/spokenduration.h"

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

/// The words as they were said, and in the form in which they are compared.
struct Request
{
    explicit Request(const QString &text) : said(withoutCourtesies(text).split(u' '))
    {
        const auto isPunctuation = [](QChar c) { return !c.isLetterOrNumber(); };
        const QString joined = said.join(u' ').replace(u'-', u' ');
        said = joined.split(u' ', Qt::SkipEmptyParts);
        for (const QString &word : std::as_const(said))
            compared += trimmedOf(word.toLower(), isPunctuation);
    }

    QString phrase() const { return compared.join(u' '); }

    QStringList said;
    QStringList compared;
};

SkillAnswer timeLeft(const Prompt &prompt)
{
    const QList<Reminder> &reminders = prompt.memory.reminders;
    const auto next = std::ranges::min_element(reminders, {}, &Reminder::due);
    if (next == reminders.end())
        return {u"There is no timer running."_s};
    return {u"%1 left."_s.arg(asSentence(spokenDuration(next->due - prompt.now)).chopped(1))};
}

/// What to be reminded of, for example "to call Anna": the words without "remind me" and the time.
QString subject(const Request &request, const FoundDuration &time)
{
    static const QStringList kBeforeTime = {u"in"_s, u"after"_s, u"for"_s};
    qsizetype from = time.from;
    if (from > 0 && kBeforeTime.contains(request.compared[from - 1]))
        --from;
    QStringList words = request.said;
    words.remove(from, time.to - from);
    words.remove(0, std::min<qsizetype>(2, words.size()));
    static const QStringList kLink = {u"to"_s, u"that"_s, u"about"_s, u"of"_s};
    QString text = words.join(u' ');
    text = trimmedOf(text, [](QChar c) { return c.isSpace() || u",.:!?"_s.contains(c); });
    if (!text.isEmpty() && !kLink.contains(text.section(u' ', 0, 0).toLower()))
        text.prepend(u"about "_s);
    return turnedAround(text);
}

std::optional<SkillAnswer> remind(const Prompt &prompt, const Request &request)
{
    const auto time = findDuration(request.compared);
    if (!time)
        return SkillAnswer{u"Tell me after how long, like this: remind me in five minutes to call "
                           "Anna."_s};
    const QString what = subject(request, *time);
    const QString when = spokenDuration(time->duration);
    const QString tail = what.isEmpty() ? u""_s : u" "_s + what;
    return setReminder(prompt, time->duration, u"I will remind you in %1%2."_s.arg(when, tail),
                       what.isEmpty() ? u"This is your reminder."_s
                                      : u"You asked me to remind you%1."_s.arg(tail));
}

} // namespace

std::optional<SkillAnswer> timer(const Prompt &prompt)
{
    // Recognisers hear "diner" for "timer".
    static const QString kThing = u"(timers?|diners?|reminders?|alarms?|countdowns?)"_s;
    static const Pattern kCancel(
        u"(cancel|stop|delete|remove|clear|end|turn off|forget) .*\\b%1\\b.*"_s.arg(kThing));
    static const Pattern kTimeLeft(
        u"how (much time|much longer|long|many (minutes|seconds))\\b.*\\b(left|remaining|"
        "remains|timer)\\b.*|(what|which) %1.*"_s.arg(kThing));
    static const Pattern kRemind(u"remind me\\b.*");
    static const Pattern kStart(u"(set|start|make|begin|give me|create|i need|add|new|put)?\\b.*"
                                "\\b(timer|diner|alarm|countdown)\\b.*");
    const Request request(prompt.text);
    const QString phrase = request.phrase();
    if (kCancel.matches(phrase))
        return cancelReminders(prompt);
    if (kTimeLeft.matches(phrase))
        return timeLeft(prompt);
    if (kRemind.matches(phrase))
        return remind(prompt, request);
    if (!kStart.matches(phrase))
        return std::nullopt;
    const auto time = findDuration(request.compared);
    if (!time)
        return SkillAnswer{u"Tell me how long, like this: set a timer for ten seconds."_s};
    return setReminder(prompt, time->duration,
                       u"The timer is set for %1."_s.arg(spokenDuration(time->duration)),
                       endOfTimer(time->duration));
}

} // namespace holdline::speech
