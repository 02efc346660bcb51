// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/clientsettings.h"
#include "client/setup/embeddedserver.h"
#include "client/setup/enginecontroller.h"
#include "client/vault/accesstokens.h"
#include "support/childprocess.h"
#include "support/durableclient.h"
#include "support/scriptedservice.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QLoggingCategory>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_enginecontroller {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

/// The real embedded server, a scripted language model, and one run of the app between them.
struct Home
{
    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"settings.conf"_s), QSettings::IniFormat};
    ClientSettings choices{settings};
    ScriptedService service;

    EngineChoice model() const { return {.url = service.base().toString(), .model = u"tiny"_s}; }
};

struct Run
{
    explicit Run(Home &home)
        : tokens(home.settings, nullptr)
        , server(ServerProcess::program(), home.folder.filePath(u"data"_s))
        , assistant(Engine::Language, server, home.choices, tokens)
    {
        QObject::connect(&server, &EmbeddedServer::ready, &server,
                         [this](const Endpoint &endpoint) {
                             client = std::make_unique<DurableClient>(endpoint.url, endpoint.token);
                         });
    }

    bool start()
    {
        assistant.begin();
        server.start();
        return QTest::qWaitFor([this] { return client != nullptr; }, 10'000) && client->enter();
    }
    QString answerTo(const QString &question) const
    {
        const auto ends = [this] { return client->items<protocol::TtsEnd>(); };
        const qsizetype before = ends().size();
        client->type(question);
        if (!QTest::qWaitFor([&] { return ends().size() > before; }, 10'000))
            return {};
        // Heard to its end, so that the next question does not interrupt it.
        client->tellPlayed(ends().last().utterance, ends().last().samples);
        return client->items<protocol::FinalAssistantAnswer>().last().content;
    }

    AccessTokens tokens;
    EmbeddedServer server;
    EngineController assistant;
    std::unique_ptr<DurableClient> client;
};

} // namespace

/// Who answers, as the user chooses it, at the real server.
class TestEngineController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void appliesAtOnceAndToTheNextRun()
    {
        Home home;
        QVERIFY(home.service.listen());
        home.service.add({.bytes = ScriptedService::streamed({"A vehicle on rails."})});
        home.service.add({.bytes = ScriptedService::streamed({"A big animal."})});
        {
            Run run(home);
            const QSignalSpy changed(&run.assistant, &EngineController::changed);
            QVERIFY(run.start());
            QVERIFY(run.answerTo(u"what is a train"_s).startsWith(u"I do not know that."_s));
            run.assistant.change(home.model());
            QCOMPARE(changed.size(), 1);
            QCOMPARE(run.answerTo(u"what is a train"_s), u"A vehicle on rails."_s);
        }
        Run again(home);
        QVERIFY(again.start());
        QCOMPARE(again.assistant.choice(), home.model());
        QCOMPARE(again.answerTo(u"what is an elephant"_s), u"A big animal."_s);
        again.assistant.change({});
        QVERIFY(again.answerTo(u"what is a train"_s).startsWith(u"I do not know that."_s));
        QCOMPARE(home.service.requests().size(), 2);
    }

    void keepsKeysOutOfTheSettings()
    {
        Home home;
        QVERIFY(home.service.listen());
        Run run(home);
        QVERIFY(run.start());
        EngineChoice choice = home.model();
        choice.key = "sk-secret";
        run.assistant.change(choice);
        home.service.add({.bytes = ScriptedService::streamed({"Hi."})});
        QCOMPARE(run.answerTo(u"what is a train"_s), u"Hi."_s);
        QVERIFY(home.service.requests().first().head.contains("Bearer sk-secret"));
        home.settings.sync();
        QFile file(home.settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("sk-secret"));
    }

    void tellsNobodyTheKeyWhenTheServiceRefusesIt()
    {
        static QByteArray log;
        log.clear();
        QLoggingCategory::setFilterRules(u"holdline.*=true"_s);
        const auto before =
            qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) {
                log += text.toUtf8() + '\n';
            });
        const auto restore = qScopeGuard([before] {
            qInstallMessageHandler(before);
            QLoggingCategory::setFilterRules({});
        });
        Home home;
        QVERIFY(home.service.listen());
        Run run(home);
        QVERIFY(run.start());
        EngineChoice choice = home.model();
        choice.key = "sk-secret";
        run.assistant.change(choice);
        home.service.add(
            {.bytes = ScriptedService::withStatus(401, R"({"error":"wrong key: sk-secret"})")});
        QVERIFY(!run.answerTo(u"what is a train"_s).isEmpty());
        QTRY_VERIFY(log.contains("wrong key: [key]")); // the client logs what its server says
        QVERIFY(!log.contains("sk-secret"));
        const QList<qint64> servers = childrenOf(QCoreApplication::applicationPid());
        QCOMPARE(servers.size(), 1);
        for (const char *part : {"cmdline", "environ"}) {
            QFile file(u"/proc/%1/%2"_s.arg(servers.first()).arg(QLatin1String(part)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("sk-secret"), part);
        }
    }
};

HOLDLINE_TEST(TestEngineController)

} // namespace holdline::tst_enginecontroller

#include "tst_enginecontroller.moc"
