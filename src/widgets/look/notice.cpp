// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/notice.h"

#include "protocol/limits.h"
#include "widgets/look/connectionwords.h"

#include <QDir>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using audio::Direction;
using audio::EndpointStatus;
using client::ConnectionState;
using client::ConnectionStatus;
using client::LossReason;

namespace {

/// Whether the notice should say how many attempts failed.
bool isByExhaustion(const ConnectionStatus &status)
{
    return status.attempt > 1 && status.reason != LossReason::EmbeddedServerFailed
        && status.reason != LossReason::FolderNotWritable;
}

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::NoticeWords)
};

/// Words for ages of one minute and more.
QString agoWords(Duration age)
{
    const auto minutes = static_cast<int>(age / 1min);
    if (minutes < 2)
        return Words::tr("a minute ago");
    if (minutes < 120)
        return Words::tr("%n minutes ago", nullptr, minutes);
    return Words::tr("%n hours ago", nullptr, minutes / 60);
}

/// So that a path too long for a line is broken behind its separators.
QString breakable(const QString &text)
{
    return QDir::toNativeSeparators(text).replace(QDir::separator(),
                                                  QString(QDir::separator()) + QChar(0x200b));
}

QString capitalised(const QString &text)
{
    return text.left(1).toUpper() + text.sliced(1);
}

} // namespace

std::optional<Notice> NoticeWords::forConnection(const ConnectionStatus &status, bool speechIsHeld)
{
    const QString kept = speechIsHeld
        ? tr("Keep talking: your words are kept and sent when the line is back.")
        : tr("What you type is kept and sent when the line is back.");
    if (status.isBrief)
        return {};
    switch (status.state) {
    case ConnectionState::Stopped:
        return Notice{Notice::Tone::Info, tr("You are not connected"),
                      tr("What you type is kept until you connect again."),
                      Notice::Action::Connect};
    case ConnectionState::Failed:
        return forFailure(status);
    case ConnectionState::Disconnected:
        if (status.reason == LossReason::NoNetwork)
            return Notice{Notice::Tone::Error, tr("No network"),
                          ConnectionWords::remedy(LossReason::NoNetwork) + u' ' + kept,
                          Notice::Action::ReconnectNow};
        return Notice{Notice::Tone::Error,
                      status.neverConnected ? tr("No connection") : tr("Connection lost"), kept,
                      Notice::Action::ReconnectNow};
    case ConnectionState::Reconnecting:
        return forReconnecting(status, kept);
    case ConnectionState::Connecting:
    case ConnectionState::Reconnected:
    case ConnectionState::Recording:
    case ConnectionState::Connected:
        return {};
    }
    Q_UNREACHABLE();
}

Notice NoticeWords::forReconnecting(const ConnectionStatus &status, const QString &kept)
{
    const QString lost = status.nextTry ? tr("Connection lost — next try in %1 s")
                                        : tr("Connection lost — trying again…");
    const QString never = status.nextTry ? tr("No connection yet — next try in %1 s")
                                         : tr("No connection yet — trying again…");
    Notice notice{.tone = Notice::Tone::Warning,
                  .title = status.neverConnected ? never : lost,
                  .text = kept,
                  .action = Notice::Action::ReconnectNow,
                  .countdownTo = status.nextTry};
    if (status.reason == LossReason::Restarting) {
        notice.title = status.nextTry ? tr("Server restarting — next try in %1 s")
                                      : tr("Server restarting — trying again…");
        notice.text = tr("Holdline reconnects by itself.") + u' ' + kept;
    }
    return notice;
}

/// Names what failed, so that the text has to add only what can be done.
QString NoticeWords::failureTitle(const ConnectionStatus &status)
{
    const QString peer = ConnectionWords::peer(status);
    const QString first = status.host.isEmpty() ? capitalised(peer) : peer;
    switch (status.reason) {
    case LossReason::NotAuthorised:
        return tr("%1 denied access", "server").arg(first);
    case LossReason::NotFound:
        return tr("%1 has no voice service at this address", "server").arg(first);
    case LossReason::NotDurable:
        return tr("%1 can’t keep conversations", "server").arg(first);
    case LossReason::NotAWebSocket:
        return tr("%1 isn’t a voice server", "server").arg(first);
    case LossReason::ServerError:
        return tr("%1 has a problem", "server").arg(first);
    case LossReason::Busy:
        return tr("%1 is full or busy", "server").arg(first);
    case LossReason::Insecure:
        return tr("The connection to %1 wouldn’t be encrypted").arg(peer);
    case LossReason::Tls:
        return tr("No secure connection to %1").arg(peer);
    case LossReason::CertificateUnknown:
        return tr("%1’s certificate isn’t trusted").arg(peer);
    case LossReason::CertificateInvalid:
        return tr("%1’s certificate isn’t valid").arg(peer);
    case LossReason::CertificateChanged:
        return tr("%1’s certificate has changed").arg(peer);
    case LossReason::Rejected:
        return tr("%1 ended the connection", "server").arg(first);
    case LossReason::BrokenProtocol:
        return tr("%1 broke the protocol", "server").arg(first);
    case LossReason::TooLarge:
        return tr("A message was too large for %1").arg(peer);
    case LossReason::Replaced:
        return tr("The conversation is open in another window");
    case LossReason::EmbeddedServerFailed:
    case LossReason::FolderNotWritable:
        return tr("The assistant on this computer didn’t start");
    default:
        return unreached(status);
    }
}

QString NoticeWords::unreached(const ConnectionStatus &status)
{
    return tr("Couldn’t reach %1").arg(ConnectionWords::peer(status));
}

/// What the title does not say already.
QString NoticeWords::failureCause(const ConnectionStatus &status)
{
    const QString cause = ConnectionWords::cause(status.reason);
    if (isByExhaustion(status))
        return tr("%n tries failed: %1.", nullptr, status.attempt).arg(cause);
    if (status.reason == LossReason::FolderNotWritable)
        return tr("Can’t write to %1.", "a folder").arg(breakable(status.detail));
    if (status.reason == LossReason::EmbeddedServerFailed && !status.detail.isEmpty())
        return tr("It says: %1.", "the server on this computer").arg(breakable(status.detail));
    return failureTitle(status) == unreached(status) ? capitalised(cause) + u'.' : QString();
}

Notice NoticeWords::forFailure(const ConnectionStatus &status)
{
    Notice notice{.tone = Notice::Tone::Error,
                  .title = failureTitle(status),
                  .action = Notice::Action::TryAgain,
                  .offersHelp = true};
    if (status.reason == LossReason::CertificateUnknown
        || status.reason == LossReason::CertificateInvalid)
        notice.otherAction = std::exchange(notice.action, Notice::Action::TrustCertificate);
    const QString cause = failureCause(status);
    const QString remedy = ConnectionWords::remedy(status.reason);
    notice.text = status.neverConnected
        ? cause + u' ' + remedy
        : tr("%1 %2 Your conversation is safe.", "cause, remedy").arg(cause, remedy);
    notice.text = notice.text.trimmed();
    return notice;
}

std::optional<Notice> NoticeWords::forDevice(Direction direction, const EndpointStatus &status)
{
    const bool isMicrophone = direction == Direction::Input;
    Notice notice{.tone = Notice::Tone::Warning, .dismissable = true};
    switch (status.state) {
    case EndpointStatus::State::Closed:
    case EndpointStatus::State::Open:
        return {};
    case EndpointStatus::State::Missing:
        notice.title = isMicrophone ? tr("No microphone found") : tr("No loudspeaker found");
        notice.text = isMicrophone
            ? tr("Plug one in and Holdline will use it. Meanwhile, you can type.")
            : tr("Plug one in and Holdline will use it. Meanwhile, you can read the answers.");
        return notice;
    case EndpointStatus::State::Failed:
        notice.title =
            isMicrophone ? tr("The microphone isn’t working") : tr("The loudspeaker isn’t working");
        notice.text =
            tr("No sound from %1. Close other programs that use it, or choose another device in "
               "the "
               "Audio menu. Holdline keeps trying.")
                .arg(status.device.name.isEmpty() ? tr("this device") : status.device.name);
        return notice;
    }
    Q_UNREACHABLE();
}

Notice NoticeWords::forRefusal(const QString &message)
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("The server didn’t accept that"),
            .text = message,
            .dismissable = true};
}

Notice NoticeWords::forServerTrouble(const QString &code, const QString &message, bool isOurs)
{
    Notice notice{.tone = Notice::Tone::Warning, .text = message, .dismissable = true};
    notice.title = tr("The server has a problem");
    if (code == u"store_full"_s) {
        notice.title =
            isOurs ? tr("This computer’s disk is full") : tr("The server’s disk is full");
        notice.text = tr("What you say is kept here until the server can store it.");
    } else if (code == u"store_failed"_s) {
        notice.title = tr("The server can’t store the conversation");
        notice.text = tr("What you say is kept here until it can.");
    }
    return notice;
}

Notice NoticeWords::forStoreSetAside(const QString &file)
{
    return {
        .tone = Notice::Tone::Warning,
        .title = tr("Earlier conversations couldn’t be read"),
        .text =
            tr("The file that held them was damaged, so Holdline started a new one. The damaged "
               "file is now %1.")
                .arg(QDir::toNativeSeparators(file)),
        .dismissable = true};
}

Notice NoticeWords::forSecretsNotKept()
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("This conversation won’t survive quitting"),
            .text = tr("It can’t be reopened: no keyring is available, or it is locked."),
            .dismissable = true};
}

Notice NoticeWords::forTokenNotKept()
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("The access token won’t survive quitting"),
            .text = tr("It can’t be stored: no keyring is available, or it is locked."),
            .dismissable = true};
}

Notice NoticeWords::forKeychainAwaited()
{
    return {.tone = Notice::Tone::Info,
            .title = tr("Waiting for your keyring"),
            .text = tr("Unlock it if it asks you to. If it doesn’t answer, Holdline connects "
                       "without it after half a minute.")};
}

Notice NoticeWords::forKeychainUnanswered()
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("Your keyring doesn’t answer"),
            .text = tr("Holdline connected without it: it has no access token and can’t reopen "
                       "your last conversation. Unlock the keyring and start Holdline again."),
            .dismissable = true};
}

Notice NoticeWords::forLateNote(Duration speech, Duration age, int texts)
{
    const auto seconds = std::max<qint64>(1, std::chrono::round<std::chrono::seconds>(speech) / 1s);
    QString title;
    if (texts == 0)
        title = tr("You spoke for %1 s while offline, %2. Send it?", "seconds; how long ago")
                    .arg(seconds)
                    .arg(agoWords(age));
    else if (speech <= Duration(0))
        title = texts == 1
            ? tr("You typed a message %1, before Holdline was closed. Send it?", "how long ago")
                  .arg(agoWords(age))
            : tr("You typed %n messages %1, before Holdline was closed. Send them?", "how long ago",
                 texts)
                  .arg(agoWords(age));
    else
        title = texts == 1 ? tr("You typed a message and spoke for %1 s %2, before Holdline was "
                                "closed. Send them?",
                                "seconds; how long ago")
                                 .arg(seconds)
                                 .arg(agoWords(age))
                           : tr("You typed %n messages and spoke for %1 s %2, before Holdline was "
                                "closed. Send them?",
                                "seconds; how long ago", texts)
                                 .arg(seconds)
                                 .arg(agoWords(age));
    return {.tone = Notice::Tone::Info,
            .title = title,
            .action = Notice::Action::SendLateNote,
            .otherAction = Notice::Action::DiscardLateNote};
}

Notice NoticeWords::forUndo(client::ConversationUndo::Step step, Instant until)
{
    Notice notice{.tone = Notice::Tone::Info,
                  .action = Notice::Action::UndoConversation,
                  .countdownTo = until};
    if (step == client::ConversationUndo::Step::New) {
        notice.title = tr("New conversation — %1 s to undo");
        notice.text = tr("The previous one is deleted then, or as soon as you speak or type.");
    } else {
        notice.title = tr("Conversation cleared — %1 s to undo");
        notice.text = tr("It is deleted then, or as soon as you speak or type, together with what "
                         "you asked to remember.");
    }
    return notice;
}

Notice NoticeWords::forModelOffer(const QString &program, const QString &model)
{
    return {.title = tr("%1 is running on this computer: use %2?", "a program, a language model")
                         .arg(program, model),
            .text = tr("It then answers what the built-in assistant can’t. Nothing leaves this "
                       "computer."),
            .action = Notice::Action::UseModel,
            .dismissable = true};
}

Notice NoticeWords::forgetQuestion()
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("End the conversation and delete it?"),
            .text = tr(
                "It will be deleted here and on the server, along with anything unsent. This can’t "
                "be undone."),
            .action = Notice::Action::ForgetConversation,
            .dismissable = true};
}

QString NoticeWords::actionText(Notice::Action action)
{
    switch (action) {
    case Notice::Action::None:
        return {};
    case Notice::Action::Connect:
        return tr("Connect");
    case Notice::Action::ReconnectNow:
        return tr("Reconnect now");
    case Notice::Action::TryAgain:
        return tr("Try again");
    case Notice::Action::OpenSettings:
        return tr("Settings…");
    case Notice::Action::Diagnose:
        return tr("Diagnose");
    case Notice::Action::TrustCertificate:
        return tr("Trust this certificate…");
    case Notice::Action::UndoConversation:
        return tr("Undo");
    case Notice::Action::ForgetConversation:
        return tr("End and delete");
    case Notice::Action::SendLateNote:
        return tr("Send");
    case Notice::Action::DiscardLateNote:
        return tr("Discard");
    case Notice::Action::UseModel:
        return tr("Use it");
    }
    Q_UNREACHABLE();
}

void Notices::dismissTop()
{
    const auto shown = std::find_if(m_notices.begin(), m_notices.end(),
                                    [](const auto &notice) { return notice.has_value(); });
    if (shown != m_notices.end())
        shown->reset();
}

const Notice *Notices::top() const
{
    const auto shown = std::find_if(m_notices.begin(), m_notices.end(),
                                    [](const auto &notice) { return notice.has_value(); });
    return shown == m_notices.end() ? nullptr : &**shown;
}

} // namespace holdline::widgets
