// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/builtinresponder.h"
#include "support/manualclock.h"

#include <QTest>

namespace holdline::testing {

/// Saturday, 21 November 2026, 09:05 UTC.
inline const WallTime kNow = ManualClock().wallTime() + std::chrono::minutes(5);

/// Typed at kNow, with nothing said or remembered before.
inline speech::Prompt promptFor(const QString &text)
{
    speech::Prompt prompt;
    prompt.text = text;
    prompt.now = kNow;
    return prompt;
}

/// An answer as the listener gets it.
struct Heard
{
    QString text;
    speech::MemoryChange change;
    qsizetype pieces = 0;
};

/// The whole answer of the built-in responder.
inline Heard ask(const speech::Prompt &prompt)
{
    speech::BuiltinResponder responder;
    Heard heard;
    const auto answer = responder.respond(prompt);
    bool finished = false;
    QObject::connect(answer.get(), &speech::Answer::textAdded, answer.get(),
                     [&](const QString &text) {
                         heard.text += text;
                         ++heard.pieces;
                     });
    QObject::connect(answer.get(), &speech::Answer::finished, answer.get(),
                     [&](const speech::MemoryChange &change) {
                         heard.change = change;
                         finished = true;
                     });
    if (!QTest::qWaitFor([&] { return finished; }))
        QTest::qFail("the answer has not finished", __FILE__, __LINE__);
    return heard;
}

inline QString answerTo(const QString &text)
{
    return ask(promptFor(text)).text;
}

/// Adds test rows, each with a question and its whole answer.
inline void rows(std::initializer_list<std::pair<const char *, const char *>> questions)
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("answer");
    for (const auto &[question, answer] : questions)
        QTest::newRow(question) << QString::fromUtf8(question) << QString::fromUtf8(answer);
}

} // namespace holdline::testing
