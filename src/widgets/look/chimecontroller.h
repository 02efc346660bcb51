// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/chime.h"

#include <QObject>

namespace holdline::client {
class ConversationController;
class StatusController;
} // namespace holdline::client

namespace holdline::widgets {

/// Sounds once when the line is lost, whatever it takes to get it back, and once when it is; also
/// when a conversation cannot begin. An end that the user wanted is no loss. GUI thread.
class ChimeController : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    ChimeController(client::ConversationController &conversation,
                    const client::StatusController &status, QObject *parent = nullptr);

    void setOn(bool on) { m_on = on; }

private:
    void onOutageBegan();
    void onOutageEnded();
    void sound(audio::Chime chime);

    client::ConversationController &m_conversation;
    const client::StatusController &m_status;
    bool m_on = true;
    bool m_isLost = false; ///< and that was told
};

} // namespace holdline::widgets
