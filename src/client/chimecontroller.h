// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/chime.h"

#include <QObject>

namespace holdline::client {

class ConversationController;
class StatusController;

/// Plays a sound when the line is lost, one when it is back, and one when a conversation cannot
/// begin. One outage sounds once, however many attempts it takes. A stop by the user makes no
/// sound. Owned by the application; GUI thread.
class ChimeController : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    ChimeController(ConversationController &conversation, const StatusController &status,
                    QObject *parent = nullptr);

    void setOn(bool on) { m_on = on; }

private:
    void onOutageBegan();
    void onOutageEnded();
    void sound(audio::Chime chime);

    ConversationController &m_conversation;
    const StatusController &m_status;
    bool m_on = true;
    bool m_isLost = false; ///< the sound of the loss was played
};

} // namespace holdline::client
