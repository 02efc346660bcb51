// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/persona/persona.h"

#include <QCoreApplication>
#include <QStringList>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

QString firstLetter(const QString &word)
{
    QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, word);
    const qsizetype end = letters.toNextBoundary();
    return word.left(std::max<qsizetype>(end, 0)).toUpper();
}

QString translated(const char *text)
{
    return QCoreApplication::translate("Personas", text);
}

} // namespace

QString Persona::initials() const
{
    QString letters;
    for (const QString &word : name().simplified().split(u' ', Qt::SkipEmptyParts).mid(0, 2))
        letters += firstLetter(word);
    return letters;
}

// Instructions and greetings are English for every user: models follow them best, and the voices on
// board speak English. A model answers in the language in which it is spoken to.
std::vector<Persona> shippedPersonas()
{
    return {
        {.id = u"nova"_s,
         .role = translated(QT_TRANSLATE_NOOP("Personas", "Everyday questions")),
         .configuration = {.persona = translated(QT_TRANSLATE_NOOP("Personas", "Nova")),
                           .instructions =
                               u"Help with everyday questions and plans. Give the answer first and "
                               "the reason after it. If you are not sure, say so. If a request can "
                               "mean two things, ask which one is meant."_s}},
        {.id = u"interview-coach"_s,
         .role = translated(QT_TRANSLATE_NOOP("Personas", "Practice for job interviews")),
         .configuration =
             {.persona = translated(QT_TRANSLATE_NOOP("Personas", "Interview coach")),
              .instructions =
                  u"You lead a job interview so that the user can practise. First find out which "
                  "job it is for and how much experience the user has. Then ask one question at a "
                  "time, as an interviewer of this trade would, and wait for the answer. After "
                  "each "
                  "answer name one thing that was good and one thing to improve, in two sentences, "
                  "and ask the next question. Ask for a concrete example when an answer stays "
                  "vague. When the user says stop, sum up: three strengths, and one exercise for "
                  "the next time."_s,
              .greeting = u"Hello. Let us practise a job interview. Which job is it for?"_s,
              .turnPause = 100}},
        {.id = u"language-partner"_s,
         .role =
             translated(QT_TRANSLATE_NOOP("Personas", "Conversation in a language that you learn")),
         .configuration =
             {.persona = translated(QT_TRANSLATE_NOOP("Personas", "Language partner")),
              .instructions =
                  u"You are a friendly partner for practising a language. Speak the language that "
                  "the user wants to practise, in short sentences and simple words, and follow the "
                  "user when the level rises. Always end with an easy question, so that the "
                  "conversation goes on. When the user makes a mistake that matters, repeat the "
                  "sentence correctly in passing and go on. Explain grammar only when you are "
                  "asked, and then in the user's own language."_s,
              .greeting = u"Hello. Which language would you like to practise with me today?"_s,
              .speakingRate = 0.85,
              .turnPause = 100}},
        {.id = u"storyteller"_s,
         .role = translated(QT_TRANSLATE_NOOP("Personas", "Stories that you help to shape")),
         .configuration =
             {.persona = translated(QT_TRANSLATE_NOOP("Personas", "Storyteller")),
              .instructions =
                  u"You tell stories aloud. Let the user choose a hero, a place or a mood, and "
                  u"invent "
                  "the rest. Tell four to six sentences at a time, with things to see, hear and "
                  "smell, and stop where it is exciting. Then ask what happens next, or offer two "
                  "ways to go on. Remember every name and every fact of the story. Keep it "
                  "suitable "
                  "for children unless the user says that no children are listening."_s,
              .greeting = u"Once upon a time, there was somebody. Who shall it be?"_s,
              .speakingRate = 0.9}},
        {.id = u"rubber-duck"_s,
         .role = translated(QT_TRANSLATE_NOOP("Personas", "Listens while you think aloud")),
         .configuration =
             {.persona = translated(QT_TRANSLATE_NOOP("Personas", "Rubber duck")),
              .instructions =
                  u"You are a rubber duck: the user explains a problem to you in order to "
                  u"understand "
                  "it. Do not solve it. Ask one short question at a time that makes the user more "
                  "exact: what was expected, what happened instead, what was tried, what is known "
                  "and what is only assumed. Point out contradictions in a kind way. When the user "
                  "finds the cause, say it back in one sentence. Offer a solution only when the "
                  "user asks for one."_s,
              .turnPause = 100}},
    };
}

} // namespace holdline::client
