// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/log.h"
#include "core/result.h"
#include "speech/chat/chatcodec.h"

#include <QByteArray>
#include <QHostAddress>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace holdline::server {

/// Everything an operator can set. Later sources win: the defaults below, a settings file, the
/// environment, the command line.
struct ServerSettings
{
    /// Characters of a token, for clients or for operators; fewer can be guessed.
    static constexpr qsizetype kShortestToken = 16;

    QHostAddress host{QHostAddress::LocalHost};
    quint16 port = 8000; ///< 0: any free one
    QString store = defaultStore(); ///< "memory" or "sqlite:PATH"
    int storeLimit = 10000; ///< MB, of all sessions in the store
    bool moveDamagedAside = false; ///< instead of refusing to start with a damaged store
    Duration sessionTimeout{
        std::chrono::minutes(5)}; ///< SESSION_TIMEOUT_MINUTES, fractions allowed
    Duration sweepInterval{std::chrono::seconds(60)}; ///< SESSION_CLEANUP_INTERVAL, seconds
    int contextMessages = 100;
    int turnPause = 20; ///< 0 … 100 until the client says otherwise
    int recognizers = 2; ///< how many people can be understood at once
    int maxSessions = 10000;
    int sessionsPerAddress = 500; ///< in memory; not of this machine, where a proxy may stand
    int maxHandshakes = 2000; ///< clients of holdline.v1 without a session
    int heldMemory = 1024; ///< MB, of all sessions
    int connectionsPerSecond = 500; ///< in all
    int connectionsPerAddress = 20; ///< and second
    QList<QHostAddress> trustedProxies; ///< who is believed for whom it speaks
    QStringList serverNames; ///< by which clients may call it, besides those of its certificate
    QStringList allowedOrigins; ///< besides none at all and the server's own
    QString tlsCertificate; ///< file; with it the port speaks TLS
    QString tlsKey; ///< file
    bool allowInsecure = false; ///< other machines may connect without TLS
    QByteArray token; ///< asked of every client as bearer; empty: none. Never on the command line
    QByteArray adminToken; ///< of the operator; empty: nothing of what needs it is there
    speech::ChatSettings language; ///< the language model that answers, besides the built-in skills
    QtMsgType logLevel = QtInfoMsg; ///< the least serious messages that are logged
    LogFormat logFormat = LogFormat::Text;
    Duration drainTime{std::chrono::seconds(5)}; ///< for answers under way at the end
    bool embedded = false; ///< token on the first line of stdin, ends with stdin, prints its port

    /// What the command line came to.
    struct Exit
    {
        int code; ///< 0 after --help and --version
        QString message; ///< for stdout when code is 0, for stderr otherwise
    };
    /// `arguments` without the program's name. An unreadable or wrong value anywhere is an Exit
    /// that names it and where it stands.
    /// An embedded server, which is somebody's child, does not read the machine's settings file.
    static Result<ServerSettings, Exit> read(const QStringList &arguments,
                                             const QProcessEnvironment &environment);

    bool hasTls() const { return !tlsCertificate.isEmpty(); }
    /// "sqlite:" and sessions.sqlite in the user's data folder.
    static QString defaultStore();
    /// logLevel for QLoggingCategory::setFilterRules().
    QString loggingRules() const;
};

} // namespace holdline::server
