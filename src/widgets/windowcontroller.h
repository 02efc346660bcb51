// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"
#include "client/conversation/conversationundo.h"
#include "client/diagnostics/diagnostics.h"
#include "client/preferencescontroller.h"
#include "client/quitcontroller.h"
#include "client/setup/statuscontroller.h"
#include "widgets/announcer.h"

#include <QObject>

namespace holdline::widgets {

class MainWindow;

/// The objects behind the window. All must outlive the WindowController.
struct WindowParts
{
    client::StatusController &status;
    client::ConversationController &conversation;
    client::ConversationUndo &undo;
    client::PreferencesController &preferences;
    client::QuitController &quit;
    client::Diagnostics &diagnostics;
};

/// Connects the window with the objects behind it: shows their states, and passes on what the user
/// does. Owned by the application; GUI thread.
class WindowController : public QObject
{
    Q_OBJECT

public:
    WindowController(MainWindow &window, const WindowParts &parts, QObject *parent = nullptr);

private:
    void showChoices();
    void connectStates();
    void connectConversation();
    void connectTranscript();
    void connectChoices();
    void onStatus(const client::ConnectionStatus &status);
    void showHeldSpeech();
    void showUndo();
    void showDevice(audio::Direction direction);

    MainWindow &m_window;
    const WindowParts m_parts;
    Announcer m_announcer;
};

} // namespace holdline::widgets
