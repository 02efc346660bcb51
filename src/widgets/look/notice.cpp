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
    return status.attempt > 1 && status.reason != LossReason::EmbeddedServerFailed;
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

Notice NoticeWords::forFailure(const ConnectionStatus &status)
{
    const QString cause = ConnectionWords::cause(status.reason);
    const QString remedy = ConnectionWords::remedy(status.reason);
    const QString peer = ConnectionWords::peer(status);
    Notice notice{.tone = Notice::Tone::Error, .otherAction = Notice::Action::TryAgain};
    switch (status.reason) {
    case LossReason::CertificateUnknown:
        notice.title = tr("%1’s certificate isn’t trusted").arg(peer);
        notice.text = remedy;
        notice.action = Notice::Action::TrustCertificate;
        return notice;
    case LossReason::CertificateChanged:
        notice.title = tr("%1’s certificate has changed").arg(peer);
        notice.text = remedy;
        notice.action = Notice::Action::OpenSettings;
        return notice;
    case LossReason::CertificateInvalid:
        notice.action = Notice::Action::TrustCertificate;
        break;
    case LossReason::Insecure:
    case LossReason::NotAuthorised:
        notice.action = Notice::Action::OpenSettings;
        break;
    default:
        notice.action = std::exchange(notice.otherAction, Notice::Action::None);
        break;
    }
    const QString why = isByExhaustion(status)
        ? tr("%n tries failed: %1.", nullptr, status.attempt).arg(cause)
        : capitalised(cause) + u'.';
    notice.title = tr("Couldn’t reach %1").arg(peer);
    notice.text = status.neverConnected
        ? why + u' ' + remedy
        : tr("%1 %2 Your conversation is safe.", "cause, remedy").arg(why, remedy);
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

Notice NoticeWords::clearQuestion()
{
    return {.tone = Notice::Tone::Info,
            .title = tr("Clear the conversation?"),
            .text =
                tr("It will be deleted here and on the server, along with everything you asked to "
                   "remember."),
            .action = Notice::Action::ClearConversation,
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
    case Notice::Action::TrustCertificate:
        return tr("Trust this certificate…");
    case Notice::Action::ClearConversation:
        return tr("Clear");
    case Notice::Action::ForgetConversation:
        return tr("End and delete");
    case Notice::Action::SendLateNote:
        return tr("Send");
    case Notice::Action::DiscardLateNote:
        return tr("Discard");
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
