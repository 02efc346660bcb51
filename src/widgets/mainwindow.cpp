// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/mainwindow.h"

#include "widgets/helptexts.h"
#include "widgets/infodialog.h"
#include "widgets/linkdialog.h"
#include "widgets/look/fittoscreen.h"
#include "widgets/look/noticewords.h"
#include "widgets/look/theme.h"
#include "widgets/panes/devicemenu.h"
#include "widgets/panes/pushtotalk.h"
#include "widgets/panes/sidepanel.h"
#include "widgets/panes/viewmenu.h"
#include "widgets/quitdialog.h"
#include "widgets/readablewidgets.h"

#include "ui_mainwindow.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDesktopServices>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using audio::Direction;
using client::ConnectionState;
using client::ListeningMode;

namespace {

constexpr std::array kTurnPauses = {0, 20, 50, 100}; // as in the menu, from quick to very patient

bool isLive(ConnectionState state)
{
    return state == ConnectionState::Reconnected || state == ConnectionState::Recording
        || state == ConnectionState::Connected;
}

} // namespace

MainWindow::MainWindow(Theme &theme, const Clock &clock, QWidget *parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_theme(theme)
    , m_clock(clock)
{
    makeWidgetsReadable();
    m_ui->setupUi(this);
    fitToScreen(*this);
    m_inputMenu = new DeviceMenu(*m_ui->inputMenu, Direction::Input);
    m_outputMenu = new DeviceMenu(*m_ui->outputMenu, Direction::Output);

    connectPanes();
    connectActions();
    connectChoices();
    connectHelp();
    connect(&theme, &Theme::changed, this, &MainWindow::applyTheme);
    applyTheme();
    setStatus({});
    m_ui->transcript->setFocus(Qt::OtherFocusReason);
}

MainWindow::~MainWindow() = default;

void MainWindow::connectPanes()
{
    connect(m_ui->header, &HeaderPane::settingsRequested, this,
            &MainWindow::connectionSettingsRequested);
    connect(m_ui->header, &HeaderPane::personaChosen, this, &MainWindow::personaChosen);
    connect(m_ui->header, &HeaderPane::personasRequested, this, &MainWindow::personasRequested);
    connect(m_ui->banner, &Banner::actionTriggered, this, &MainWindow::onNoticeAction);
    connect(m_ui->banner, &Banner::dismissed, this, [this] {
        m_notices.dismissTop();
        leaveBanner();
    });
    connect(m_ui->question, &Banner::actionTriggered, this, &MainWindow::onNoticeAction);
    connect(m_ui->question, &Banner::dismissed, this, &MainWindow::closeQuestion);
    connect(this, &MainWindow::newConversationRequested, this, &MainWindow::closeQuestion);
    connect(m_ui->transcript, &TranscriptView::linkActivated, this, &MainWindow::askToOpen);
    connect(m_ui->transcript, &TranscriptView::typed, m_ui->entryBar, &EntryPane::insertText);
    connect(m_ui->entryBar, &EntryPane::textSubmitted, this, [this](const QString &text) {
        showNotice(Notices::Source::Refusal, {});
        Q_EMIT textSubmitted(text);
    });
    connect(m_ui->entryBar, &EntryPane::newConversationRequested, this,
            &MainWindow::newConversationRequested);
    connect(m_ui->entryBar, &EntryPane::microphoneToggled, this, &MainWindow::microphoneToggled);

    auto *pushToTalk = new PushToTalk(*this, m_ui->entryBar->talkButtons());
    connect(pushToTalk, &PushToTalk::heldChanged, this, &MainWindow::talkHeldChanged);
    connect(pushToTalk, &PushToTalk::readyChanged, m_ui->levelPane, &LevelPane::setSpaceTalks);
    connect(m_ui->entryBar, &EntryPane::textChanged, pushToTalk, &PushToTalk::update);
}

void MainWindow::askToOpen(const QString &address)
{
    auto *dialog = new LinkDialog(address, this);
    connect(dialog, &LinkDialog::openChosen, this,
            [](const QString &chosen) { QDesktopServices::openUrl(QUrl(chosen)); });
    dialog->open();
}

void MainWindow::connectActions()
{
    const auto forward = [this](QAction *action, auto signal) {
        connect(action, &QAction::triggered, this, [this, signal] { Q_EMIT(this->*signal)(); });
    };
    forward(m_ui->newConversation, &MainWindow::newConversationRequested);
    forward(m_ui->endConversation, &MainWindow::endRequested);
    forward(m_ui->clearConversation, &MainWindow::clearRequested);
    forward(m_ui->undoConversation, &MainWindow::undoRequested);
    forward(m_ui->copyConversation, &MainWindow::copyRequested);
    forward(m_ui->replayAnswer, &MainWindow::replayRequested);
    forward(m_ui->microphoneOn, &MainWindow::microphoneToggled);
    forward(m_ui->settings, &MainWindow::settingsRequested);
    forward(m_ui->personas, &MainWindow::personasRequested);
    forward(m_ui->connectLine, &MainWindow::connectRequested);
    forward(m_ui->stopLine, &MainWindow::stopRequested);
    forward(m_ui->reconnectLine, &MainWindow::reconnectRequested);
    forward(m_ui->networkLab, &MainWindow::networkLabRequested);
    connect(m_ui->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_ui->endAndForget, &QAction::triggered, this,
            [this] { ask(NoticeWords::forgetQuestion()); });
    connect(m_ui->stopSpeaking, &QAction::triggered, this, [this] {
        if (m_ui->question->isVisible()) {
            closeQuestion();
            return;
        }
        // Leaves the text entry, so that the space bar talks.
        m_ui->transcript->setFocus(Qt::ShortcutFocusReason);
        Q_EMIT stopSpeakingRequested();
    });
    m_ui->settings->setMenuRole(QAction::PreferencesRole);
    m_ui->quit->setMenuRole(QAction::QuitRole);
    m_ui->about->setMenuRole(QAction::AboutRole);
}

void MainWindow::connectChoices()
{
    auto *pauses = new QActionGroup(this);
    const auto pauseActions = {m_ui->pauseQuick, m_ui->pauseNormal, m_ui->pausePatient,
                               m_ui->pauseVeryPatient};
    for (auto pause = kTurnPauses.begin(); QAction * action : pauseActions) {
        pauses->addAction(action);
        action->setData(*pause++);
    }
    connect(pauses, &QActionGroup::triggered, this,
            [this](const QAction *action) { Q_EMIT turnPauseChosen(action->data().toInt()); });

    auto *modes = new QActionGroup(this);
    modes->addAction(m_ui->loudspeakerMode);
    modes->addAction(m_ui->headphonesMode);
    connect(modes, &QActionGroup::triggered, this, [this](const QAction *action) {
        Q_EMIT listeningModeChosen(action == m_ui->headphonesMode ? ListeningMode::Headphones
                                                                  : ListeningMode::Loudspeaker);
    });
    for (const DeviceMenu *menu : {m_inputMenu, m_outputMenu})
        connect(menu, &DeviceMenu::chosen, this, &MainWindow::deviceChosen);

    connect(m_ui->sounds, &QAction::triggered, this, &MainWindow::soundsChosen);
    connect(m_ui->showDiagnostics, &QAction::toggled, this, &MainWindow::diagnosticsChosen);
    connect(m_ui->diagnostics, &DiagnosticsPanel::closeRequested, m_ui->showDiagnostics,
            [this] { m_ui->showDiagnostics->setChecked(false); });
    new SidePanel(*this, *m_ui->row, *m_ui->diagnostics, *m_ui->showDiagnostics);
    new ViewMenu({m_ui->followSystem, m_ui->lightTheme, m_ui->darkTheme, m_ui->largerText,
                  m_ui->smallerText, m_ui->normalText},
                 m_theme, this);
}

void MainWindow::connectHelp()
{
    const auto showText = [this](QAction *action, auto text) {
        connect(action, &QAction::triggered, this, [this, action, text] {
            (new InfoDialog(action->text().remove(u'&'), text(), this))->show();
        });
    };
    showText(m_ui->troubleshooting, &HelpTexts::troubleshooting);
    showText(m_ui->about, &HelpTexts::about);
    showText(m_ui->shortcuts, [this] { return HelpTexts::shortcuts(findChildren<QAction *>()); });
}

void MainWindow::applyTheme()
{
    const ThemePalette &colors = m_theme.palette();
    setPalette(colors.toPalette());
    setStyleSheet(m_theme.styleSheet());
    m_ui->header->setColors(colors);
    m_ui->banner->setColors(colors);
    m_ui->question->setColors(colors);
    m_ui->transcript->setColors(colors);
    m_ui->levelPane->setColors(colors);
    m_ui->entryBar->setColors(colors);
    m_ui->diagnostics->setColors(colors);
}

void MainWindow::setPersona(const client::Persona &persona, const QString &details,
                            bool hasFailures)
{
    m_ui->header->setPersona(persona, details, hasFailures);
}

QString MainWindow::personaName() const
{
    return m_ui->header->personaName();
}

void MainWindow::setPersonas(const std::vector<client::Persona> &personas, const QString &chosen)
{
    m_ui->header->setPersonas(personas, chosen);
}

void MainWindow::setTranscript(QAbstractItemModel &model)
{
    m_ui->transcript->setModel(&model);
}

void MainWindow::setDiagnostics(client::Diagnostics &diagnostics)
{
    m_ui->diagnostics->setDiagnostics(diagnostics);
}

void MainWindow::setDiagnosticsShown(bool shown)
{
    m_ui->showDiagnostics->setChecked(shown);
}

void MainWindow::setStatus(const client::ConnectionStatus &status)
{
    m_ui->header->setStatus(status);
    m_status = status;
    showConnection();
    const bool isStopped = status.state == ConnectionState::Stopped;
    m_ui->connectLine->setEnabled(isStopped || status.state == ConnectionState::Failed);
    m_ui->stopLine->setEnabled(!isStopped);
    m_ui->reconnectLine->setEnabled(!isStopped && !isLive(status.state));
}

void MainWindow::setMicrophone(client::ConversationController::Microphone microphone)
{
    m_ui->microphoneOn->setChecked(microphone
                                   != client::ConversationController::Microphone::Closed);
    m_ui->levelPane->setMicrophone(microphone);
    m_ui->entryBar->setMicrophone(microphone);
}

void MainWindow::setCaption(client::ConversationController::Caption caption)
{
    m_ui->levelPane->setCaption(caption);
    const bool holds = caption == client::ConversationController::Caption::HoldingSpeech;
    if (std::exchange(m_holdsSpeech, holds) != holds)
        showConnection();
}

void MainWindow::setHeldSpeech(Duration held, Duration limit)
{
    m_ui->levelPane->setHeldSpeech(held, limit);
    m_ui->entryBar->setHeldSpeech(held, limit);
}

void MainWindow::setCallStatus(const client::CallStatus &status)
{
    using State = client::CallStatus::State;
    m_ui->header->setCallStatus(status, m_clock);
    m_ui->endConversation->setEnabled(status.state == State::Active
                                      || status.state == State::Ending);
    showCallEnded(status);
}

void MainWindow::addLevel(float level)
{
    m_ui->levelPane->addLevel(level);
}

void MainWindow::setTurnPause(int speed)
{
    QAction *nearest = m_ui->pauseQuick;
    for (QAction *action : {m_ui->pauseNormal, m_ui->pausePatient, m_ui->pauseVeryPatient}) {
        if (std::abs(action->data().toInt() - speed) < std::abs(nearest->data().toInt() - speed))
            nearest = action;
    }
    nearest->setChecked(true);
}

void MainWindow::setListeningMode(ListeningMode mode)
{
    (mode == ListeningMode::Headphones ? m_ui->headphonesMode : m_ui->loudspeakerMode)
        ->setChecked(true);
}

void MainWindow::setSoundsOn(bool on)
{
    m_ui->sounds->setChecked(on);
}

QAction &MainWindow::soundsAction()
{
    return *m_ui->sounds;
}

void MainWindow::setSoundCard(const audio::SoundCard &card)
{
    m_inputMenu->setSoundCard(card);
    m_outputMenu->setSoundCard(card);
}

void MainWindow::setChosenDevice(Direction direction, const audio::Device &device)
{
    (direction == Direction::Input ? m_inputMenu : m_outputMenu)->setChosen(device);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const client::Unsent unsent = m_unsent();
    if (m_quitsAnyway || unsent.isNothing()) {
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    if (m_quitDialog)
        return;
    m_quitDialog = new QuitDialog(unsent, this);
    const auto quit = [this] {
        m_quitsAnyway = true;
        close();
    };
    connect(m_quitDialog, &QuitDialog::quitChosen, this, quit);
    connect(m_quitDialog, &QuitDialog::discardChosen, this, [this, quit] {
        Q_EMIT unsentDiscarded();
        quit();
    });
    m_quitDialog->open();
}

} // namespace holdline::widgets
