// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/chimecontroller.h"

#include "client/conversation/conversationcontroller.h"
#include "client/setup/statuscontroller.h"

#include <utility>

namespace holdline::client {

ChimeController::ChimeController(ConversationController &conversation,
                                 const StatusController &status, QObject *parent)
    : QObject(parent)
    , m_conversation(conversation)
    , m_status(status)
{
    // Queued, because the status does not know the cause yet when the line is lost.
    connect(&conversation, &ConversationController::outageBegan, this,
            &ChimeController::onOutageBegan, Qt::QueuedConnection);
    connect(&conversation, &ConversationController::outageEnded, this,
            &ChimeController::onOutageEnded, Qt::QueuedConnection);
    connect(&conversation, &ConversationController::conversationRefused, this,
            [this] { sound(audio::Chime::Refused); });
}

void ChimeController::onOutageBegan()
{
    if (m_status.status().state == ConnectionState::Stopped)
        return;
    m_isLost = true;
    sound(audio::Chime::LineLost);
}

void ChimeController::onOutageEnded()
{
    if (std::exchange(m_isLost, false))
        sound(audio::Chime::LineBack);
}

void ChimeController::sound(audio::Chime chime)
{
    if (m_on)
        m_conversation.soundCard().playBeside(audio::pcmOf(chime));
}

} // namespace holdline::client
