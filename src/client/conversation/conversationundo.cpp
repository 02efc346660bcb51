// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationundo.h"

#include "client/conversation/conversationcontroller.h"

namespace holdline::client {

ConversationUndo::ConversationUndo(ConversationController &conversation, Duration time,
                                   QObject *parent)
    : QObject(parent)
    , m_conversation(conversation)
    , m_time(time)
{
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &ConversationUndo::commit);
    connect(&conversation, &ConversationController::wordsBegan, this,
            &ConversationUndo::onWordsBegan);
    connect(&conversation, &ConversationController::asideLost, this, [this] {
        if (m_stage == Stage::Aside)
            end();
    });
}

void ConversationUndo::startNewConversation()
{
    begin(Step::New);
}

void ConversationUndo::clearConversation()
{
    begin(Step::Clear);
}

/// A second step without words between them is one with the first: clearing forgets more.
void ConversationUndo::begin(Step step)
{
    const bool isCleared = m_stage == Stage::Hidden && m_step == Step::Clear;
    m_step = isCleared ? Step::Clear : step;
    m_stage = Stage::Hidden;
    m_conversation.awaitWords(true);
    m_end.start(m_time);
    Q_EMIT changed();
}

void ConversationUndo::onWordsBegan()
{
    if (m_stage != Stage::Hidden)
        return;
    m_stage = Stage::Aside;
    m_conversation.awaitWords(false);
    m_conversation.setAside(m_step == Step::Clear);
    Q_EMIT changed();
}

TranscriptModel &ConversationUndo::transcript()
{
    return awaitsWords() ? m_blank : m_conversation.transcript();
}

void ConversationUndo::undo()
{
    if (m_stage == Stage::None)
        return;
    m_conversation.awaitWords(false);
    m_conversation.takeBack();
    end();
}

void ConversationUndo::commit()
{
    if (m_stage == Stage::Aside) {
        m_conversation.forgetAside();
    } else if (m_stage == Stage::Hidden) {
        m_conversation.awaitWords(false);
        if (m_step == Step::New)
            m_conversation.startNewConversation();
        else
            m_conversation.clearHistory();
    } else {
        return;
    }
    end();
}

/// There is nothing to undo any more.
void ConversationUndo::end()
{
    m_end.stop();
    m_stage = Stage::None;
    m_step.reset();
    Q_EMIT changed();
}

void ConversationUndo::startAgain()
{
    commit();
    m_conversation.startAgain();
}

void ConversationUndo::endAndForget()
{
    commit();
    m_conversation.endAndForget();
}

} // namespace holdline::client
