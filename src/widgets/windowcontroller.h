// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"
#include "client/conversation/conversationundo.h"
#include "client/diagnostics/diagnostics.h"
#include "client/link/reconnectingsocket.h"
#include "client/session/sessionline.h"
#include "client/setup/clientsettings.h"
#include "client/setup/statuscontroller.h"
#include "widgets/announcer.h"
#include "widgets/look/chimecontroller.h"

#include <QObject>

namespace holdline::widgets {

class MainWindow;

/// The objects behind the window. All must outlive the WindowController.
struct WindowParts
{
    client::ReconnectingSocket &socket;
    client::SessionLine &line;
    client::StatusController &status;
    client::ConversationController &conversation;
    client::ConversationUndo &undo;
    client::ClientSettings &settings;
    client::Diagnostics &diagnostics;
};

/// Connects the window with the objects behind it, in both directions, and restores the user's
/// choices of earlier runs. Owned by the application; GUI thread.
class WindowController : public QObject
{
    Q_OBJECT

public:
    WindowController(MainWindow &window, const WindowParts &parts, QObject *parent = nullptr);

private:
    void restoreChoices();
    void connectStates();
    void connectDurable();
    void connectCommands();
    void connectChoices();
    void onStatus(const client::ConnectionStatus &status);
    void updateRecording();
    void showHeldSpeech();
    void showUndo();
    client::TranscriptModel &shownTranscript();
    void showDevice(audio::Direction direction);

    MainWindow &m_window;
    const WindowParts m_parts;
    ChimeController m_chimes;
    Announcer m_announcer;
    client::TranscriptModel m_blank; ///< shown while the conversation is set aside
};

} // namespace holdline::widgets
