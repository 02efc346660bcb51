// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/mainwindow.h"

#include "widgets/look/announcements.h"
#include "widgets/look/connectionnotice.h"
#include "widgets/look/noticewords.h"

#include "ui_mainwindow.h"

#include <utility>

// The part of MainWindow that fills the banner and handles its buttons.
namespace holdline::widgets {

using audio::Direction;

void MainWindow::setDeviceStatus(Direction direction, const audio::EndpointStatus &status)
{
    const bool isInput = direction == Direction::Input;
    if (isInput)
        m_ui->levelPane->setDeviceName(status.device.name);
    showNotice(isInput ? Notices::Source::Microphone : Notices::Source::Loudspeaker,
               NoticeWords::forDevice(direction, status));
}

void MainWindow::showRefusal(const QString &message)
{
    showNotice(Notices::Source::Refusal, NoticeWords::forRefusal(message));
}

void MainWindow::showStoreSetAside(const QString &file)
{
    showNotice(Notices::Source::ServerTrouble, NoticeWords::forStoreSetAside(file));
}

void MainWindow::showPersonasSetAside(const QString &file)
{
    showNotice(Notices::Source::ServerTrouble, NoticeWords::forPersonasSetAside(file));
}

void MainWindow::showSecretsNotKept()
{
    showNotice(Notices::Source::ServerTrouble, NoticeWords::forSecretsNotKept());
}

void MainWindow::showTokenNotKept()
{
    showNotice(Notices::Source::ServerTrouble, NoticeWords::forTokenNotKept());
}

void MainWindow::setKeychainAwaited(bool awaited)
{
    showNotice(Notices::Source::Keychain,
               awaited ? std::optional(NoticeWords::forKeychainAwaited()) : std::nullopt);
}

void MainWindow::showKeychainUnanswered()
{
    showNotice(Notices::Source::ServerTrouble, NoticeWords::forKeychainUnanswered());
}

void MainWindow::showServerTrouble(const QString &code, const QString &message)
{
    showNotice(Notices::Source::ServerTrouble,
               NoticeWords::forServerTrouble(code, message, m_status.host.isEmpty()));
}

void MainWindow::offerLateNote(Duration speech, Duration age, int texts)
{
    showNotice(Notices::Source::LateNote, NoticeWords::forLateNote(speech, age, texts));
}

void MainWindow::withdrawLateNote()
{
    showNotice(Notices::Source::LateNote, {});
}

void MainWindow::offerModel(const QString &program, const QString &model)
{
    showNotice(Notices::Source::ModelOffer, NoticeWords::forModelOffer(program, model));
}

void MainWindow::withdrawModelOffer()
{
    showNotice(Notices::Source::ModelOffer, {});
}

void MainWindow::showUndo(client::ConversationUndo::Step step, Duration time)
{
    m_ui->undoConversation->setEnabled(true);
    showNotice(Notices::Source::Undo, NoticeWords::forUndo(step, m_clock.now() + time));
}

void MainWindow::withdrawUndo()
{
    m_ui->undoConversation->setEnabled(false);
    showNotice(Notices::Source::Undo, {});
}

void MainWindow::showCallEnded(const client::CallStatus &status)
{
    const bool isOver = status.state == client::CallStatus::State::Ended;
    showNotice(Notices::Source::CallEnded,
               isOver ? std::optional(NoticeWords::forCallEnded(status.reason)) : std::nullopt);
}

void MainWindow::showConnection()
{
    showNotice(Notices::Source::Connection, ConnectionNotice::of(m_status, m_holdsSpeech));
}

void MainWindow::showNotice(Notices::Source source, std::optional<Notice> notice)
{
    const bool isNews = notice && source != Notices::Source::Connection;
    const QString words = isNews ? Announcements::onNotice(*notice, m_clock.now()) : QString();
    if (m_notices.set(source, std::move(notice)) && isNews)
        Q_EMIT noticed(words);
    m_ui->banner->setNotice(m_notices.top(), m_clock.now());
}

void MainWindow::ask(const Notice &question)
{
    m_ui->question->setNotice(&question, m_clock.now());
    m_ui->question->focusAction();
}

void MainWindow::closeQuestion()
{
    if (!m_ui->question->isVisible())
        return;
    m_ui->question->setNotice(nullptr, m_clock.now());
    m_ui->transcript->setFocus(Qt::OtherFocusReason);
}

void MainWindow::onNoticeAction(Notice::Action action)
{
    switch (action) {
    case Notice::Action::None:
        break;
    case Notice::Action::Connect:
        Q_EMIT connectRequested();
        break;
    case Notice::Action::ReconnectNow:
    case Notice::Action::TryAgain:
        Q_EMIT reconnectRequested();
        break;
    case Notice::Action::OpenSettings:
        Q_EMIT connectionSettingsRequested();
        break;
    case Notice::Action::Diagnose:
        setDiagnosticsShown(true);
        break;
    case Notice::Action::TrustCertificate:
        Q_EMIT trustRequested();
        break;
    case Notice::Action::UndoConversation:
        leaveBanner();
        Q_EMIT undoRequested();
        break;
    case Notice::Action::ForgetConversation:
        closeQuestion();
        Q_EMIT forgetRequested();
        break;
    case Notice::Action::UseModel:
        leaveBanner();
        Q_EMIT modelAccepted();
        break;
    case Notice::Action::StartAgain:
        leaveBanner();
        Q_EMIT startAgainRequested();
        break;
    case Notice::Action::SendLateNote:
    case Notice::Action::DiscardLateNote:
        m_notices.set(Notices::Source::LateNote, {});
        leaveBanner();
        Q_EMIT lateNoteDecided(action == Notice::Action::SendLateNote);
        break;
    }
}

void MainWindow::leaveBanner()
{
    m_ui->transcript->setFocus(Qt::OtherFocusReason);
    m_ui->banner->setNotice(m_notices.top(), m_clock.now());
}

} // namespace holdline::widgets
