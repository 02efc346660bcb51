// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace holdline::demo {

/// One question and what became of it.
struct Exchange
{
    QString asked;
    QString cut{}; ///< where the line was lost: in the "question" or in the "answer"
    QString recognised{}; ///< by the server
    QString answered{}; ///< by the server, in writing
    QString heard{}; ///< by another recogniser, from the loudspeaker
};

/// A visible state that the client came to.
struct StateShown
{
    QString name;
    Duration at; ///< since the demo began
};

/// What happened, for people and for programs.
struct Summary
{
    QList<Exchange> exchanges;
    QList<StateShown> states;
    int cuts = 0;
    QList<Duration> recovered; ///< the line was good again -> the session was restored
    QStringList problems{}; ///< empty: the conversation happened
    Duration taken{};

    /// What is wrong with the exchanges, each a sentence.
    QStringList judge() const;

    bool write(const QString &path) const; ///< as JSON
    QString toText() const;
};

/// The share of the words of `text` that occur in `heard`, 0 … 1.
double shareOfWords(const QString &text, const QString &heard);

} // namespace holdline::demo
