// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/windowcontroller.h"

#include "widgets/look/connectionwords.h"
#include "widgets/mainwindow.h"

#include <QClipboard>
#include <QGuiApplication>

namespace holdline::widgets {

using audio::Direction;
using client::ConversationController;
using client::ConversationUndo;
using client::PreferencesController;
using client::StatusController;

WindowController::WindowController(MainWindow &window, const WindowParts &parts, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_parts(parts)
    , m_announcer(window, parts.conversation, parts.status)
{
    connectStates();
    connectConversation();
    connectTranscript();
    connectChoices();
    showChoices();
}

void WindowController::connectStates()
{
    ConversationController &conversation = m_parts.conversation;
    connect(&m_parts.status, &StatusController::statusChanged, this, &WindowController::onStatus);
    connect(&conversation, &ConversationController::microphoneChanged, &m_window,
            &MainWindow::setMicrophone);
    connect(&conversation, &ConversationController::captionChanged, &m_window,
            &MainWindow::setCaption);
    connect(&conversation, &ConversationController::callStatusChanged, &m_window,
            &MainWindow::setCallStatus);
    connect(&conversation, &ConversationController::inputLevelChanged, &m_window,
            &MainWindow::addLevel);
    connect(&conversation, &ConversationController::heldSpeechChanged, this,
            &WindowController::showHeldSpeech);
    connect(&conversation, &ConversationController::refused, &m_window, &MainWindow::showRefusal);
    connect(&conversation, &ConversationController::serverTroubled, &m_window,
            &MainWindow::showServerTrouble);
    connect(&conversation.soundCard(), &audio::SoundCard::statusChanged, this,
            &WindowController::showDevice);

    m_window.setStatus(m_parts.status.status());
    m_window.setMicrophone(conversation.microphone());
    m_window.setCaption(conversation.caption());
    m_window.setCallStatus(conversation.callStatus());
    m_window.setDiagnostics(m_parts.diagnostics);
    showHeldSpeech();
}

void WindowController::connectConversation()
{
    ConversationController *conversation = &m_parts.conversation;
    connect(&m_window, &MainWindow::textSubmitted, conversation, &ConversationController::sendText);
    connect(&m_window, &MainWindow::replayRequested, conversation,
            &ConversationController::replayLastAnswer);
    connect(&m_window, &MainWindow::stopSpeakingRequested, conversation,
            &ConversationController::stopSpeaking);
    connect(&m_window, &MainWindow::microphoneToggled, conversation,
            &ConversationController::toggleMicrophone);
    connect(&m_window, &MainWindow::talkHeldChanged, conversation,
            &ConversationController::holdToTalk);
    connect(&m_window, &MainWindow::endRequested, conversation,
            &ConversationController::endConversation);

    connect(conversation, &ConversationController::lateNoteOffered, &m_window,
            &MainWindow::offerLateNote);
    connect(conversation, &ConversationController::lateNoteWithdrawn, &m_window,
            &MainWindow::withdrawLateNote);
    connect(&m_window, &MainWindow::lateNoteDecided, conversation, [conversation](bool send) {
        if (send)
            conversation->sendLateNote();
        else
            conversation->discardLateNote();
    });

    m_window.setUnsent([this] { return m_parts.quit.unsent(); });
    connect(&m_window, &MainWindow::unsentDiscarded, &m_parts.quit,
            &client::QuitController::discardUnsent);
}

void WindowController::connectTranscript()
{
    ConversationUndo *undo = &m_parts.undo;
    connect(&m_window, &MainWindow::newConversationRequested, undo,
            &ConversationUndo::startNewConversation);
    connect(&m_window, &MainWindow::clearRequested, undo, &ConversationUndo::clearConversation);
    connect(&m_window, &MainWindow::undoRequested, undo, &ConversationUndo::undo);
    connect(&m_window, &MainWindow::startAgainRequested, undo, &ConversationUndo::startAgain);
    connect(&m_window, &MainWindow::forgetRequested, undo, &ConversationUndo::endAndForget);
    connect(undo, &ConversationUndo::changed, this, &WindowController::showUndo);
    connect(&m_window, &MainWindow::copyRequested, this, [this, undo] {
        QGuiApplication::clipboard()->setText(
            undo->transcript().toPlainText(m_window.personaName()));
    });
    m_window.setTranscript(undo->transcript());
}

void WindowController::connectChoices()
{
    PreferencesController *preferences = &m_parts.preferences;
    connect(&m_window, &MainWindow::turnPauseChosen, preferences,
            &PreferencesController::setTurnPause);
    connect(&m_window, &MainWindow::listeningModeChosen, preferences,
            &PreferencesController::setListeningMode);
    connect(&m_window, &MainWindow::soundsChosen, preferences, &PreferencesController::setSoundsOn);
    connect(&m_window, &MainWindow::diagnosticsChosen, preferences,
            &PreferencesController::setDiagnosticsShown);
    connect(&m_window, &MainWindow::deviceChosen, preferences, &PreferencesController::setDevice);
    connect(&m_window, &MainWindow::deviceChosen, &m_window, &MainWindow::setChosenDevice);
}

void WindowController::showChoices()
{
    const client::ClientSettings &settings = m_parts.preferences.settings();
    m_window.setDiagnosticsShown(settings.diagnosticsShown());
    m_window.setSoundsOn(settings.soundsOn());
    m_window.setTurnPause(settings.turnPause());
    m_window.setListeningMode(settings.listeningMode());
    m_window.setSoundCard(m_parts.conversation.soundCard());
    for (const Direction direction : {Direction::Input, Direction::Output}) {
        m_window.setChosenDevice(direction, settings.device(direction));
        showDevice(direction);
    }
}

void WindowController::onStatus(const client::ConnectionStatus &status)
{
    m_window.setStatus(status);
    if (status.reason != client::LossReason::None)
        m_parts.conversation.setLossReason(ConnectionWords::cause(status.reason));
}

void WindowController::showHeldSpeech()
{
    m_window.setHeldSpeech(m_parts.conversation.heldSpeech(),
                           m_parts.conversation.heldSpeechLimit());
}

void WindowController::showUndo()
{
    if (const auto step = m_parts.undo.step())
        m_window.showUndo(*step, m_parts.undo.remaining());
    else
        m_window.withdrawUndo();
    m_window.setTranscript(m_parts.undo.transcript());
}

void WindowController::showDevice(Direction direction)
{
    m_window.setDeviceStatus(direction, m_parts.conversation.soundCard().status(direction));
}

} // namespace holdline::widgets
