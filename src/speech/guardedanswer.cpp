// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/guardedanswer.h"

#include <QPointer>

#include <utility>

namespace holdline::speech {

GuardedAnswer::GuardedAnswer(std::unique_ptr<Answer> model, Condition condition,
                             std::optional<Duration> patience, Skill skill)
    : m_model(std::move(model))
    , m_condition(condition)
    , m_skill(std::move(skill))
{
    connect(m_model.get(), &Answer::textAdded, this, &GuardedAnswer::add);
    connect(m_model.get(), &Answer::toolsCalled, this, &GuardedAnswer::takeCall);
    connect(m_model.get(), &Answer::finished, this, [this](const MemoryChange &change) {
        if (m_condition == Condition::None) {
            Q_EMIT finished(change);
            return;
        }
        askSkill();
        Q_EMIT ignoredTools();
    });
    connect(m_model.get(), &Answer::failed, this, [this](const QString &reason) {
        if (m_hasSpoken)
            Q_EMIT failed(reason);
        else
            askSkill(reason);
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { askSkill(); });
    if (patience)
        m_patience.start(*patience);
}

GuardedAnswer::~GuardedAnswer() = default;

void GuardedAnswer::add(const QString &text)
{
    if (m_condition != Condition::None) {
        m_kept += text;
        return;
    }
    m_patience.stop();
    m_hasSpoken = true;
    Q_EMIT textAdded(text);
}

void GuardedAnswer::takeCall(const MemoryChange &change)
{
    const bool isMet = m_condition != Condition::Change || change != MemoryChange();
    const QPointer self(this);
    Q_EMIT toolsCalled(change);
    if (self && isMet)
        trustModel();
}

void GuardedAnswer::trustModel()
{
    m_condition = Condition::None;
    m_patience.stop();
    // The skill would do again what the tool has done, even if the model fails now.
    m_hasSpoken = true;
    if (const QString kept = std::exchange(m_kept, {}); !kept.isEmpty())
        Q_EMIT textAdded(kept);
}

/// `reason` is what the user hears if no skill knows an answer.
void GuardedAnswer::askSkill(const QString &reason)
{
    m_patience.stop();
    m_model->disconnect(this);
    m_model.release()->deleteLater(); // because this code may run in one of its signals
    m_skilled = m_skill();
    if (!m_skilled) {
        Q_EMIT failed(reason);
        return;
    }
    connect(m_skilled.get(), &Answer::textAdded, this, &Answer::textAdded);
    connect(m_skilled.get(), &Answer::finished, this, &Answer::finished);
    connect(m_skilled.get(), &Answer::failed, this, &Answer::failed);
}

} // namespace holdline::speech
