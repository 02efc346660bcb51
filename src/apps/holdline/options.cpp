// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdline/options.h"

#include "client/link/endpoint.h"

#include <QCommandLineParser>
#include <QFile>

namespace holdline {

using namespace Qt::StringLiterals;
using client::DialectChoice;
using client::Endpoint;

namespace {

struct OptionWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::Options)
};

constexpr qint64 kLongestToken = 4096;

Result<QByteArray, QString> readToken(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{
            OptionWords::tr("Can’t read the token file %1: %2.").arg(path, file.errorString())};
    const QByteArray token = file.read(kLongestToken + 1).trimmed();
    if (token.isEmpty() || token.size() > kLongestToken)
        return Failure{OptionWords::tr("The token file %1 contains no usable token.").arg(path)};
    return token;
}

Result<DialectChoice::Wanted, QString> readProtocol(const QString &protocol)
{
    const auto wanted = DialectChoice::parse(protocol);
    if (!wanted)
        return Failure{
            OptionWords::tr("--protocol must be auto, plain or v1, not “%1”.").arg(protocol)};
    return *wanted;
}

Result<DialectChoice::Codec, QString> readCodec(const QString &codec)
{
    const auto wanted = DialectChoice::parseCodec(codec);
    if (!wanted)
        return Failure{OptionWords::tr("--codec must be auto, opus or pcm, not “%1”.").arg(codec)};
    return *wanted;
}

Result<Options, QString> interpret(const QCommandLineParser &parser)
{
    Options options;
    options.doctor = parser.isSet(u"doctor"_s);
    options.newInstance = parser.isSet(u"new-instance"_s);
    options.allowInsecure = parser.isSet(u"allow-insecure"_s);
    if (parser.isSet(u"server"_s)) {
        options.server = parser.value(u"server"_s);
        if (!Endpoint::forAddress(*options.server).url.isValid())
            return Failure{
                OptionWords::tr("“%1” isn’t a valid server address.").arg(*options.server)};
    }
    if (parser.isSet(u"token-file"_s)) {
        if (!options.server)
            return Failure{OptionWords::tr("--token-file requires --server.")};
        const auto token = readToken(parser.value(u"token-file"_s));
        if (!token)
            return Failure{token.error()};
        options.token = token.value();
    }
    if (parser.isSet(u"reconnect"_s)) {
        const auto policy = BackoffPolicy::parse(parser.value(u"reconnect"_s));
        if (!policy)
            return Failure{u"--reconnect: "_s + policy.error()};
        options.reconnect = policy.value();
    }
    if (parser.isSet(u"protocol"_s)) {
        const auto protocol = readProtocol(parser.value(u"protocol"_s));
        if (!protocol)
            return Failure{protocol.error()};
        options.protocol = protocol.value();
    }
    if (parser.isSet(u"codec"_s)) {
        const auto codec = readCodec(parser.value(u"codec"_s));
        if (!codec)
            return Failure{codec.error()};
        options.codec = codec.value();
    }
    return options;
}

} // namespace

client::ConnectionChoice Options::over(const client::ConnectionChoice &saved) const
{
    client::ConnectionChoice choice = saved;
    choice.address = server.value_or(saved.address);
    choice.token = token;
    choice.dialect.wanted = protocol.value_or(saved.dialect.wanted);
    choice.dialect.codec = codec.value_or(saved.dialect.codec);
    choice.dialect.allowInsecure = saved.dialect.allowInsecure || allowInsecure;
    choice.reconnect = reconnect.value_or(saved.reconnect);
    return choice;
}

Result<Options, QString> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(OptionWords::tr(
        "Talk with an assistant over a network that may fail. Without --server, the assistant runs "
        "on this computer."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOptions({
        {u"server"_s, OptionWords::tr("Connect to this server: host, host:port or ws(s)://…"),
         u"URL"_s},
        {u"token-file"_s,
         OptionWords::tr(
             "Read the access token from this file and store it in the system keyring."),
         u"FILE"_s},
        {u"reconnect"_s,
         OptionWords::tr("How to reconnect: standard, persistent, always-on, or a list such as "
                         "initial=1s,factor=2,max=30s,attempts=10,jitter=0ms."),
         u"POLICY"_s},
        {u"protocol"_s, OptionWords::tr("Protocol to use: auto, plain or v1."), u"PROTOCOL"_s},
        {u"codec"_s,
         OptionWords::tr(
             "Codec for the microphone: opus, pcm, or auto (Opus for other computers, PCM for "
             "this one)."),
         u"CODEC"_s},
        {u"doctor"_s,
         OptionWords::tr(
             "Check sound, server, keyring and network, print what to do, and exit: with status "
             "1 if something failed.")},
        {u"new-instance"_s,
         OptionWords::tr(
             "Start another Holdline instead of showing the window of the one that runs.")},
        {u"allow-insecure"_s,
         OptionWords::tr(
             "Allow unencrypted connections (ws://): others on the network can listen in.")},
    });
    if (!parser.parse(arguments))
        return Failure{parser.errorText()};
    if (!parser.positionalArguments().isEmpty())
        return Failure{OptionWords::tr("Unexpected argument “%1”.")
                           .arg(parser.positionalArguments().constFirst())};

    Options options;
    if (parser.isSet(help))
        options.print = parser.helpText();
    else if (parser.isSet(version))
        options.print = u"holdline %1\n"_s.arg(QStringLiteral(HOLDLINE_VERSION));
    return options.print ? Result<Options, QString>(options) : interpret(parser);
}

} // namespace holdline
