// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/dialfailure.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

/// Finds the status in "… Unhandled http status code: 404 (Not Found).", in any language. For 401,
/// Qt 6.6 and later say "Unsupported WWW-Authenticate challenges encountered." instead.
std::optional<int> httpStatus(const QString &errorString)
{
    if (errorString.contains("WWW-Authenticate"_L1))
        return 401;
    static const QRegularExpression pattern(u"\\b([1-5][0-9][0-9]) \\("_s);
    const QRegularExpressionMatch match = pattern.match(errorString);
    return match.hasMatch() ? std::optional(match.captured(1).toInt()) : std::nullopt;
}

LossReason refusal(int status)
{
    if (status == 401 || status == 403)
        return LossReason::NotAuthorised;
    if (status == 404 || status == 421) // 421: the server does not answer to this name
        return LossReason::NotFound;
    if (status == 429)
        return LossReason::Busy;
    return status >= 500 ? LossReason::ServerError : LossReason::NotAWebSocket;
}

} // namespace

LossReason dialFailure(QAbstractSocket::SocketError error, const QString &errorString,
                       bool answered)
{
    if (const auto status = httpStatus(errorString))
        return refusal(*status);
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return answered ? LossReason::NotAWebSocket : LossReason::Refused;
    case QAbstractSocket::HostNotFoundError:
        return LossReason::HostNotFound;
    case QAbstractSocket::SocketTimeoutError:
        return LossReason::TimedOut;
    case QAbstractSocket::NetworkError:
        return answered ? LossReason::ConnectionLost : LossReason::NoNetwork;
    case QAbstractSocket::UnknownSocketError: // an upgrade that was not offered
        return answered ? LossReason::NotAWebSocket : LossReason::ConnectionLost;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return LossReason::Tls;
    default:
        return LossReason::ConnectionLost;
    }
}

bool isFinal(LossReason reason)
{
    switch (reason) {
    case LossReason::NotAuthorised:
    case LossReason::NotFound:
    case LossReason::NotDurable:
    case LossReason::Insecure:
    case LossReason::Tls:
    case LossReason::CertificateUnknown:
    case LossReason::CertificateInvalid:
    case LossReason::CertificateChanged:
    case LossReason::Replaced:
    case LossReason::EmbeddedServerFailed:
    case LossReason::FolderNotWritable:
        return true;
    default:
        return false;
    }
}

bool isUnreached(LossReason reason)
{
    switch (reason) {
    case LossReason::Refused:
    case LossReason::HostNotFound:
    case LossReason::TimedOut:
    case LossReason::ConnectionLost:
    case LossReason::NoNetwork:
    case LossReason::Restarting:
        return true;
    default:
        return false;
    }
}

bool isLikeRestart(LossReason reason)
{
    switch (reason) {
    case LossReason::Refused:
    case LossReason::TimedOut:
    case LossReason::ConnectionLost:
    case LossReason::ServerError:
        return true;
    default:
        return false;
    }
}

bool isOfTheNetwork(LossReason reason)
{
    return reason != LossReason::Replaced && reason != LossReason::EmbeddedServerFailed
        && reason != LossReason::FolderNotWritable && reason != LossReason::Insecure;
}

} // namespace holdline::client
