// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/tryout.h"

#include "widgets/settings/formwords.h"
#include "widgets/settings/servicewords.h"

#include <QLocale>
#include <QPushButton>

#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::Engine;
using client::EngineTrial;

TryOut::TryOut(client::Engine engine, const Parts &parts,
               std::function<client::EngineChoice()> choice, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_parts(parts)
    , m_choice(std::move(choice))
{
    show({}, {}, false);
    connect(&m_parts.button, &QPushButton::clicked, this, &TryOut::start);
    connect(&m_trial, &EngineTrial::succeeded, this, [this](Duration first) {
        const double seconds = static_cast<double>(first.count()) / 1000;
        show(u"✓ "_s + wordsFor(m_engine).arg(QLocale().toString(seconds, 'f', 2)), {}, false);
    });
    connect(&m_trial, &EngineTrial::failed, this, [this](client::ServiceTrouble trouble) {
        show({}, ServiceWords::trouble(trouble), true);
    });
}

QString TryOut::wordsFor(Engine engine)
{
    switch (engine) {
    case Engine::Language:
        return tr("first word in %1 s");
    case Engine::Recognition:
        return tr("answer in %1 s");
    case Engine::Voice:
        return tr("first sound in %1 s");
    }
    Q_UNREACHABLE();
}

void TryOut::reset(bool isWhole)
{
    m_trial.cancel();
    m_parts.button.setEnabled(isWhole);
    show({}, {}, false);
}

void TryOut::start()
{
    show({}, tr("Waiting for an answer…"), false);
    m_trial.start(m_engine, m_choice());
}

void TryOut::show(const QString &success, const QString &words, bool isComplaint)
{
    m_parts.success.setText(success);
    m_parts.success.setVisible(!success.isEmpty());
    say(m_parts.words, words, isComplaint);
}

} // namespace holdline::widgets
