// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdline/options.h"

#include <QCommandLineParser>
#include <QFile>
#include <QHash>

namespace holdline {

using namespace Qt::StringLiterals;
using client::DialectChoice;
using client::Endpoint;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(holdline::Options)
};

constexpr qint64 kLongestToken = 4096;

Result<QByteArray, QString> readToken(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{
            Words::tr("Cannot read the token file %1: %2.").arg(path, file.errorString())};
    const QByteArray token = file.read(kLongestToken + 1).trimmed();
    if (token.isEmpty() || token.size() > kLongestToken)
        return Failure{Words::tr("The token file %1 holds no usable token.").arg(path)};
    return token;
}

Result<DialectChoice, QString> readDialect(const QCommandLineParser &parser)
{
    static const QHash<QString, DialectChoice::Wanted> kProtocols{
        {u"auto"_s, DialectChoice::Wanted::Any},
        {u"plain"_s, DialectChoice::Wanted::Plain},
        {u"v1"_s, DialectChoice::Wanted::Holding}};
    const QString protocol = parser.value(u"protocol"_s);
    const auto wanted = kProtocols.constFind(protocol);
    if (wanted == kProtocols.cend())
        return Failure{Words::tr("--protocol is auto, plain or v1, not “%1”.").arg(protocol)};
    return DialectChoice{*wanted, parser.isSet(u"allow-insecure"_s)};
}

Result<Options, QString> interpret(const QCommandLineParser &parser)
{
    Options options;
    options.doctor = parser.isSet(u"doctor"_s);
    const QString server = parser.value(u"server"_s);
    if (parser.isSet(u"server"_s)) {
        options.server = Endpoint::forAddress(server);
        if (!options.server->url.isValid())
            return Failure{Words::tr("“%1” is no address of a voice server.").arg(server)};
    }
    if (parser.isSet(u"token-file"_s)) {
        if (!options.server)
            return Failure{Words::tr("--token-file needs --server.")};
        const auto token = readToken(parser.value(u"token-file"_s));
        if (!token)
            return Failure{token.error()};
        options.server->token = token.value();
    }
    if (parser.isSet(u"reconnect"_s)) {
        const auto policy = BackoffPolicy::parse(parser.value(u"reconnect"_s));
        if (!policy)
            return Failure{u"--reconnect: "_s + policy.error()};
        options.reconnect = policy.value();
    }
    const auto dialect = readDialect(parser);
    if (!dialect)
        return Failure{dialect.error()};
    options.dialect = dialect.value();
    if (options.dialect.wanted == DialectChoice::Wanted::Holding && options.server
        && !options.server->isPrivate() && !options.dialect.allowInsecure)
        return Failure{Words::tr("--protocol v1 needs a wss:// server, or --allow-insecure.")};
    return options;
}

} // namespace

Result<Options, QString> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr(
        "Talk with an assistant over a line that may fail. Without --server it runs on this "
        "computer."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOptions({
        {u"server"_s, Words::tr("Connect to this server: host, host:port or ws(s)://…"), u"URL"_s},
        {u"token-file"_s, Words::tr("Show this file's content as the access token."), u"FILE"_s},
        {u"reconnect"_s,
         Words::tr("How to try again: standard, persistent, always-on, or a list such as "
                   "initial=1s,factor=2,max=30s,attempts=10,jitter=0ms."),
         u"POLICY"_s},
        {u"protocol"_s, Words::tr("Which protocol to speak: auto, plain or v1."), u"PROTOCOL"_s,
         u"auto"_s},
        {u"doctor"_s,
         Words::tr(
             "Check sound, server, keychain and network, say what to do, and end: with 1 when "
             "something has failed.")},
        {u"allow-insecure"_s,
         Words::tr("Speak holdline.v1 also where others on the network can listen (ws://).")},
    });
    if (!parser.parse(arguments))
        return Failure{parser.errorText()};
    if (!parser.positionalArguments().isEmpty())
        return Failure{
            Words::tr("Unexpected argument “%1”.").arg(parser.positionalArguments().constFirst())};

    Options options;
    if (parser.isSet(help))
        options.print = parser.helpText();
    else if (parser.isSet(version))
        options.print = u"holdline %1\n"_s.arg(QStringLiteral(HOLDLINE_VERSION));
    return options.print ? Result<Options, QString>(options) : interpret(parser);
}

} // namespace holdline
