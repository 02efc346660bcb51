// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/settings/serversettings.h"

#include "server/settings/settingsfile.h"
#include "server/settings/settingstable.h"

#include <QCommandLineParser>
#include <QFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

constexpr int kUsageError = 2;
constexpr auto kMachineSettings = "/etc/holdlined.conf"_L1;

using Exit = ServerSettings::Exit;

/// `source` says where the value comes from, for example "--port on the command line".
Outcome<Exit> apply(const Setting &setting, ServerSettings &settings, const QString &value,
                    const QString &source)
{
    const auto set = setting.set(settings, value);
    if (!set)
        return Failure{Exit{kUsageError, u"%1: %2."_s.arg(source, set.error())}};
    return Success{};
}

Outcome<Exit> applyFile(ServerSettings &settings, const QString &path)
{
    const auto lines = readSettingsFile(path);
    if (!lines)
        return Failure{Exit{kUsageError, lines.error()}};
    const auto table = allSettings();
    for (const SettingsLine &line : lines.value()) {
        const auto setting = std::find_if(table.begin(), table.end(), [&](const Setting &known) {
            return line.name == QLatin1StringView(known.name);
        });
        if (setting == table.end())
            return Failure{Exit{kUsageError, u"%1: there is no such setting."_s.arg(line.source)}};
        if (auto applied = apply(*setting, settings, line.value, line.source); !applied)
            return applied;
    }
    return Success{};
}

/// An empty variable counts as not set.
Outcome<Exit> applyEnvironment(ServerSettings &settings, const QProcessEnvironment &environment)
{
    for (const Setting &setting : allSettings()) {
        const QString variable = QLatin1StringView(setting.variable);
        const QString value = environment.value(variable);
        if (value.isEmpty())
            continue;
        auto applied = apply(setting, settings, value, u"%1 in the environment"_s.arg(variable));
        if (!applied)
            return applied;
    }
    return Success{};
}

Outcome<Exit> applyCommandLine(ServerSettings &settings, const QCommandLineParser &parser)
{
    for (const Setting &setting : allSettings()) {
        const QString name = QLatin1StringView(setting.name);
        if (!parser.isSet(name))
            continue;
        const QString value = !setting.placeholder ? u"yes"_s
            : setting.isList                       ? parser.values(name).join(u',')
                                                   : parser.value(name);
        auto applied = apply(setting, settings, value, u"--%1 on the command line"_s.arg(name));
        if (!applied)
            return applied;
    }
    return Success{};
}

/// Checks settings that are valid alone but not together.
Outcome<Exit> check(const ServerSettings &settings)
{
    if (settings.tlsCertificate.isEmpty() != settings.tlsKey.isEmpty())
        return Failure{Exit{kUsageError, u"--tls-cert and --tls-key go together."_s}};
    if (settings.language.isSet() && settings.language.model.isEmpty())
        return Failure{Exit{kUsageError, u"--language-url needs --language-model."_s}};
    if (settings.recognition.service.isSet() && settings.recognition.service.model.isEmpty())
        return Failure{Exit{kUsageError, u"--recognition-url needs --recognition-model."_s}};
    if (settings.voice.service.isSet() && settings.voice.service.model.isEmpty())
        return Failure{Exit{kUsageError, u"--voice-url needs --voice-model."_s}};
    if (!settings.host.isLoopback() && !settings.hasTls() && !settings.allowInsecure)
        return Failure{Exit{
            kUsageError,
            u"Other machines could reach %1, where everybody on the way can listen in. Give "
            "--tls-cert and --tls-key, or say --allow-insecure."_s.arg(settings.host.toString())}};
    return Success{};
}

QString describe(const Setting &setting)
{
    const QString standard = setting.show(ServerSettings());
    return u"%1. [%2%3]"_s.arg(QLatin1StringView(setting.description),
                               QLatin1StringView(setting.variable),
                               standard.isEmpty() ? QString() : u", default: "_s + standard);
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"The server of Holdline: voice conversations that outlive their connections.\n\n"
        "Every setting can also stand as \"name = value\" in the settings file and in\n"
        "the environment variable in brackets. The command line wins over the\n"
        "environment, and that over the file."_s);
    parser.addOption({{u"h"_s, u"help"_s}, u"Show this help."_s});
    parser.addOption({{u"v"_s, u"version"_s}, u"Show the version."_s});
    parser.addOption({u"settings"_s,
                      u"Settings file. [default: %1 if there is one]"_s.arg(kMachineSettings),
                      u"FILE"_s});
    for (const Setting &setting : allSettings())
        parser.addOption(
            {QLatin1StringView(setting.name), describe(setting),
             setting.placeholder ? QString::fromLatin1(setting.placeholder) : QString()});
    parser.addOption({u"embedded"_s,
                      u"Serve the program that started this one: read the token from the first "
                      "line of standard input, print the port, end when standard input ends. %1 is "
                      "not read."_s.arg(kMachineSettings)});
}

/// Empty if no settings file is to be read.
QString settingsPath(const QCommandLineParser &parser)
{
    if (parser.isSet(u"settings"_s))
        return parser.value(u"settings"_s);
    const bool isMachines = !parser.isSet(u"embedded"_s) && QFile::exists(kMachineSettings);
    return isMachines ? QString(kMachineSettings) : QString();
}

} // namespace

Result<ServerSettings, Exit> ServerSettings::read(const QStringList &arguments,
                                                  const QProcessEnvironment &environment)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QStringList(u"holdlined"_s) + arguments))
        return Failure{Exit{kUsageError, parser.errorText() + u" See --help."_s}};
    if (parser.isSet(u"help"_s))
        return Failure{Exit{0, parser.helpText().trimmed()}};
    if (parser.isSet(u"version"_s))
        return Failure{Exit{0, u"holdlined " HOLDLINE_VERSION ""_s}};
    if (const QStringList extra = parser.positionalArguments(); !extra.isEmpty())
        return Failure{
            Exit{kUsageError, u"\"%1\" is not an option. See --help."_s.arg(extra.first())}};

    ServerSettings settings;
    settings.embedded = parser.isSet(u"embedded"_s);
    const QString path = settingsPath(parser);
    auto applied = path.isEmpty() ? Outcome<Exit>(Success{}) : applyFile(settings, path);
    if (applied)
        applied = applyEnvironment(settings, environment);
    if (applied)
        applied = applyCommandLine(settings, parser);
    if (applied)
        applied = check(settings);
    if (!applied)
        return Failure{applied.error()};
    return settings;
}

QString ServerSettings::defaultStore()
{
    return u"sqlite:%1/sessions.sqlite"_s.arg(
        QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
}

QString ServerSettings::loggingRules() const
{
    // Critical messages are always logged.
    const auto rule = [this](const char *level, std::initializer_list<QtMsgType> shownAt) {
        const bool isShown = std::find(shownAt.begin(), shownAt.end(), logLevel) != shownAt.end();
        return u"holdline.*.%1=%2\n"_s.arg(QLatin1StringView(level),
                                           isShown ? u"true"_s : u"false"_s);
    };
    return rule("debug", {QtDebugMsg}) + rule("info", {QtDebugMsg, QtInfoMsg})
        + rule("warning", {QtDebugMsg, QtInfoMsg, QtWarningMsg});
}

} // namespace holdline::server
