// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace holdline::demo {

/// One question and its answer.
struct Exchange
{
    QString asked;
    QString cut{}; ///< where the line was lost: in the "question" or in the "answer"
    QString recognised{}; ///< the question, as the server understood it
    QString answered{}; ///< the text of the server's answer
    QString heard{}; ///< the answer, as another recogniser heard it from the loudspeaker
};

/// A visible state that the client has entered.
struct StateShown
{
    QString name;
    Duration at; ///< since the demo began
};

/// The results of the demo, for people and for programs.
struct Summary
{
    QList<Exchange> exchanges;
    QList<StateShown> states;
    int cuts = 0;
    QList<Duration> recovered; ///< from the line's return to the session's return
    QStringList problems{}; ///< empty if the conversation took place
    Duration taken{};

    /// What is wrong with the exchanges, one sentence each.
    QStringList judge() const;

    bool write(const QString &path) const; ///< writes the summary as JSON
    QString toText() const;
};

/// The share of the words of `text` that occur in `heard`, 0 … 1.
double shareOfWords(const QString &text, const QString &heard);

} // namespace holdline::demo
