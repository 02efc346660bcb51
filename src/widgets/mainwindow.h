// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"
#include "client/link/connectionstatus.h"
#include "client/setup/clientsettings.h"
#include "widgets/look/notice.h"

#include <QMainWindow>
#include <QPointer>

#include <functional>
#include <memory>

class QAbstractItemModel;

namespace holdline::client {
class Diagnostics;
}

namespace Ui {
class MainWindow;
}

namespace holdline::widgets {

class DeviceMenu;
class QuitDialog;
class Theme;

/// The window: puts the panes together, shows what it is told and says what its user asks for. It
/// knows no line, no sound card and no server; WindowController connects it to them. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Both must outlive this.
    MainWindow(Theme &theme, const Clock &clock, QWidget *parent = nullptr);
    ~MainWindow() override;

    void setPersona(const QString &name, const QString &details);
    /// With the roles of client::TranscriptModel; must outlive this.
    void setTranscript(QAbstractItemModel &model);
    /// Must outlive this.
    void setDiagnostics(client::Diagnostics &diagnostics);
    void setDiagnosticsShown(bool shown);
    void setStatus(const client::ConnectionStatus &status);
    void setMicrophone(client::ConversationController::Microphone microphone);
    void setCaption(client::ConversationController::Caption caption);
    void setHeldSpeech(Duration held, Duration limit);
    /// Whether what is not sent when the program ends is there at the next start.
    void setUnsentKept(bool kept) { m_isUnsentKept = kept; }
    /// Asked for speech that is not sent yet when the window is to close.
    void setUnsentSpeech(std::function<Duration()> unsent) { m_unsentSpeech = std::move(unsent); }
    void setCallStatus(const client::CallStatus &status);
    void addLevel(float level);
    void setDeviceStatus(audio::Direction direction, const audio::EndpointStatus &status);
    /// Asks what becomes of speech that waited long; not modal.
    void offerLateNote(Duration speech, Duration age, int texts = 0);
    void withdrawLateNote();
    /// Tells until it is dismissed.
    void showServerTrouble(const QString &code, const QString &message);
    void showStoreSetAside(const QString &file);
    void showSecretsNotKept();
    void showTokenNotKept();
    /// Tells until it is dismissed or the next message is sent; `message` is the server's.
    void showRefusal(const QString &message);

    void setTurnPause(int speed); ///< 0 … 100
    void setListeningMode(client::ListeningMode mode);
    void setSoundsOn(bool on);
    /// What the device menus list when opened; `card` must outlive this.
    void setSoundCard(const audio::SoundCard &card);
    void setChosenDevice(audio::Direction direction, const audio::Device &device);

Q_SIGNALS:
    void textSubmitted(const QString &text);
    void newConversationRequested();
    void endRequested();
    void forgetRequested(); ///< and confirmed
    void clearRequested(); ///< and confirmed
    void lateNoteDecided(bool send);
    /// What is not sent yet must not be kept; the window is about to close.
    void unsentDiscarded();
    void copyRequested();
    void replayRequested();
    void stopSpeakingRequested();
    void microphoneToggled();
    void talkHeldChanged(bool held);
    void settingsRequested();
    void trustRequested(); ///< in the certificate that the line failed for
    void connectRequested();
    void stopRequested();
    void reconnectRequested();
    void turnPauseChosen(int speed);
    void listeningModeChosen(holdline::client::ListeningMode mode);
    void soundsChosen(bool on);
    void networkLabRequested();
    void diagnosticsChosen(bool shown);
    void deviceChosen(holdline::audio::Direction direction, const holdline::audio::Device &device);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void connectPanes();
    void connectActions();
    void connectChoices();
    void connectHelp();
    void applyTheme();
    void showConnection();
    void showNotice(Notices::Source source, std::optional<Notice> notice);
    void onNoticeAction(Notice::Action action);
    void ask(const Notice &question);
    void closeQuestion();
    void leaveBanner();
    int unsentTexts() const;

    std::unique_ptr<Ui::MainWindow> m_ui;
    Theme &m_theme;
    const Clock &m_clock;
    Notices m_notices;
    client::ConnectionStatus m_status;
    bool m_holdsSpeech = false;
    std::function<Duration()> m_unsentSpeech = [] { return Duration(0); };
    bool m_isUnsentKept = false;
    bool m_quitsAnyway = false;
    QPointer<QuitDialog> m_quitDialog;
    DeviceMenu *m_inputMenu = nullptr;
    DeviceMenu *m_outputMenu = nullptr;
};

} // namespace holdline::widgets
