// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/preferencescontroller.h"

#include "client/chimecontroller.h"
#include "client/conversation/conversationcontroller.h"

namespace holdline::client {

using audio::Direction;

PreferencesController::PreferencesController(ClientSettings &settings,
                                             ConversationController &conversation,
                                             ChimeController &chimes, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_conversation(conversation)
    , m_chimes(chimes)
{
    m_conversation.setTurnPause(settings.turnPause());
    m_conversation.setListeningMode(settings.listeningMode());
    for (const Direction direction : {Direction::Input, Direction::Output})
        m_conversation.soundCard().prefer(direction, settings.device(direction));
    m_chimes.setOn(settings.soundsOn());
}

void PreferencesController::setTurnPause(int speed)
{
    m_settings.setTurnPause(speed);
    m_conversation.setTurnPause(speed);
}

void PreferencesController::setListeningMode(ListeningMode mode)
{
    m_settings.setListeningMode(mode);
    m_conversation.setListeningMode(mode);
}

void PreferencesController::setDevice(Direction direction, const audio::Device &device)
{
    m_settings.setDevice(direction, device);
    m_conversation.soundCard().prefer(direction, device);
}

void PreferencesController::setSoundsOn(bool on)
{
    m_settings.setSoundsOn(on);
    m_chimes.setOn(on);
}

void PreferencesController::setDiagnosticsShown(bool shown)
{
    m_settings.setDiagnosticsShown(shown);
}

} // namespace holdline::client
