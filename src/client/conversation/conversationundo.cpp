// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationundo.h"

#include "client/conversation/conversationcontroller.h"

#include <utility>

namespace holdline::client {

ConversationUndo::ConversationUndo(ConversationController &conversation, Duration time,
                                   QObject *parent)
    : QObject(parent)
    , m_conversation(conversation)
    , m_time(time)
{
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &ConversationUndo::commit);
    connect(&conversation, &ConversationController::wordsBegan, this, &ConversationUndo::commit);
}

void ConversationUndo::startNewConversation()
{
    begin(Step::New);
}

void ConversationUndo::clearConversation()
{
    begin(Step::Clear);
}

/// A second step before the end of the first is one with it: clearing forgets more.
void ConversationUndo::begin(Step step)
{
    m_step = m_step == Step::Clear ? Step::Clear : step;
    m_conversation.awaitWords(true);
    m_end.start(m_time);
    Q_EMIT changed();
}

TranscriptModel &ConversationUndo::transcript()
{
    return m_step ? m_blank : m_conversation.transcript();
}

void ConversationUndo::undo()
{
    if (!std::exchange(m_step, std::nullopt))
        return;
    m_end.stop();
    m_conversation.awaitWords(false);
    Q_EMIT changed();
}

void ConversationUndo::commit()
{
    const std::optional<Step> step = std::exchange(m_step, std::nullopt);
    if (!step)
        return;
    m_end.stop();
    m_conversation.awaitWords(false);
    if (*step == Step::New)
        m_conversation.startNewConversation();
    else
        m_conversation.clearHistory();
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
