// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/settings/settingstable.h"

#include "server/settings/accesssettings.h"
#include "server/settings/servicesettings.h"

#include <QFile>

#include <cmath>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

constexpr double kLongestTimeoutMinutes = 30 * 24 * 60;
constexpr double kLongestSweepSeconds = 24 * 60 * 60;
constexpr qint64 kLongestInstructions = 16 * 1024;
constexpr double kLongestDrainSeconds = 5 * 60;

/// Sets a whole number within a range. `what` names it, for example "a port".
template <typename Number>
Outcome<QString> setWholeNumber(Number &setting, const QString &value, int from, int to,
                                const QString &what)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (!isNumber || number < from || number > to)
        return notA(value, u"%1 from %2 to %3"_s.arg(what).arg(from).arg(to));
    setting = static_cast<Number>(number);
    return Success{};
}

template <auto member>
Outcome<QString> setNumber(ServerSettings &settings, const QString &value, int from, int to,
                           const QString &what)
{
    return setWholeNumber(settings.*member, value, from, to, what);
}

template <auto member>
QString showNumber(const ServerSettings &settings)
{
    return QString::number(settings.*member);
}

/// Sets a positive time, given as a decimal number of `unit`.
Outcome<QString> setDuration(Duration &duration, const QString &value, Duration unit,
                             double maximum, const QString &what)
{
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number))
        return notA(value, what);
    const double milliseconds = std::round(number * static_cast<double>(unit.count()));
    if (milliseconds < 1 || number > maximum)
        return notA(value, u"%1 above 0 and up to %2"_s.arg(what).arg(maximum, 0, 'f', 0));
    duration = Duration(static_cast<qint64>(milliseconds));
    return Success{};
}

QString showDuration(Duration duration, Duration unit)
{
    return QString::number(static_cast<double>(duration.count())
                           / static_cast<double>(unit.count()));
}

Outcome<QString> setDrainTime(ServerSettings &settings, const QString &value)
{
    bool isNumber = false;
    const double seconds = value.toDouble(&isNumber);
    if (!isNumber || !(seconds >= 0 && seconds <= kLongestDrainSeconds))
        return notA(value,
                    u"a number of seconds from 0 to %1"_s.arg(kLongestDrainSeconds, 0, 'f', 0));
    settings.drainTime = Duration(static_cast<qint64>(std::round(seconds * 1000)));
    return Success{};
}

Outcome<QString> setHost(ServerSettings &settings, const QString &value)
{
    const QHostAddress address(value == u"localhost" ? u"127.0.0.1"_s : value);
    if (address.isNull())
        return notA(value, u"an IP address to listen on"_s);
    settings.host = address;
    return Success{};
}

Outcome<QString> setStore(ServerSettings &settings, const QString &value)
{
    constexpr auto scheme = "sqlite:"_L1;
    if (value != u"memory" && (!value.startsWith(scheme) || value.size() == scheme.size()))
        return notA(value, u"\"memory\" or \"sqlite:PATH\""_s);
    settings.store = value;
    return Success{};
}

Outcome<QString> setStoreDamaged(ServerSettings &settings, const QString &value)
{
    if (value != u"refuse" && value != u"move-aside")
        return notA(value, u"\"refuse\" or \"move-aside\""_s);
    settings.moveDamagedAside = value == u"move-aside";
    return Success{};
}

QString showStoreDamaged(const ServerSettings &settings)
{
    return settings.moveDamagedAside ? u"move-aside"_s : u"refuse"_s;
}

Outcome<QString> setInstructions(ServerSettings &settings, const QString &value)
{
    QFile file(value);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{u"\"%1\" cannot be read (%2)"_s.arg(value, file.errorString())};
    settings.language.instructions = QString::fromUtf8(file.read(kLongestInstructions)).trimmed();
    return Success{};
}

template <auto member>
Outcome<QString> setTokenFile(ServerSettings &settings, const QString &value)
{
    const auto token = readToken(value);
    if (!token)
        return Failure{token.error()};
    settings.*member = token.value();
    return Success{};
}

/// Sets the path of a file, which must be readable.
template <auto member>
Outcome<QString> setFile(ServerSettings &settings, const QString &value)
{
    QFile file(value);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{u"\"%1\" cannot be read (%2)"_s.arg(value, file.errorString())};
    settings.*member = value;
    return Success{};
}

template <auto member>
Outcome<QString> setSwitch(ServerSettings &settings, const QString &value)
{
    if (value != u"yes" && value != u"no")
        return notA(value, u"\"yes\" or \"no\""_s);
    settings.*member = value == u"yes";
    return Success{};
}

Outcome<QString> setPartials(ServerSettings &settings, const QString &value)
{
    if (value != u"yes" && value != u"no")
        return notA(value, u"\"yes\" or \"no\""_s);
    settings.recognition.partials = value == u"yes";
    return Success{};
}

struct LogLevel
{
    const char *name;
    QtMsgType type;
};
constexpr LogLevel kLogLevels[]{{"debug", QtDebugMsg},
                                {"info", QtInfoMsg},
                                {"warning", QtWarningMsg},
                                {"critical", QtCriticalMsg}};

Outcome<QString> setLogLevel(ServerSettings &settings, const QString &value)
{
    for (const LogLevel &level : kLogLevels) {
        if (value == QLatin1StringView(level.name)) {
            settings.logLevel = level.type;
            return Success{};
        }
    }
    return notA(value, u"\"debug\", \"info\", \"warning\" or \"critical\""_s);
}

QString showLogLevel(const ServerSettings &settings)
{
    const auto isCurrent = [&](const LogLevel &level) { return level.type == settings.logLevel; };
    const auto *level = std::find_if(std::begin(kLogLevels), std::end(kLogLevels), isCurrent);
    return QLatin1StringView(level->name);
}

Outcome<QString> setLogFormat(ServerSettings &settings, const QString &value)
{
    if (value != u"text" && value != u"json")
        return notA(value, u"\"text\" or \"json\""_s);
    settings.logFormat = value == u"json" ? LogFormat::Json : LogFormat::Text;
    return Success{};
}

QString showLogFormat(const ServerSettings &settings)
{
    return settings.logFormat == LogFormat::Json ? u"json"_s : u"text"_s;
}

using S = ServerSettings;

const Setting kSettings[]{
    {"host", "HOLDLINED_HOST", "ADDRESS", "Address to listen on; 0.0.0.0 or :: for all", setHost,
     [](const S &s) { return s.host.toString(); }},
    {"port", "HOLDLINED_PORT", "PORT", "Port to listen on; 0 for any free one",
     [](S &s, const QString &v) { return setNumber<&S::port>(s, v, 0, 65535, u"a port"_s); },
     showNumber<&S::port>},
    {"store", "HOLDLINED_STORE", "STORE",
     "Where sessions are kept: \"memory\" (gone with the server) or \"sqlite:PATH\"", setStore,
     [](const S &s) { return s.store; }},
    {"store-limit", "HOLDLINED_STORE_LIMIT", "MB",
     "How much all sessions may take in the store; beyond it nobody new gets in, and what is said "
     "waits at the clients, first of the sessions that take most",
     [](S &s, const QString &v) {
         return setNumber<&S::storeLimit>(s, v, 16, 10000000, u"a number of megabytes"_s);
     },
     showNumber<&S::storeLimit>},
    {"store-damaged", "HOLDLINED_STORE_DAMAGED", "WHAT",
     "What to do with a damaged store: \"refuse\" to start, or \"move-aside\" to rename it and "
     "start with an empty one, as an embedded server always does",
     setStoreDamaged, showStoreDamaged},
    {"session-timeout", "SESSION_TIMEOUT_MINUTES", "MINUTES",
     "How long a session waits for its client to come back; fractions allowed",
     [](S &s, const QString &v) {
         return setDuration(s.sessionTimeout, v, std::chrono::minutes(1), kLongestTimeoutMinutes,
                            u"a number of minutes"_s);
     },
     [](const S &s) { return showDuration(s.sessionTimeout, std::chrono::minutes(1)); }},
    {"session-cleanup-interval", "SESSION_CLEANUP_INTERVAL", "SECONDS",
     "How often sessions that are over are removed",
     [](S &s, const QString &v) {
         return setDuration(s.sweepInterval, v, std::chrono::seconds(1), kLongestSweepSeconds,
                            u"a number of seconds"_s);
     },
     [](const S &s) { return showDuration(s.sweepInterval, std::chrono::seconds(1)); }},
    {"context-messages", "HOLDLINED_CONTEXT_MESSAGES", "COUNT",
     "How many of the newest messages an answer may depend on",
     [](S &s, const QString &v) {
         return setNumber<&S::contextMessages>(s, v, 1, 10000, u"a number of messages"_s);
     },
     showNumber<&S::contextMessages>},
    {"language-url", "HOLDLINED_LANGUAGE_URL", "URL",
     "Base address of a language model with the HTTP interface of OpenAI, such as "
     "http://127.0.0.1:11434/v1 for Ollama; without it only the built-in skills answer",
     [](S &s, const QString &v) { return setServiceUrl(s.language.base, v); },
     [](const S &s) { return s.language.base.toString(QUrl::FullyEncoded); }},
    {"language-model", "HOLDLINED_LANGUAGE_MODEL", "NAME", "Which model answers there",
     [](S &s, const QString &v) { return setServiceName(s.language.model, v); },
     [](const S &s) { return s.language.model; }},
    {"language-key-file", "HOLDLINED_LANGUAGE_KEY_FILE", "FILE",
     "File whose first line is the key of that service",
     [](S &s, const QString &v) { return setServiceKey(s.language.key, v); },
     [](const S &) { return QString(); }},
    {"instructions-file", "HOLDLINED_INSTRUCTIONS_FILE", "FILE",
     "File with instructions for the language model, at most 16 KB, instead of the ones that we "
     "ship",
     setInstructions, [](const S &) { return QString(); }},
    {"context-tokens", "HOLDLINED_CONTEXT_TOKENS", "COUNT",
     "How many tokens, estimated, instructions and messages may take in a request to the language "
     "model",
     [](S &s, const QString &v) {
         return setWholeNumber(s.language.contextTokens, v, 500, 1000000, u"a number of tokens"_s);
     },
     [](const S &s) { return QString::number(s.language.contextTokens); }},
    {"recognition-url", "HOLDLINED_RECOGNITION_URL", "URL",
     "Base address of a service that turns speech into words, with the HTTP interface of OpenAI, "
     "such as http://127.0.0.1:8000/v1 for speaches; without it, and while it fails, the built-in "
     "recognizer listens",
     [](S &s, const QString &v) { return setServiceUrl(s.recognition.service.base, v); },
     [](const S &s) { return s.recognition.service.base.toString(QUrl::FullyEncoded); }},
    {"recognition-model", "HOLDLINED_RECOGNITION_MODEL", "NAME", "Which model listens there",
     [](S &s, const QString &v) { return setServiceName(s.recognition.service.model, v); },
     [](const S &s) { return s.recognition.service.model; }},
    {"recognition-key-file", "HOLDLINED_RECOGNITION_KEY_FILE", "FILE",
     "File whose first line is the key of that service",
     [](S &s, const QString &v) { return setServiceKey(s.recognition.service.key, v); },
     [](const S &) { return QString(); }},
    {"recognition-language", "HOLDLINED_RECOGNITION_LANGUAGE", "CODE",
     "Language that is spoken, such as \"en\"; without it the service finds out",
     [](S &s, const QString &v) { return setServiceName(s.recognition.language, v); },
     [](const S &s) { return s.recognition.language; }},
    {"recognition-partials", "HOLDLINED_RECOGNITION_PARTIALS", "yes|no",
     "Whether the service also transcribes turns that are not over, so that words appear while "
     "somebody speaks; that takes several requests a turn",
     setPartials, [](const S &s) { return s.recognition.partials ? u"yes"_s : u"no"_s; }},
    {"voice-url", "HOLDLINED_VOICE_URL", "URL",
     "Base address of a service that speaks, with the HTTP interface of OpenAI, such as "
     "http://127.0.0.1:8880/v1 for Kokoro; without it, and while it fails, the built-in voice "
     "speaks",
     [](S &s, const QString &v) { return setServiceUrl(s.voice.service.base, v); },
     [](const S &s) { return s.voice.service.base.toString(QUrl::FullyEncoded); }},
    {"voice-model", "HOLDLINED_VOICE_MODEL", "NAME", "Which model speaks there",
     [](S &s, const QString &v) { return setServiceName(s.voice.service.model, v); },
     [](const S &s) { return s.voice.service.model; }},
    {"voice-name", "HOLDLINED_VOICE_NAME", "NAME", "With which of its voices it speaks",
     [](S &s, const QString &v) { return setServiceName(s.voice.voice, v); },
     [](const S &s) { return s.voice.voice; }},
    {"voice-key-file", "HOLDLINED_VOICE_KEY_FILE", "FILE",
     "File whose first line is the key of that service",
     [](S &s, const QString &v) { return setServiceKey(s.voice.service.key, v); },
     [](const S &) { return QString(); }},
    {"turn-pause", "HOLDLINED_TURN_PAUSE", "0-100",
     "How patiently the end of a turn is awaited, until a client says otherwise",
     [](S &s, const QString &v) { return setNumber<&S::turnPause>(s, v, 0, 100, u"a patience"_s); },
     showNumber<&S::turnPause>},
    {"recognizers", "HOLDLINED_RECOGNIZERS", "COUNT",
     "How many people can be understood at once; each takes about 100 MB",
     [](S &s, const QString &v) {
         return setNumber<&S::recognizers>(s, v, 1, 64, u"a number of recognizers"_s);
     },
     showNumber<&S::recognizers>},
    {"max-sessions", "HOLDLINED_MAX_SESSIONS", "COUNT", "How many sessions there may be at once",
     [](S &s, const QString &v) {
         return setNumber<&S::maxSessions>(s, v, 1, 1000000, u"a number of sessions"_s);
     },
     showNumber<&S::maxSessions>},
    {"sessions-per-address", "HOLDLINED_SESSIONS_PER_ADDRESS", "COUNT",
     "How many of them from one address; does not hold for this machine, where a proxy may stand",
     [](S &s, const QString &v) {
         return setNumber<&S::sessionsPerAddress>(s, v, 1, 1000000, u"a number of sessions"_s);
     },
     showNumber<&S::sessionsPerAddress>},
    {"max-handshakes", "HOLDLINED_MAX_HANDSHAKES", "COUNT",
     "How many clients may be connected without a session; one more, and the oldest must go",
     [](S &s, const QString &v) {
         return setNumber<&S::maxHandshakes>(s, v, 1, 1000000, u"a number of clients"_s);
     },
     showNumber<&S::maxHandshakes>},
    {"held-memory", "HOLDLINED_HELD_MEMORY", "MB",
     "How much all sessions may hold for their clients; beyond it nobody new gets in and the "
     "largest wait",
     [](S &s, const QString &v) {
         return setNumber<&S::heldMemory>(s, v, 1, 1000000, u"a number of megabytes"_s);
     },
     showNumber<&S::heldMemory>},
    {"drain-seconds", "HOLDLINED_DRAIN_SECONDS", "SECONDS",
     "How long answers under way may take when the server is told to end; a second signal ends it "
     "at once",
     setDrainTime, [](const S &s) { return showDuration(s.drainTime, std::chrono::seconds(1)); }},
    {"connections-per-second", "HOLDLINED_CONNECTIONS_PER_SECOND", "COUNT",
     "How many clients may connect per second in all; more are told to come back later",
     [](S &s, const QString &v) {
         return setNumber<&S::connectionsPerSecond>(s, v, 1, 1000000, u"a number of connections"_s);
     },
     showNumber<&S::connectionsPerSecond>},
    {"connections-per-address", "HOLDLINED_CONNECTIONS_PER_ADDRESS", "COUNT",
     "How many of them from one address; does not hold for this machine, where a proxy may stand",
     [](S &s, const QString &v) {
         return setNumber<&S::connectionsPerAddress>(s, v, 1, 1000000,
                                                     u"a number of connections"_s);
     },
     showNumber<&S::connectionsPerAddress>},
    {"trusted-proxies", "HOLDLINED_TRUSTED_PROXIES", "ADDRESS",
     "Reverse proxies whose X-Forwarded-For says where a client comes from: several separated by "
     "commas, or the option repeated",
     setProxies, showProxies, true},
    {"server-name", "HOLDLINED_SERVER_NAME", "NAME",
     "Host names by which clients reach this server, besides those in its certificate: several "
     "separated by commas, or the option repeated. Any address and \"localhost\" need no name",
     setServerNames, [](const S &s) { return s.serverNames.join(u','); }, true},
    {"allow-origin", "HOLDLINED_ALLOW_ORIGIN", "ORIGIN",
     "Web page origins that may connect besides the server's own: several separated by commas, or "
     "the option repeated",
     setOrigins, [](const S &s) { return s.allowedOrigins.join(u','); }, true},
    {"token-file", "HOLDLINED_TOKEN_FILE", "FILE",
     "File whose first line is the token that every client must show, 16 characters at least",
     setTokenFile<&S::token>, [](const S &) { return QString(); }},
    {"tls-cert", "HOLDLINED_TLS_CERT", "FILE",
     "Certificate of this server in PEM, followed by those of its issuers; makes the port speak "
     "TLS, and is read again on SIGHUP",
     setFile<&S::tlsCertificate>, [](const S &s) { return s.tlsCertificate; }},
    {"tls-key", "HOLDLINED_TLS_KEY", "FILE", "Key of that certificate in PEM, without a password",
     setFile<&S::tlsKey>, [](const S &s) { return s.tlsKey; }},
    {"allow-insecure", "HOLDLINED_ALLOW_INSECURE", nullptr,
     "Let other machines connect without TLS: whoever is on the way can listen in and take over",
     setSwitch<&S::allowInsecure>, [](const S &s) { return s.allowInsecure ? u"yes"_s : u"no"_s; }},
    {"admin-token-file", "HOLDLINED_ADMIN_TOKEN_FILE", "FILE",
     "File whose first line is the operator's token: with one there are /admin, /logs and, from "
     "afar, /metrics",
     setTokenFile<&S::adminToken>, [](const S &) { return QString(); }},
    {"log-level", "HOLDLINED_LOG_LEVEL", "LEVEL",
     "The least serious messages to log: debug, info, warning or critical", setLogLevel,
     showLogLevel},
    {"log-format", "HOLDLINED_LOG_FORMAT", "FORMAT",
     "How to log: \"text\" or \"json\", one object a line", setLogFormat, showLogFormat},
};

} // namespace

std::span<const Setting> allSettings()
{
    return kSettings;
}

} // namespace holdline::server
