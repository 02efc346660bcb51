// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/connectioncontroller.h"

#include "client/setup/clientsettings.h"
#include "client/setup/embeddedserver.h"
#include "client/vault/accesstokens.h"
#include "support/fakevoiceserver.h"
#include "support/lineclient.h"
#include "support/testcase.h"

#include <QDeadlineTimer>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

#include <sched.h>

namespace holdline::tst_connectioncontroller {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Wanted = DialectChoice::Wanted;

namespace {

/// Answers when the test wants it.
struct SlowKeychain : Vault
{
    QList<Found> asking;

    void read(const QString &, const Found &found) override { asking.append(found); }
    void write(const QString &, const QByteArray &, const Written &written) override
    {
        written(true);
    }
    void erase(const QString &) override { }
};

QString addressOf(const FakeVoiceServer &server)
{
    return server.url().toString();
}

/// The objects behind a connection, with a keychain that answers late.
struct Rig
{
    LineHome home;
    LineClient client{home, QUrl()};
    ClientSettings settings{home.settings};
    SlowKeychain *keychain = new SlowKeychain;
    AccessTokens tokens{home.settings, std::unique_ptr<Vault>(keychain)};
    EmbeddedServer embedded{QCoreApplication::applicationDirPath() + u"/fake_holdlined"_s,
                            home.folder.filePath(u"data"_s)};
    ConnectionController controller{
        client.socket, embedded, settings, {client.ids, client.secrets, tokens}};

    void begin(const ConnectionChoice &choice)
    {
        client.line.start();
        controller.begin(choice);
    }
    bool isLive() const { return client.socket.isLive(); }
    LossReason failure() const
    {
        return client.failed() ? client.failed()->reason : LossReason::None;
    }
    /// The process id of the newest embedded server; 0 before there was one.
    pid_t embeddedProcess() const
    {
        QFile file(home.folder.filePath(u"data/facts"_s));
        return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toInt() : 0;
    }
};

ConnectionChoice at(const QString &address, const QByteArray &token = "t")
{
    return {.address = address, .token = token, .reconnect = quickPolicy()};
}

bool isRunning(pid_t process)
{
    return process > 0 && ::kill(process, 0) == 0;
}

/// Whether the process has ended, but its parent has not noticed it.
bool isZombie(pid_t process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    return file.open(QIODevice::ReadOnly) && file.readAll().contains(") Z ");
}

} // namespace

class TestConnectionController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leadsToTheServerAtAnAddress()
    {
        FakeVoiceServer server;
        Rig rig;
        rig.begin(at(addressOf(server), "abc"));
        QTRY_VERIFY(rig.isLive());
        QCOMPARE(server.requests().back().authorization, QByteArray("Bearer abc"));
        QCOMPARE(rig.embeddedProcess(), 0);
    }

    void whatIsChosenForOneRunIsNotKept()
    {
        FakeVoiceServer server;
        Rig rig;
        ConnectionChoice choice = at(addressOf(server));
        choice.dialect = {.wanted = Wanted::Plain, .allowInsecure = true};
        rig.begin(choice);
        QCOMPARE(rig.controller.saved(), ConnectionChoice());
        // The same holds when another value is changed.
        choice.reconnect = BackoffPolicy::alwaysOn();
        rig.controller.change(choice);
        QCOMPARE(rig.controller.saved(), ConnectionChoice{.reconnect = BackoffPolicy::alwaysOn()});
    }

    void aChangeGoesToTheOtherServerAtOnceAndIsKept()
    {
        FakeVoiceServer first;
        FakeVoiceServer second;
        Rig rig;
        rig.begin(at(addressOf(first), "one"));
        QTRY_VERIFY(rig.isLive());
        rig.controller.change(at(addressOf(second), "two"));
        QTRY_COMPARE(second.liveConnections(), 1);
        QTRY_COMPARE(first.liveConnections(), 0);
        QCOMPARE(second.requests().back().authorization, QByteArray("Bearer two"));
        QCOMPARE(rig.settings.serverAddress(), addressOf(second));
        QCOMPARE(rig.settings.recentAddress(), addressOf(second));
        for (const auto &request : second.requests())
            QVERIFY(!request.authorization.contains("one"));
    }

    void anotherTokenDialsAnew()
    {
        FakeVoiceServer server;
        server.setManner(FakeVoiceServer::Manner::RefusesWithStatus);
        server.setStatus("401 Unauthorized");
        Rig rig;
        rig.begin(at(addressOf(server), "wrong"));
        QTRY_COMPARE(rig.failure(), LossReason::NotAuthorised);
        server.setManner(FakeVoiceServer::Manner::NamesSessions);
        rig.controller.change(at(addressOf(server), "right"));
        QTRY_VERIFY(rig.isLive());
        QCOMPARE(server.requests().back().authorization, QByteArray("Bearer right"));
    }

    void waitsForTheKeychainBeforeItDials()
    {
        FakeVoiceServer server;
        Rig rig;
        rig.tokens.store(Endpoint::forAddress(addressOf(server)).sessionKey, "kept");
        AccessTokens next(rig.home.settings,
                          std::unique_ptr<Vault>(rig.keychain = new SlowKeychain));
        ConnectionController controller(rig.client.socket, rig.embedded, rig.settings,
                                        {rig.client.ids, rig.client.secrets, next});
        rig.client.line.start();
        controller.begin(at(addressOf(server), {}));
        QCOMPARE(rig.keychain->asking.size(), 1);
        QCOMPARE(rig.client.socket.machine().state().dial, 0);
        rig.keychain->asking.takeFirst()("kept");
        QTRY_VERIFY(rig.isLive());
        QCOMPARE(server.requests().back().authorization, QByteArray("Bearer kept"));
        QCOMPARE(controller.choice().token, QByteArray("kept"));
    }

    void aKnownSessionIsLookedForBeforeTheDial_data()
    {
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("of an earlier run") << true;
        QTest::newRow("of nobody: connected first") << false;
    }

    void aKnownSessionIsLookedForBeforeTheDial()
    {
        QFETCH(bool, isKnown);
        FakeVoiceServer server;
        Rig rig;
        const QString key = Endpoint::forAddress(addressOf(server)).sessionKey;
        if (isKnown)
            rig.client.ids.store(SessionIds::durable(key), SessionId::generate());
        auto *keychain = new SlowKeychain;
        SessionSecrets secrets(nullptr, std::unique_ptr<Vault>(keychain));
        ConnectionController controller(rig.client.socket, rig.embedded, rig.settings,
                                        {rig.client.ids, secrets, rig.tokens});
        QSignalSpy awaited(&controller, &ConnectionController::keychainAwaited);
        rig.client.line.start();
        controller.begin(at(addressOf(server)));
        QCOMPARE(keychain->asking.size(), isKnown ? 1 : 0);
        if (isKnown) {
            QVERIFY(awaited.wait());
            QCOMPARE(awaited.takeFirst()[0].toBool(), true);
            QCOMPARE(rig.client.socket.machine().state().dial, 0);
            keychain->asking.takeFirst()(std::nullopt);
            QCOMPARE(awaited.takeFirst()[0].toBool(), false);
        }
        QTRY_VERIFY(rig.isLive());
        QVERIFY(awaited.isEmpty());
    }

    void aKeychainThatIsLateDoesNotTakeTheLineBack()
    {
        FakeVoiceServer first;
        FakeVoiceServer second;
        Rig rig;
        rig.tokens.store(Endpoint::forAddress(addressOf(first)).sessionKey, "kept");
        AccessTokens next(rig.home.settings,
                          std::unique_ptr<Vault>(rig.keychain = new SlowKeychain));
        ConnectionController controller(rig.client.socket, rig.embedded, rig.settings,
                                        {rig.client.ids, rig.client.secrets, next});
        rig.client.line.start();
        controller.begin(at(addressOf(first), {}));
        controller.change(at(addressOf(second)));
        QTRY_VERIFY(rig.isLive());
        rig.keychain->asking.takeFirst()("kept");
        QCOMPARE(rig.client.socket.endpoint().url, second.url());
        QCOMPARE(controller.choice().token, QByteArray("t"));
    }

    void toAnotherServerAndBackTheTokenIsStillThere()
    {
        FakeVoiceServer first;
        FakeVoiceServer second;
        Rig rig;
        rig.begin(at(addressOf(first), "one"));
        rig.controller.change(at(addressOf(second), {}));
        QTRY_VERIFY(rig.isLive());
        QCOMPARE(second.requests().back().authorization, QByteArray());
        rig.controller.change(at(addressOf(first), {}));
        QTRY_COMPARE(rig.client.socket.endpoint().token, QByteArray("one"));
    }

    void anotherPolicyHoldsAtOnce()
    {
        FakeVoiceServer server;
        Rig rig;
        ConnectionChoice choice = at(addressOf(server));
        rig.begin(choice);
        QTRY_VERIFY(rig.isLive());
        choice.reconnect = BackoffPolicy::persistent();
        rig.controller.change(choice);
        QCOMPARE(rig.client.socket.machine().state().backoff.policy(), BackoffPolicy::persistent());
        QVERIFY(rig.isLive());
        QCOMPARE(server.connectionsMade(), 1);
        QCOMPARE(rig.settings.reconnectPolicy(), BackoffPolicy::persistent());
    }

    void anotherProtocolIsSpokenAtOnce()
    {
        FakeVoiceServer server;
        Rig rig;
        ConnectionChoice choice = at(addressOf(server));
        rig.begin(choice);
        QTRY_VERIFY(rig.isLive());
        QVERIFY(!server.requests().back().protocols.isEmpty());
        choice.dialect.wanted = Wanted::Plain;
        rig.controller.change(choice);
        QTRY_COMPARE(server.connectionsMade(), 2);
        QTRY_VERIFY(rig.isLive());
        QVERIFY(server.requests().back().protocols.isEmpty());
        QCOMPARE(rig.settings.dialect(), choice.dialect);
    }

    void whereOthersCanListenItDialsOnlyWhenThatIsAllowed()
    {
        FakeVoiceServer server;
        QUrl url = server.url();
        url.setHost(u"0.0.0.0"_s); // an address of this computer that is not a loopback address
        Rig rig;
        ConnectionChoice choice = at(url.toString());
        rig.begin(choice);
        QTRY_COMPARE(rig.failure(), LossReason::Insecure);
        QCOMPARE(server.connectionsMade(), 0);
        choice.dialect.allowInsecure = true;
        rig.controller.change(choice);
        QTRY_VERIFY(rig.isLive());
    }

    void theEmbeddedServerRunsOnlyWhileItIsWanted()
    {
        FakeVoiceServer server;
        Rig rig;
        rig.begin({.reconnect = quickPolicy()});
        QTRY_VERIFY(isRunning(rig.embeddedProcess()));
        QTRY_COMPARE(rig.client.socket.endpoint().sessionKey, QString(Endpoint::kEmbedded));
        const pid_t first = rig.embeddedProcess();

        rig.controller.change(at(addressOf(server)));
        QTRY_VERIFY(rig.isLive());
        QTRY_VERIFY(!isRunning(first));

        rig.controller.change({.reconnect = quickPolicy()});
        QTRY_VERIFY(rig.embeddedProcess() != first && isRunning(rig.embeddedProcess()));
        QTRY_COMPARE(rig.client.socket.endpoint().sessionKey, QString(Endpoint::kEmbedded));
        QCOMPARE(rig.settings.serverAddress(), QString());
        QCOMPARE(rig.settings.recentAddress(), addressOf(server));
    }

    /// A stranger takes the port of the dead server. The client never dials it again.
    void thePortOfADeadServerIsNotDialled()
    {
        FakeVoiceServer stranger;
        FakeVoiceServer next;
        const auto listenAt = [](const FakeVoiceServer &server) {
            qputenv("FAKE_HOLDLINED_PORT", QByteArray::number(server.url().port()));
        };
        listenAt(stranger);
        Rig rig;
        rig.begin({.reconnect = quickPolicy()});
        QTRY_VERIFY(rig.isLive());
        QCOMPARE(stranger.connectionsMade(), 1);
        listenAt(next);
        // The line breaks before the event loop has reported the death.
        const pid_t process = rig.embeddedProcess();
        ::kill(process, SIGKILL);
        QDeadlineTimer patience(10s);
        while (!isZombie(process) && !patience.hasExpired())
            ::sched_yield();
        stranger.cut();
        QTRY_COMPARE_WITH_TIMEOUT(next.liveConnections(), 1, 10000);
        QTRY_VERIFY(rig.isLive());
        QCOMPARE(stranger.connectionsMade(), 1);
        QVERIFY(next.requests().back().authorization != stranger.requests().back().authorization);
        qunsetenv("FAKE_HOLDLINED_PORT");
    }

    void anEmbeddedServerThatGaveUpIsRevived()
    {
        qputenv("FAKE_HOLDLINED", "dies at once");
        Rig rig;
        rig.begin({});
        QTRY_COMPARE(rig.failure(), LossReason::EmbeddedServerFailed);
        qunsetenv("FAKE_HOLDLINED");
        rig.controller.revive();
        QTRY_COMPARE(rig.client.socket.endpoint().sessionKey, QString(Endpoint::kEmbedded));
    }

    void anAddressThatIsNoneCountsAsNone()
    {
        Rig rig;
        rig.settings.setServerAddress(u"not an address"_s);
        QVERIFY(rig.controller.saved().address.isEmpty());
    }
};

HOLDLINE_TEST(TestConnectionController)

} // namespace holdline::tst_connectioncontroller

#include "tst_connectioncontroller.moc"
