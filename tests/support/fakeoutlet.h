// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/sessionregistry.h"
#include "server/voice/outlet.h"

#include <QStringList>

namespace holdline::testing {

/// An outlet that changes the session as a real one does, and records what a pipeline decided.
class FakeOutlet : public server::Outlet
{
public:
    explicit FakeOutlet(server::Session &session) : m_session(session) { }

    struct Sentence
    {
        QString text;
        int character;
        std::size_t samples;
    };

    QStringList story; ///< the important events, in order
    QString partialTurn;
    QString partialAnswer;
    protocol::Activity::State activity = protocol::Activity::State::Idle;
    std::vector<Sentence> sentences; ///< of the newest answer
    audio::Pcm unended; ///< speech of the unfinished sentence
    quint64 neededFrom = 0; ///< after the latest spoken turn
    QString unheard; ///< the unheard text of the answer interrupted last
    bool room = true;

    void sendPartialTurn(const QString &words) override { partialTurn = words; }
    void sendPartialAnswer(const QString &text) override { partialAnswer = text; }
    void sendActivity(protocol::Activity::State state) override { activity = state; }

    void enterSpokenTurn(const QString &text, quint64 needed) override
    {
        neededFrom = needed;
        story += QStringLiteral("spoken: ") + text;
        if (!text.isEmpty())
            enter(speech::Role::User, text);
    }
    void enterTypedTurn(const QString &text, const QString &id) override
    {
        story += QStringLiteral("typed %1: %2").arg(id, text);
        enter(speech::Role::User, text);
    }
    void setAside(Memories) override { }
    void takeBack() override { }
    void forgetAside() override { }
    void clearHistory(Memories memories) override
    {
        story += QStringLiteral("cleared");
        m_session.context.clear();
        m_session.messageCount = 0;
        if (memories == Memories::Forget)
            m_session.memory = {};
    }

    void configure(const protocol::Configuration &configuration) override
    {
        story += QStringLiteral("configured");
        m_session.configuration = configuration;
    }

    void beginAnswer() override
    {
        story += QStringLiteral("begins");
        sentences.clear();
        unended.clear();
        m_isComplete = false;
    }
    void writeAnswer(const QString &text, bool complete, const speech::Memory &memory) override
    {
        m_session.memory = memory;
        if (complete)
            story += QStringLiteral("written: ") + text;
    }
    void addSpeech(const audio::Pcm &pcm) override
    {
        unended.insert(unended.end(), pcm.begin(), pcm.end());
    }
    void endSentence(const QString &text, int character) override
    {
        story += QStringLiteral("sounds: ") + text;
        sentences.push_back({text, character, std::exchange(unended, {}).size()});
    }
    void completeAnswer(const QString &text) override
    {
        story += QStringLiteral("complete: ") + text;
        enter(speech::Role::Assistant, text);
        m_isComplete = true;
    }
    void interruptAnswer(const QString &text, int heard, bool tell) override
    {
        story += (tell ? QStringLiteral("interrupted: ") : QStringLiteral("given up: "))
            + text.left(heard);
        unheard = text.mid(heard);
        if (!m_isComplete && !text.isEmpty())
            enter(speech::Role::Assistant, text);
        if (m_isComplete || !text.isEmpty())
            m_session.context.cutNewest(speech::Role::Assistant, heard);
    }
    void reportTrouble(const protocol::ServerError &trouble) override
    {
        story += QStringLiteral("trouble: ") + trouble.code;
    }
    bool hasRoom() const override { return room; }

    /// Whether the newest answer is complete.
    bool isComplete() const { return m_isComplete; }

private:
    void enter(speech::Role role, const QString &text)
    {
        m_session.context.append({role, text, {}});
        ++m_session.messageCount;
    }

    server::Session &m_session;
    bool m_isComplete = false;
};

} // namespace holdline::testing
