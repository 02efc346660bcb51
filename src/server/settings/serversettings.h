// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/log.h"
#include "core/result.h"
#include "speech/chat/chatcodec.h"
#include "speech/service/servicevoice.h"
#include "speech/service/transcriptioncodec.h"

#include <QByteArray>
#include <QHostAddress>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace holdline::server {

/// Everything an operator can set. Later sources override earlier ones: the defaults below, a
/// settings file, the environment, the command line. A plain value.
struct ServerSettings
{
    /// Minimum length of a client's or operator's token, in characters; a shorter one can be
    /// guessed.
    static constexpr qsizetype kShortestToken = 16;

    QHostAddress host{QHostAddress::LocalHost};
    quint16 port = 8000; ///< 0 takes any free port
    QString store = defaultStore(); ///< "memory" or "sqlite:PATH"
    int storeLimit = 10000; ///< MB, for all sessions in the store
    bool moveDamagedAside = false; ///< instead of refusing to start with a damaged store
    Duration sessionTimeout{
        std::chrono::minutes(5)}; ///< SESSION_TIMEOUT_MINUTES, fractions allowed
    Duration sweepInterval{std::chrono::seconds(60)}; ///< SESSION_CLEANUP_INTERVAL, seconds
    int contextMessages = 100;
    int turnPause = 20; ///< 0 … 100, until the client changes it
    int recognizers = 2; ///< how many users can be recognised at the same time
    int maxSessions = 10000;
    int sessionsPerAddress = 500; ///< in memory; not for this machine, where a proxy may run
    int maxHandshakes = 2000; ///< clients of the Durable dialect without a session
    int heldMemory = 1024; ///< MB, for all sessions
    int connectionsPerSecond = 500; ///< for all addresses together
    int connectionsPerAddress = 20; ///< per second
    QList<QHostAddress> trustedProxies; ///< whose X-Forwarded-For is believed
    QStringList serverNames; ///< host names of this server, besides those in its certificate
    QStringList allowedOrigins; ///< besides the server's own pages
    QString tlsCertificate; ///< file; if set, the port uses TLS
    QString tlsKey; ///< file
    bool allowInsecure = false; ///< other machines may connect without TLS
    /// The bearer token that clients must show; empty if they need none. It cannot be given on the
    /// command line, where other users could see it.
    QByteArray token;
    QByteArray adminToken; ///< of operators; empty: there are no pages for them
    speech::ChatSettings language; ///< the language model that answers, besides the built-in skills
    speech::RecognitionSettings recognition; ///< the service that listens, if there is one
    speech::VoiceSettings voice; ///< the service that speaks, if there is one
    QtMsgType logLevel = QtInfoMsg; ///< the least serious messages that are logged
    LogFormat logFormat = LogFormat::Text;
    Duration drainTime{std::chrono::seconds(5)}; ///< for unfinished answers when the server ends
    bool embedded = false; ///< reads its token from stdin, prints its port, ends with stdin

    /// Why the program ends instead of serving.
    struct Exit
    {
        int code; ///< 0 after --help and --version
        QString message; ///< for stdout when code is 0, for stderr otherwise
    };
    /// Reads all sources. `arguments` come without the program's name. A wrong or unreadable value
    /// gives an Exit that names the value and its source. An embedded server, which is the child of
    /// another program, does not read the machine's settings file.
    static Result<ServerSettings, Exit> read(const QStringList &arguments,
                                             const QProcessEnvironment &environment);

    bool hasTls() const { return !tlsCertificate.isEmpty(); }
    /// The file sessions.sqlite in the user's data folder, with "sqlite:" in front.
    static QString defaultStore();
    /// The rules that make logLevel effective, for QLoggingCategory::setFilterRules().
    QString loggingRules() const;
};

} // namespace holdline::server
