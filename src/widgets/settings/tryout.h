// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginetrial.h"

#include <QObject>

#include <functional>

class QLabel;
class QPushButton;

namespace holdline::widgets {

/// The button "Try it" of a form: asks the chosen model for something, and says how soon it began
/// to answer or what is wrong. Owned by the form.
class TryOut : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        QPushButton &button;
        QLabel &success; ///< beside the button
        QLabel &words; ///< below
    };

    /// `choice` returns what the form says now.
    TryOut(client::Engine engine, const Parts &parts, std::function<client::EngineChoice()> choice,
           QObject *parent);

    /// Forgets the outcome, because the form has changed. Without a whole choice there is nothing
    /// to try.
    void reset(bool isWhole);

private:
    void start();
    static QString wordsFor(client::Engine engine);
    void show(const QString &success, const QString &words, bool isComplaint);

    const client::Engine m_engine;
    const Parts m_parts;
    const std::function<client::EngineChoice()> m_choice;
    client::EngineTrial m_trial;
};

} // namespace holdline::widgets
