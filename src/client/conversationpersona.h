// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace holdline::protocol {
struct VoiceSample;
}

namespace holdline::client {

class ConversationController;
class PersonaController;

/// Lets the conversation follow the persona: the pause that ends a turn, until the user chooses
/// another one, and the samples of voices. Owned by the application; GUI thread.
class ConversationPersona : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    ConversationPersona(PersonaController &personas, ConversationController &conversation,
                        QObject *parent = nullptr);

private:
    void setTurnPause();
    void play(const protocol::VoiceSample &sample);

    PersonaController &m_personas;
    ConversationController &m_conversation;
};

} // namespace holdline::client
