// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/windowcontroller.h"

#include "widgets/look/connectionwords.h"
#include "widgets/look/persona.h"
#include "widgets/mainwindow.h"

#include <QClipboard>
#include <QGuiApplication>

namespace holdline::widgets {

using audio::Device;
using audio::Direction;
using client::ConversationController;
using client::ListeningMode;
using client::StatusController;

namespace {

/// Whether no attempt is under way or will be made by itself.
bool isOver(client::ConnectionState state)
{
    return state == client::ConnectionState::Stopped || state == client::ConnectionState::Failed;
}

} // namespace

WindowController::WindowController(MainWindow &window, const WindowParts &parts, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_parts(parts)
    , m_chimes(parts.conversation, parts.status)
    , m_announcer(window, parts.conversation, parts.status)
{
    connectStates();
    connectDurable();
    connectCommands();
    connectChoices();
    restoreChoices();
}

void WindowController::restoreChoices()
{
    m_window.setPersona(personaName(),
                        personaDetails(m_parts.status.status().host,
                                       m_parts.settings.engine(client::Engine::Language)));
    m_window.setTranscript(m_parts.conversation.transcript());
    m_window.setSoundCard(m_parts.conversation.soundCard());
    m_window.setUnsentSpeech([this] {
        const bool isLeft = m_parts.undo.step() == client::ConversationUndo::Step::New;
        return isLeft ? Duration(0) : m_parts.conversation.unsentSpeech();
    });
    m_window.setTextsUnderWay([this] {
        const bool isLeft = m_parts.undo.step() == client::ConversationUndo::Step::New;
        return isLeft ? 0 : m_parts.line.unacknowledged().texts;
    });
    m_window.setUnsentKept([this] { return m_parts.line.keepUnsent(); });
    m_window.setDiagnostics(m_parts.diagnostics);
    m_window.setDiagnosticsShown(m_parts.settings.diagnosticsShown());
    m_window.setStatus(m_parts.status.status());
    m_window.setMicrophone(m_parts.conversation.microphone());
    m_window.setCaption(m_parts.conversation.caption());
    m_window.setCallStatus(m_parts.conversation.callStatus());
    showHeldSpeech();
    m_window.setSoundsOn(m_parts.settings.soundsOn());
    m_chimes.setOn(m_parts.settings.soundsOn());

    const int pause = m_parts.settings.turnPause();
    const ListeningMode mode = m_parts.settings.listeningMode();
    m_parts.conversation.setTurnPause(pause);
    m_parts.conversation.setListeningMode(mode);
    m_window.setTurnPause(pause);
    m_window.setListeningMode(mode);
    for (const Direction direction : {Direction::Input, Direction::Output}) {
        const Device device = m_parts.settings.device(direction);
        m_parts.conversation.soundCard().prefer(direction, device);
        m_window.setChosenDevice(direction, device);
        showDevice(direction);
    }
}

void WindowController::connectStates()
{
    const ConversationController &conversation = m_parts.conversation;
    connect(&m_parts.status, &StatusController::statusChanged, this, &WindowController::onStatus);
    connect(&conversation, &ConversationController::microphoneOpenChanged, this,
            &WindowController::updateRecording);
    connect(&conversation, &ConversationController::microphoneChanged, &m_window,
            &MainWindow::setMicrophone);
    connect(&conversation, &ConversationController::captionChanged, &m_window,
            &MainWindow::setCaption);
    connect(&conversation, &ConversationController::inputLevelChanged, &m_window,
            &MainWindow::addLevel);
    connect(&conversation, &ConversationController::refused, &m_window, &MainWindow::showRefusal);
    connect(&m_parts.conversation.soundCard(), &audio::SoundCard::statusChanged, this,
            [this](Direction direction) {
                updateRecording();
                showDevice(direction);
            });
}

void WindowController::connectDurable()
{
    ConversationController *conversation = &m_parts.conversation;
    connect(conversation, &ConversationController::heldSpeechChanged, this,
            &WindowController::showHeldSpeech);
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
    connect(conversation, &ConversationController::callStatusChanged, &m_window,
            &MainWindow::setCallStatus);
    connect(&m_window, &MainWindow::endRequested, conversation,
            &ConversationController::endConversation);
    connect(&m_window, &MainWindow::forgetRequested, conversation, [this, conversation] {
        m_parts.undo.commit();
        conversation->endAndForget();
    });
    connect(conversation, &ConversationController::serverTroubled, &m_window,
            &MainWindow::showServerTrouble);
}

void WindowController::connectCommands()
{
    ConversationController *conversation = &m_parts.conversation;
    connect(&m_window, &MainWindow::textSubmitted, conversation, &ConversationController::sendText);
    client::ConversationUndo *undo = &m_parts.undo;
    connect(&m_window, &MainWindow::newConversationRequested, undo,
            &client::ConversationUndo::startNewConversation);
    connect(&m_window, &MainWindow::clearRequested, undo,
            &client::ConversationUndo::clearConversation);
    connect(&m_window, &MainWindow::undoRequested, undo, &client::ConversationUndo::undo);
    connect(undo, &client::ConversationUndo::changed, this, &WindowController::showUndo);
    connect(&m_window, &MainWindow::replayRequested, conversation,
            &ConversationController::replayLastAnswer);
    connect(&m_window, &MainWindow::stopSpeakingRequested, conversation,
            &ConversationController::stopSpeaking);
    connect(&m_window, &MainWindow::microphoneToggled, conversation,
            &ConversationController::toggleMicrophone);
    connect(&m_window, &MainWindow::talkHeldChanged, conversation,
            &ConversationController::holdToTalk);
    connect(&m_window, &MainWindow::copyRequested, this, [this] {
        QGuiApplication::clipboard()->setText(shownTranscript().toPlainText(personaName()));
    });

    client::SessionLine *line = &m_parts.line;
    connect(&m_window, &MainWindow::unsentDiscarded, line, &client::SessionLine::discardUnsent);
    connect(&m_window, &MainWindow::connectRequested, line, &client::SessionLine::start);
    connect(&m_window, &MainWindow::stopRequested, line, &client::SessionLine::stop);
    connect(&m_window, &MainWindow::reconnectRequested, line, &client::SessionLine::reconnectNow);
}

void WindowController::connectChoices()
{
    connect(&m_window, &MainWindow::turnPauseChosen, this, [this](int speed) {
        m_parts.settings.setTurnPause(speed);
        m_parts.conversation.setTurnPause(speed);
    });
    connect(&m_window, &MainWindow::listeningModeChosen, this, [this](ListeningMode mode) {
        m_parts.settings.setListeningMode(mode);
        m_parts.conversation.setListeningMode(mode);
    });
    connect(&m_window, &MainWindow::soundsChosen, this, [this](bool on) {
        m_parts.settings.setSoundsOn(on);
        m_chimes.setOn(on);
    });
    connect(&m_window, &MainWindow::diagnosticsChosen, this,
            [this](bool shown) { m_parts.settings.setDiagnosticsShown(shown); });
    connect(&m_window, &MainWindow::deviceChosen, this,
            [this](Direction direction, const Device &device) {
                m_parts.settings.setDevice(direction, device);
                m_parts.conversation.soundCard().prefer(direction, device);
                m_window.setChosenDevice(direction, device);
            });
}

void WindowController::onStatus(const client::ConnectionStatus &status)
{
    m_window.setStatus(status);
    m_window.setPersona(
        personaName(),
        personaDetails(status.host, m_parts.settings.engine(client::Engine::Language)));
    if (status.reason != client::LossReason::None)
        m_parts.conversation.setLossReason(ConnectionWords::cause(status.reason));
    if (isOver(status.state)) // no server will hear the user, so the microphone must be off
        m_parts.conversation.setMicrophoneOpen(false);
    if (status.state == client::ConnectionState::Failed)
        m_parts.conversation.giveUpLine();
}

void WindowController::updateRecording()
{
    // A microphone that is wanted but missing does not record.
    const auto device = m_parts.conversation.soundCard().status(Direction::Input);
    const bool recording = m_parts.conversation.isMicrophoneOpen()
        && device.state == audio::EndpointStatus::State::Open;
    m_parts.status.setMicrophoneOpen(recording);
    m_parts.socket.setInConversation(recording);
}

void WindowController::showHeldSpeech()
{
    const Duration held = m_parts.conversation.heldSpeech();
    m_window.setHeldSpeech(held, m_parts.conversation.heldSpeechLimit());
    m_parts.conversation.transcript().setHeldSpeech(held);
}

client::TranscriptModel &WindowController::shownTranscript()
{
    return m_parts.undo.step() ? m_blank : m_parts.conversation.transcript();
}

void WindowController::showUndo()
{
    if (const auto step = m_parts.undo.step())
        m_window.showUndo(*step, m_parts.undo.time());
    else
        m_window.withdrawUndo();
    m_window.setTranscript(shownTranscript());
}

void WindowController::showDevice(Direction direction)
{
    m_window.setDeviceStatus(direction, m_parts.conversation.soundCard().status(direction));
}

} // namespace holdline::widgets
