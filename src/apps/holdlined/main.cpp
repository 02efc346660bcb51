// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log.h"
#include "holdlined/parentwatch.h"
#include "holdlined/signalwatch.h"
#include "protocol/limits.h"
#include "server/admin/health.h"
#include "server/door/epolldispatcher.h"
#include "server/server.h"
#include "server/session/sessionregistry.h"
#include "server/settings/serversettings.h"
#include "server/settings/servicesettings.h"
#include "server/settings/settingstable.h"
#include "server/store/memorystore.h"
#include "server/store/sqliteschema.h"
#include "server/store/sqlitestore.h"
#include "speech/assistantresponder.h"
#include "speech/espeaksynthesizer.h"
#include "speech/flitesynthesizer.h"
#include "speech/onboardvoice.h"
#include "speech/pocketsphinxrecognizer.h"
#include "speech/recognizerpool.h"
#include "speech/service/servicetranscriber.h"
#include "speech/service/servicevoice.h"
#include "speech/synthesizerpool.h"

#include <QCoreApplication>

#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace holdline;
using namespace holdline::server;

namespace {

/// Each user has one sentence at a time at a synthesiser. With two synthesisers, the others are
/// answered at once while one user gets a long answer. flite speaks 50 times as fast as people
/// listen.
constexpr int kSynthesizers = 2;

/// Each client needs a file descriptor. The usual soft limit of 1 024 exists only for select().
void raiseFileLimit()
{
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int fail(const QString &reason)
{
    std::fprintf(stderr, "holdlined: %s\n", qPrintable(reason));
    return EXIT_FAILURE;
}

/// Code, threads and the models of two recognisers fit into this much address space. With less, an
/// allocation fails sooner or later, and PocketSphinx then ends the process without a reason.
constexpr rlim_t kAddressSpace = 600'000'000;

bool hasAddressSpace()
{
    rlimit limit = {};
    return ::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur >= kAddressSpace;
}

struct OpenedStore
{
    std::unique_ptr<SessionStore> store;
    QString aside{}; ///< the new name of the damaged store; empty if there was none
};

/// Renames the store at `path` and opens an empty one there.
Result<OpenedStore, QString> replaceStore(const QString &path, qint64 limit, const Clock &clock)
{
    const auto aside = moveStoreAside(path, clock.wallTime());
    if (!aside)
        return Failure{aside.error()};
    auto opened = openSqliteStore(path, limit);
    if (!opened)
        return Failure{opened.error().sentence};
    return OpenedStore{std::move(opened).value(), aside.value()};
}

Result<OpenedStore, QString> openStore(const ServerSettings &settings, const Clock &clock)
{
    constexpr QStringView kSqlite(u"sqlite:");
    const qint64 limit = qint64(settings.storeLimit) * 1'000'000;
    if (!settings.store.startsWith(kSqlite))
        return OpenedStore{memoryStore(limit)};
    const QString path = settings.store.mid(kSqlite.size());
    auto opened = openSqliteStore(path, limit);
    if (opened)
        return OpenedStore{std::move(opened).value()};
    // In the folder of an embedded server's client, no file belongs to another program.
    using Kind = StoreRefusal::Kind;
    const Kind kind = opened.error().kind;
    const bool isHopeless = kind == Kind::Damaged || (kind == Kind::Foreign && settings.embedded);
    if (!isHopeless || !(settings.moveDamagedAside || settings.embedded))
        return Failure{opened.error().sentence};
    qCWarning(lcStore).noquote() << opened.error().sentence;
    auto replaced = replaceStore(path, limit, clock);
    if (replaced)
        qCWarning(lcStore).noquote()
            << "the damaged session store is now" << replaced.value().aside;
    return replaced;
}

SessionRegistry::Limits limitsOf(const ServerSettings &settings)
{
    return {.timeout = settings.sessionTimeout,
            .sweepInterval = settings.sweepInterval,
            .contextMessages = static_cast<std::size_t>(settings.contextMessages)};
}

/// The health of an engine with a service, and with `onBoard` in its place.
ComponentHealth engineHealth(const speech::Service &service, const ComponentHealth &onBoard)
{
    if (service.stage() == speech::Service::Stage::Unset)
        return onBoard;
    if (service.isUsable())
        return {.ok = true, .detail = service.description()};
    return {.ok = false,
            .detail = u"%1: %2"_s.arg(service.description(), service.trouble()->detail)};
}

ComponentHealth recognizerHealth(const speech::RecognizerPool &pool)
{
    if (const QString trouble = pool.trouble(); !trouble.isEmpty())
        return {.ok = false, .detail = trouble};
    return {.ok = true,
            .detail = u"%1 loaded, %2 busy, %3 waiting"_s.arg(pool.size())
                          .arg(pool.busy())
                          .arg(pool.waiting())};
}

ComponentHealth synthesizerHealth(const speech::SynthesizerPool &pool)
{
    return {.ok = pool.trouble().isEmpty(), .detail = pool.trouble()};
}

EngineFigures figuresOf(const speech::Service &service)
{
    const speech::ServiceFigures &so = service.figures();
    EngineFigures figures{.engine = service.name(), .answers = so.answers, .outages = so.outages};
    for (std::size_t kind = 0; kind < so.troubles.size(); ++kind) {
        if (so.troubles[kind] > 0)
            figures.troubles.push_back(
                {nameOf(static_cast<speech::ServiceTrouble::Kind>(kind)), so.troubles[kind]});
    }
    return figures;
}

/// An embedded server has one user, who may only type. Beside a service that listens, no recogniser
/// may be needed either.
speech::RecognizerPool::Loading loadingOf(const ServerSettings &settings)
{
    using Loading = speech::RecognizerPool::Loading;
    return settings.embedded || settings.recognition.service.isSet() ? Loading::WhenNeeded
                                                                     : Loading::AtOnce;
}

std::unique_ptr<speech::Voice> espeak()
{
    // One synthesiser, because espeak-ng speaks one sentence at a time in a process.
    return std::make_unique<speech::SynthesizerPool>(speech::espeakSynthesizer(), 1,
                                                     protocol::kSampleRate);
}

std::vector<speech::VoiceDescription> joined(std::vector<speech::VoiceDescription> first,
                                             const std::vector<speech::VoiceDescription> &second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

/// The engines behind all conversations.
struct Engines
{
    Engines(const ServerSettings &settings, const Clock &clock)
        : espeakVoices(speech::espeakVoices())
        , recognizers(speech::pocketsphinxRecognizer(),
                      settings.embedded ? 1 : settings.recognizers, clock, loadingOf(settings))
        , synthesizers(speech::fliteSynthesizer(), kSynthesizers, protocol::kSampleRate)
        , onBoardVoice(synthesizers, espeakVoices, espeak)
        , voices(joined(speech::fliteVoices(), espeakVoices))
        , transcriber(recognizers, clock)
        , voice(onBoardVoice, voices, protocol::kSampleRate, clock)
        , assistant(clock)
    {
        transcriber.setSettings(settings.recognition);
        voice.setSettings(settings.voice);
        assistant.setModel(settings.language);
    }

    const std::vector<speech::VoiceDescription> espeakVoices;
    speech::RecognizerPool recognizers;
    speech::SynthesizerPool synthesizers;
    speech::OnBoardVoice onBoardVoice;
    speech::VoiceCatalog voices;
    speech::ServiceTranscriber transcriber;
    speech::ServiceVoice voice;
    speech::AssistantResponder assistant;

    std::vector<const speech::Service *> services() const
    {
        return {&assistant.service(), &transcriber.service(), &voice.service()};
    }
    void addTo(ServerFigures &figures) const
    {
        figures.recognizers = recognizers.size();
        figures.busyRecognizers = recognizers.busy();
        figures.waitingUtterances = recognizers.waiting();
        figures.recognizersTakenBack = recognizers.takenBack();
        for (const speech::Service *service : services()) {
            if (service->stage() != speech::Service::Stage::Unset)
                figures.engines.push_back(figuresOf(*service));
        }
    }
};

/// "language {…}", "recognition {…}" or "voice {…}" from the program that started us.
void obey(const QByteArray &command, Engines &engines, const ServerSettings &now)
{
    const qsizetype space = command.indexOf(' ');
    const QByteArray engine = command.left(space);
    const QByteArray json = command.mid(space + 1);
    const auto use = [&](const auto &settings, const auto &setSettings) {
        if (settings)
            setSettings(settings.value());
        else
            qCWarning(lcSpeech, "the %s service stays: %s", engine.constData(),
                      qPrintable(settings.error()));
    };
    if (engine == "language")
        use(languageFrom(json, now.language),
            [&](const auto &settings) { engines.assistant.setModel(settings); });
    else if (engine == "recognition")
        use(recognitionFrom(json, now.recognition),
            [&](const auto &settings) { engines.transcriber.setSettings(settings); });
    else if (engine == "voice")
        use(voiceFrom(json), [&](const auto &settings) { engines.voice.setSettings(settings); });
}

/// Tells the client that started this server where it listens. Logs go to standard error. A second
/// line, "set aside FILE", tells the new name of a damaged store.
void announce(const char *scheme, quint16 port, const QString &aside)
{
    std::printf("listening %s://127.0.0.1:%u/ws\n", scheme, static_cast<unsigned>(port));
    if (!aside.isEmpty())
        std::printf("set aside %s\n", qUtf8Printable(aside));
    std::fflush(stdout);
}

void renewIdentity(Server &server)
{
    if (const auto renewed = server.renewIdentity(); renewed)
        qCInfo(lcServer, "the certificate was read again");
    else
        qCWarning(lcServer, "the certificate stays as it was: %s", qPrintable(renewed.error()));
}

int serve(QCoreApplication &app, ServerSettings settings)
{
    if (!hasAddressSpace())
        return fail(
            u"there is not enough memory: it needs %1 MB of address space (ulimit -v)"_s.arg(
                kAddressSpace / 1'000'000));
    raiseFileLimit();
    const Clock clock;
    const auto opened = openStore(settings, clock);
    if (!opened)
        return fail(opened.error());
    SessionStore &store = *opened.value().store;
    SessionRegistry registry(store, clock, limitsOf(settings));
    Engines engines(settings, clock);
    const auto health = [&] {
        return healthJson({.timestamp = clock.wallTime(),
                           .sessions = registry.counts(),
                           .timeout = registry.timeout(),
                           .store = storeHealth(store.trouble()),
                           .recognizer = engineHealth(engines.transcriber.service(),
                                                      recognizerHealth(engines.recognizers)),
                           .synthesizer = engineHealth(engines.voice.service(),
                                                       synthesizerHealth(engines.synthesizers)),
                           .responder = engineHealth(engines.assistant.service(),
                                                     {.ok = true, .detail = u"builtin"_s})});
    };

    const char *scheme = settings.hasTls() ? "wss" : "ws";
    std::optional<Server> server;
    const auto start = [&] {
        server.emplace(settings, registry,
                       VoiceServices{.transcriber = engines.transcriber,
                                     .voice = engines.voice,
                                     .responder = engines.assistant,
                                     .clock = clock,
                                     .voices = &engines.voices,
                                     .services = engines.services()},
                       health, [&](ServerFigures &figures) { engines.addTo(figures); });
        QObject::connect(&*server, &Server::ended, &app, &QCoreApplication::quit);
        if (const auto outcome = server->listen(); !outcome) {
            app.exit(fail(outcome.error()));
            return;
        }
        qCInfo(lcServer, "holdlined %s listens on %s port %u (%s), sessions in %s",
               HOLDLINE_VERSION, qPrintable(settings.host.toString()),
               static_cast<unsigned>(server->port()), scheme, qPrintable(settings.store));
        if (!settings.host.isLoopback() && settings.token.isEmpty())
            qCWarning(lcServer, "whoever reaches this port can talk here: there is no token");
        if (settings.embedded)
            announce(scheme, server->port(), opened.value().aside);
    };
    const auto end = [&] {
        qCInfo(lcServer, "ending");
        if (server)
            server->end();
        else
            app.quit();
    };
    bool isDraining = false;
    const auto drain = [&] {
        // A client waits for its embedded server to end, and the store has all of its answers.
        if (settings.embedded || !server || std::exchange(isDraining, true))
            end();
        else
            server->drain(protocol::Goaway::Reason::Restart);
    };

    SignalWatch signalWatch;
    QObject::connect(&signalWatch, &SignalWatch::endRequested, &app, drain);
    QObject::connect(&signalWatch, &SignalWatch::reloadRequested, &app, [&] {
        if (!settings.hasTls())
            drain(); // SIGHUP ends a program that has no file to read again
        else if (server)
            renewIdentity(*server);
    });
    std::optional<ParentWatch> parent;
    if (settings.embedded) {
        parent.emplace();
        QObject::connect(&*parent, &ParentWatch::parentGone, &app, end);
        QObject::connect(&*parent, &ParentWatch::tokenReceived, &app, [&](const QByteArray &token) {
            if (token.size() < ServerSettings::kShortestToken) {
                app.exit(fail(u"the token on standard input is too short"_s));
                return;
            }
            settings.token = token;
            start();
        });
        QObject::connect(&*parent, &ParentWatch::commandReceived, &app,
                         [&](const QByteArray &command) { obey(command, engines, settings); });
    } else {
        QMetaObject::invokeMethod(&app, start, Qt::QueuedConnection);
    }
    const int code = QCoreApplication::exec();
    server.reset();
    registry.close();
    return code;
}

} // namespace

int main(int argc, char *argv[])
{
#ifdef Q_OS_LINUX
    QCoreApplication::setEventDispatcher(new EpollDispatcher); // the application owns it now
#endif
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"holdlined"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HOLDLINE_VERSION));
    installLogFormat();
    const auto settings = ServerSettings::read(QCoreApplication::arguments().mid(1),
                                               QProcessEnvironment::systemEnvironment());
    if (!settings) {
        const auto &[code, message] = settings.error();
        std::fprintf(code == 0 ? stdout : stderr, "%s\n", qPrintable(message));
        return code;
    }
    installLogFormat(settings.value().logFormat);
    QLoggingCategory::setFilterRules(settings.value().loggingRules());
    return serve(app, settings.value());
}
