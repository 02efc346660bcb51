// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/connectionnotice.h"

#include "widgets/look/connectionwords.h"

#include <QDir>

#include <utility>

namespace holdline::widgets {

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

std::optional<Notice> ConnectionNotice::of(const ConnectionStatus &status, bool speechIsHeld)
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

Notice ConnectionNotice::forReconnecting(const ConnectionStatus &status, const QString &kept)
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
QString ConnectionNotice::failureTitle(const ConnectionStatus &status)
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

QString ConnectionNotice::unreached(const ConnectionStatus &status)
{
    return tr("Couldn’t reach %1").arg(ConnectionWords::peer(status));
}

/// What the title does not say already.
QString ConnectionNotice::failureCause(const ConnectionStatus &status)
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

Notice ConnectionNotice::forFailure(const ConnectionStatus &status)
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

} // namespace holdline::widgets
