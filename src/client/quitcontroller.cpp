// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/quitcontroller.h"

#include "client/conversation/conversationcontroller.h"
#include "client/conversation/conversationundo.h"
#include "client/session/sessionline.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

namespace {

int waitingTexts(const TranscriptModel &transcript)
{
    int count = 0;
    for (int row = 0; row < transcript.rowCount(); ++row)
        count += transcript.index(row).data(TranscriptModel::PendingRole).toBool() ? 1 : 0;
    return count;
}

} // namespace

QuitController::QuitController(SessionLine &line, ConversationController &conversation,
                               ConversationUndo &undo, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_conversation(conversation)
    , m_undo(undo)
{
    connect(&line, &SessionLine::stopped, this, [this] {
        if (m_isLeaving)
            Q_EMIT left();
    });
}

Unsent QuitController::unsent()
{
    Unsent unsent{.texts = waitingTexts(m_undo.transcript()), .isKept = m_line.keepUnsent()};
    const bool isNew = m_undo.step() == ConversationUndo::Step::New;
    if (isNew && m_undo.awaitsWords()) // its words go with it
        return unsent;
    unsent.speech = m_conversation.unsentSpeech();
    // What has just left is acknowledged soon, or kept; else it would be lost unasked.
    if (!unsent.isKept)
        unsent.texts = std::max(unsent.texts, m_line.durable().unacknowledged().texts);
    return unsent;
}

void QuitController::discardUnsent()
{
    m_line.discardUnsent();
}

void QuitController::leave()
{
    if (std::exchange(m_isLeaving, true))
        return;
    Q_EMIT leaving();
    m_conversation.setMicrophoneOpen(false);
    m_undo.commit();
    m_line.stop();
}

} // namespace holdline::client
