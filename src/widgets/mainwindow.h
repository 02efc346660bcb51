// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"
#include "client/conversation/conversationundo.h"
#include "client/link/connectionstatus.h"
#include "client/persona/persona.h"
#include "client/quitcontroller.h"
#include "client/setup/clientsettings.h"
#include "widgets/look/notices.h"

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

/// The main window. Puts the panes together, shows the state that it is given, and emits signals
/// for what the user asks for. It does not know the line, the sound card or the server:
/// WindowController connects it to them. One class despite its size: each function passes one state
/// on to the panes. Owned by the application; GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Both must outlive this.
    MainWindow(Theme &theme, const Clock &clock, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// `details` is the line below its name.
    void setPersona(const client::Persona &persona, const QString &details,
                    bool hasFailures = false);
    QString personaName() const;
    /// The personas to choose from. `chosen` is the id of the one that answers.
    void setPersonas(const std::vector<client::Persona> &personas, const QString &chosen);
    /// `model` has the roles of client::TranscriptModel and must outlive this.
    void setTranscript(QAbstractItemModel &model);
    /// Must outlive this.
    void setDiagnostics(client::Diagnostics &diagnostics);
    void setDiagnosticsShown(bool shown);
    void setStatus(const client::ConnectionStatus &status);
    void setMicrophone(client::ConversationController::Microphone microphone);
    void setCaption(client::ConversationController::Caption caption);
    void setHeldSpeech(Duration held, Duration limit);
    /// `unsent` is called when the user closes the window.
    void setUnsent(std::function<client::Unsent()> unsent) { m_unsent = std::move(unsent); }
    void setCallStatus(const client::CallStatus &status);
    void addLevel(float level);
    void setDeviceStatus(audio::Direction direction, const audio::EndpointStatus &status);
    /// Asks the user to send or discard what has waited long. Not modal.
    void offerLateNote(Duration speech, Duration age, int texts = 0);
    void withdrawLateNote();
    /// Offers to take back the conversation that was set aside, for `time`.
    void showUndo(client::ConversationUndo::Step step, Duration time);
    void withdrawUndo();
    /// Asks whether `model` of `program` should answer. Not modal.
    void offerModel(const QString &program, const QString &model);
    void withdrawModelOffer();
    /// Shows a notice until the user dismisses it.
    void showServerTrouble(const QString &code, const QString &message);
    void showStoreSetAside(const QString &file);
    void showPersonasSetAside(const QString &file);
    void showSecretsNotKept();
    void showTokenNotKept();
    void setKeychainAwaited(bool awaited);
    void showKeychainUnanswered();
    /// Shows `message` of the server until the user dismisses it or sends the next message.
    void showRefusal(const QString &message);

    void setTurnPause(int speed); ///< 0 … 100
    void setListeningMode(client::ListeningMode mode);
    void setSoundsOn(bool on);
    /// Whether sounds are on, as the menu shows it.
    QAction &soundsAction();
    /// The source of the device menus, read when they open; `card` must outlive this.
    void setSoundCard(const audio::SoundCard &card);
    void setChosenDevice(audio::Direction direction, const audio::Device &device);

Q_SIGNALS:
    void textSubmitted(const QString &text);
    void newConversationRequested();
    void endRequested();
    void forgetRequested(); ///< emitted after the user has confirmed
    void clearRequested();
    void undoRequested();
    void lateNoteDecided(bool send);
    /// The user quits and does not want unsent speech and texts to be kept. The window is about to
    /// close.
    void unsentDiscarded();
    void modelAccepted(); ///< the one of offerModel()
    void copyRequested();
    void replayRequested();
    void stopSpeakingRequested();
    void microphoneToggled();
    void talkHeldChanged(bool held);
    void settingsRequested();
    void connectionSettingsRequested();
    void personaChosen(const QString &id);
    void personasRequested();
    void startAgainRequested();
    void trustRequested(); ///< the certificate because of which the line failed
    void connectRequested();
    void stopRequested();
    void reconnectRequested();
    void turnPauseChosen(int speed);
    void listeningModeChosen(holdline::client::ListeningMode mode);
    void soundsChosen(bool on);
    void networkLabRequested();
    void diagnosticsChosen(bool shown);
    /// A notice appeared that is not about the connection. `words` is its text.
    void noticed(const QString &words);
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
    void showCallEnded(const client::CallStatus &status);
    void showNotice(Notices::Source source, std::optional<Notice> notice);
    void onNoticeAction(Notice::Action action);
    void ask(const Notice &question);
    void askToOpen(const QString &address);
    void closeQuestion();
    void leaveBanner();

    std::unique_ptr<Ui::MainWindow> m_ui;
    Theme &m_theme;
    const Clock &m_clock;
    Notices m_notices;
    client::ConnectionStatus m_status;
    bool m_holdsSpeech = false;
    std::function<client::Unsent()> m_unsent = [] { return client::Unsent(); };
    bool m_quitsAnyway = false;
    QPointer<QuitDialog> m_quitDialog;
    DeviceMenu *m_inputMenu = nullptr;
    DeviceMenu *m_outputMenu = nullptr;
};

} // namespace holdline::widgets
