// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QObject>

namespace holdline::client {

class ConversationController;
class ConversationUndo;
class SessionLine;

/// What the server does not have yet. A plain value.
struct Unsent
{
    int texts = 0;
    Duration speech{0};
    bool isKept = false; ///< it is kept and sent at the next start

    bool isNothing() const { return texts == 0 && speech <= Duration(0); }

    friend bool operator==(const Unsent &, const Unsent &) = default;
};

/// Ends the program without losing words: knows what is unsent, and sends what can still be sent
/// before the end. Owned by the application; GUI thread.
class QuitController : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    QuitController(SessionLine &line, ConversationController &conversation, ConversationUndo &undo,
                   QObject *parent = nullptr);

    /// What would be lost, or kept for the next start, if the program ended now. Tries to keep it.
    Unsent unsent();
    /// Drops what is unsent, and keeps none of it for the next start.
    void discardUnsent();
    /// Closes the microphone and sends for 1 s at most what the server has not received yet. Then
    /// emits left(). Later calls do nothing.
    void leave();

Q_SIGNALS:
    void leaving();
    void left();

private:
    SessionLine &m_line;
    ConversationController &m_conversation;
    ConversationUndo &m_undo;
    bool m_isLeaving = false;
};

} // namespace holdline::client
