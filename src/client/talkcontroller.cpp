// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/talkcontroller.h"

#include "client/conversation/conversationcontroller.h"
#include "client/link/reconnectingsocket.h"
#include "client/setup/statuscontroller.h"

namespace holdline::client {

namespace {

/// True if no attempt is under way or will be made by itself.
bool isOver(ConnectionState state)
{
    return state == ConnectionState::Stopped || state == ConnectionState::Failed;
}

} // namespace

TalkController::TalkController(ConversationController &conversation, StatusController &status,
                               ReconnectingSocket &socket, QObject *parent)
    : QObject(parent)
    , m_conversation(conversation)
    , m_status(status)
    , m_socket(socket)
{
    connect(&conversation, &ConversationController::microphoneOpenChanged, this,
            &TalkController::updateRecording);
    connect(&conversation.soundCard(), &audio::SoundCard::statusChanged, this,
            &TalkController::updateRecording);
    connect(&status, &StatusController::statusChanged, this, &TalkController::onStatus);
}

void TalkController::updateRecording()
{
    // A microphone that is wanted but missing does not record.
    const auto device = m_conversation.soundCard().status(audio::Direction::Input);
    const bool isRecording =
        m_conversation.isMicrophoneOpen() && device.state == audio::EndpointStatus::State::Open;
    m_status.setMicrophoneOpen(isRecording);
    m_socket.setInConversation(isRecording);
}

void TalkController::onStatus(const ConnectionStatus &status)
{
    if (isOver(status.state))
        m_conversation.setMicrophoneOpen(false);
    if (status.state == ConnectionState::Failed)
        m_conversation.giveUpLine();
}

} // namespace holdline::client
