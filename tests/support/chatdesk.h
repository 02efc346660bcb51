// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/chat/chatresponder.h"
#include "support/scriptedservice.h"

#include <QRegularExpression>
#include <QTest>

namespace holdline::testing {

/// A model at a scripted service, and the outcome of one question.
struct ChatDesk
{
    static QByteArray key() { return "sk-0123456789abcdef"; }

    Clock clock;
    ScriptedService service;
    std::unique_ptr<speech::ChatResponder> model;
    std::unique_ptr<speech::Answer> answer;
    QString text{};
    QString reason{};
    speech::MemoryChange change{};
    bool isOver = false;
    bool isFailed = false;

    bool open(const speech::ChatResponder::Limits &limits = speech::ChatResponder::Limits())
    {
        if (!service.listen())
            return false;
        model = std::make_unique<speech::ChatResponder>(clock, limits);
        model->setSettings({.base = service.base(), .model = QStringLiteral("tiny"), .key = key()});
        return true;
    }

    void ask(const speech::Prompt &prompt = {.text = QStringLiteral("What is a train?")})
    {
        answer = model->respond(prompt);
        QObject::connect(answer.get(), &speech::Answer::textAdded, answer.get(),
                         [this](const QString &added) { text += added; });
        QObject::connect(answer.get(), &speech::Answer::toolsCalled, answer.get(),
                         [this](const speech::MemoryChange &made) { change.add(made); });
        QObject::connect(answer.get(), &speech::Answer::finished, answer.get(),
                         [this] { isOver = true; });
        QObject::connect(answer.get(), &speech::Answer::failed, answer.get(),
                         [this](const QString &why) {
                             isOver = isFailed = true;
                             reason = why;
                         });
    }
};

inline void expectFailure()
{
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("the language service failed")));
}

} // namespace holdline::testing
