// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversationpersona.h"

#include "audio/resampler.h"
#include "client/conversation/conversationcontroller.h"
#include "client/persona/personacontroller.h"
#include "protocol/limits.h"

namespace holdline::client {

ConversationPersona::ConversationPersona(PersonaController &personas,
                                         ConversationController &conversation, QObject *parent)
    : QObject(parent)
    , m_personas(personas)
    , m_conversation(conversation)
{
    connect(&personas, &PersonaController::chosenChanged, this, &ConversationPersona::setTurnPause);
    connect(&personas, &PersonaController::sampleSpoken, this, &ConversationPersona::play);
    setTurnPause();
}

void ConversationPersona::setTurnPause()
{
    m_conversation.setTurnPause(m_personas.turnPause());
}

void ConversationPersona::play(const protocol::VoiceSample &sample)
{
    audio::Resampler resampler(protocol::kMicRate, audio::kDeviceRate);
    m_conversation.soundCard().playBeside(resampler.process(audio::fromBytes(sample.pcm)));
}

} // namespace holdline::client
