// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/sessionline.h"

#include "protocol/limits.h"
#include "support/cuttingproxy.h"
#include "support/fakedurableserver.h"
#include "support/lineclient.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_catalogue {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Origin = Line::Session::Origin;
using Step = FakeDurableServer::Step;
using Manner = FakeVoiceServer::Manner;

namespace {

constexpr int kItemSamples = 1600;

/// An item whose content differs from all others.
protocol::AudioItem item(int index, bool fromServer = false)
{
    return {.fromServer = fromServer,
            .position = static_cast<quint64>(index) * kItemSamples,
            .stream = 1,
            .pcm = QByteArray(2 * kItemSamples, static_cast<char>(index + 1))};
}

protocol::TextMessage text(const QString &words)
{
    return {words, QString(words).remove(u' ')};
}

/// A client in its session, over a line that can be cut anywhere.
struct Rig
{
    LineHome home;
    FakeDurableServer server;
    CuttingProxy proxy;
    std::unique_ptr<LineClient> client;

    explicit Rig(const LinkTimings &timings = quickTimings())
    {
        proxy.setTarget(static_cast<quint16>(server.url().port()));
        if (proxy.listen())
            client = std::make_unique<LineClient>(home, proxy.url(), quickPolicy(1000), timings);
    }

    SessionLine &line() { return client->line; }
    FakeVoiceServer &wire() { return server.wire(); }
    qsizetype sessions() const { return client->sessions.size(); }
    bool joins()
    {
        line().start();
        return QTest::qWaitFor([this] { return sessions() == 1; });
    }
};

} // namespace

/// Bugs of other projects, and rare faults of networks: the client over real sockets. The named
/// sources are issues of those projects. Cases about numbers alone are tested with the stream.
class TestCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // livekit android #921: the second replay sent drained buffers, and no one checked whether
    // anything was sent at all.
    void everyReplaySendsFullBuffers()
    {
        Rig rig;
        QVERIFY(rig.joins());
        rig.server.setTaking(false);
        for (int i = 0; i < 20; ++i)
            rig.line().durable().send(item(i));
        for (int cut = 2; cut < 5; ++cut) {
            const std::size_t before = rig.wire().received().size();
            rig.proxy.cut();
            QTRY_COMPARE(rig.sessions(), cut);
            QTRY_VERIFY(rig.wire().received().size() >= before + 20); // and are lost again
        }
        rig.server.setTaking(true);
        rig.proxy.cut();
        QTRY_COMPARE(rig.server.audio().size(), 20);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(rig.server.audio()[i].position, item(i).position);
            QCOMPARE(rig.server.audio()[i].pcm, item(i).pcm);
        }
    }

    // The same issue: a send that returns 0 has sent nothing. Qt's send says "nothing" or "queued",
    // never "arrived".
    void whatIsSentAtAnyStepOfAConnectionArrivesOnceAndInOrder()
    {
        Rig rig;
        QVERIFY(rig.joins());
        int sent = 0;
        QStringList expected;
        const auto send = [&] {
            expected += u"t%1"_s.arg(sent++);
            rig.line().send(text(expected.last()));
        };
        connect(&rig.wire(), &FakeVoiceServer::connectionMade, &rig.server, send);
        connect(&rig.wire(), &FakeVoiceServer::opened, &rig.server, send);
        connect(&rig.client->socket, &ReconnectingSocket::opened, &rig.server, send);
        connect(&rig.client->socket, &ReconnectingSocket::lost, &rig.server, send);
        connect(&rig.line(), &Line::lost, &rig.server, send);
        connect(&rig.line(), &Line::sessionStarted, &rig.server, send);
        rig.server.setWelcome([&](protocol::Welcome &) { send(); });
        send();
        for (int cut = 2; cut < 5; ++cut) {
            send();
            rig.proxy.cut();
            send();
            QTRY_COMPARE(rig.sessions(), cut);
        }
        QTRY_COMPARE(rig.server.texts().size(), expected.size());
        QCOMPARE(rig.server.texts(), expected);
        QVERIFY(sent > 20);
    }

    // Discord ends the session on 1000 and 1001, Phoenix and graphql-ws take 1000 for a goodbye.
    // But Qt reports 1000 for a cut cable, and 1002 for 1012 to 1014. A close also does not flush:
    // while the peer streams, what was sent before it is lost.
    void closedWhileBothStreamTheyLoseNothing_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("the cable was cut") << 0;
        for (const int code : {1000, 1001, 1006, 1011, 1012, 1013, 1014, 4408, 4412, 4413})
            QTest::addRow("%d", code) << code;
    }

    void closedWhileBothStreamTheyLoseNothing()
    {
        QFETCH(int, code);
        constexpr int kItems = 200;
        Rig rig;
        QVERIFY(rig.joins());
        for (int i = 0; i < kItems / 2; ++i) {
            rig.line().durable().send(item(i % 100));
            rig.server.say(item(i % 100, true));
        }
        QTRY_VERIFY(rig.server.audio().size() > 10 && rig.client->speech.size() > 10);
        rig.server.setTaking(false); // what the client sends from now on is lost on its way
        connect(&rig.wire(), &FakeVoiceServer::closed, &rig.server,
                [&] { rig.server.setTaking(true); });
        for (int i = kItems / 2; i < kItems; ++i)
            rig.server.say(item(i % 100, true));
        if (code == 0)
            rig.proxy.cut();
        else
            rig.wire().close(code);
        for (int i = kItems / 2; i < kItems; ++i)
            rig.line().durable().send(item(i % 100));
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client->origin(), Origin::Resumed);
        QTRY_COMPARE(rig.server.audio().size(), kItems);
        QTRY_COMPARE(rig.client->speech.size(), kItems);
        for (int i = 0; i < kItems; ++i) {
            QCOMPARE(rig.server.audio()[i].pcm, item(i % 100).pcm);
            QCOMPARE(rig.client->speech[i].pcm, item(i % 100).pcm);
        }
    }

    // QXmpp also stops on a conflict. If the server said "try again later", two clients would
    // replace each other for ever.
    void whoWasReplacedStaysAway()
    {
        Rig rig;
        QVERIFY(rig.joins());
        rig.line().send(text(u"mine"_s));
        QTRY_COMPARE(rig.server.texts().size(), 1);
        rig.wire().close(4409);
        QTRY_VERIFY(rig.client->failed());
        QCOMPARE(rig.client->failed()->reason, LossReason::Replaced);
        rig.line().send(text(u"later"_s));
        rig.line().reconnectNow();
        QTRY_COMPARE(rig.server.texts(), (QStringList{u"mine"_s, u"later"_s}));
        QCOMPARE(rig.wire().connectionsMade(), 2);
    }

    void aFrameCutInItsMiddleComesWhole_data()
    {
        QTest::addColumn<CuttingProxy::Direction>("direction");
        QTest::newRow("to the server") << CuttingProxy::Direction::ToServer;
        QTest::newRow("to the client") << CuttingProxy::Direction::ToClient;
    }

    void aFrameCutInItsMiddleComesWhole()
    {
        QFETCH(CuttingProxy::Direction, direction);
        Rig rig;
        QVERIFY(rig.joins());
        protocol::AudioItem large = item(0, direction == CuttingProxy::Direction::ToClient);
        large.pcm = QByteArray(600'000, 'x');
        qsizetype through = 0;
        const auto cut = connect(&rig.proxy, &CuttingProxy::forwarded, &rig.proxy,
                                 [&](int, CuttingProxy::Direction way, const QByteArray &bytes) {
                                     through += way == direction ? bytes.size() : 0;
                                     if (through > 0)
                                         rig.proxy.cut();
                                 });
        if (large.fromServer)
            rig.server.say(large);
        else
            rig.line().durable().send(large);
        QTRY_VERIFY(through > 0);
        disconnect(cut);
        QVERIFY2(through < large.pcm.size(), "it was not cut in its middle");
        const auto &arrived = large.fromServer ? rig.client->speech : rig.server.audio();
        QTRY_COMPARE(arrived.size(), 1);
        QCOMPARE(arrived.first().pcm, large.pcm);
        QCOMPARE(rig.sessions(), 2);
    }

    // A captive portal answers everything with its own page; a proxy upgrades but does not reach
    // the server.
    void somethingElseAnswersForAWhile_data()
    {
        QTest::addColumn<std::function<void(FakeDurableServer &)>>("begin");
        using Act = std::function<void(FakeDurableServer &)>;
        QTest::newRow("a page to log in") << Act([](FakeDurableServer &server) {
            server.wire().setManner(Manner::RefusesWithStatus);
            server.wire().setStatus("200 OK");
            server.wire().setPage("<html>Please log in</html>");
        });
        QTest::newRow("502 of a proxy") << Act([](FakeDurableServer &server) {
            server.wire().setManner(Manner::RefusesWithStatus);
            server.wire().setStatus("502 Bad Gateway");
        });
        QTest::newRow("an upgrade and then silence")
            << Act([](FakeDurableServer &server) { server.fallSilentAt(Step::Hello); });
        QTest::newRow("a hello and then silence")
            << Act([](FakeDurableServer &server) { server.fallSilentAt(Step::Welcome); });
        QTest::newRow("no answer at all") << Act(
            [](FakeDurableServer &server) { server.wire().setManner(Manner::NeverAnswers); });
    }

    void somethingElseAnswersForAWhile()
    {
        QFETCH(std::function<void(FakeDurableServer &)>, begin);
        LinkTimings timings = quickTimings();
        timings.dialTimeout = 400ms;
        Rig rig(timings);
        QVERIFY(rig.joins());
        begin(rig.server);
        rig.proxy.cut();
        QTRY_VERIFY(!rig.line().isLive());
        rig.line().send(text(u"meanwhile"_s));
        const int dials = rig.wire().connectionsMade();
        QTRY_VERIFY(rig.wire().connectionsMade() >= dials + 2);
        QVERIFY(rig.server.texts().isEmpty());
        rig.server.fallSilentAt({});
        rig.wire().setManner(Manner::NamesNothing);
        QTRY_COMPARE(rig.server.texts(), QStringList{u"meanwhile"_s});
        QCOMPARE(rig.client->origin(), Origin::Resumed);
        QCOMPARE(rig.client->losses, 1);
    }

    // Proxies close connections that are idle for 60 s; IXWebSocket sends no pings by default.
    void anIdleLineIsKeptOpen()
    {
        LinkTimings timings = quickTimings();
        timings.pingIdle = 60ms; // a fraction of the time that the proxy allows
        timings.pongWaitIdle = 30s;
        Rig rig(timings);
        QTimer patience;
        patience.setInterval(300ms);
        int idle = 0;
        connect(&patience, &QTimer::timeout, &rig.proxy, [&] {
            if (++idle == 2) // the first time the computer may have been suspended
                rig.proxy.cut();
        });
        int messages = 0;
        connect(&rig.proxy, &CuttingProxy::forwarded, &patience, [&] {
            patience.start();
            idle = 0;
            ++messages;
        });
        QVERIFY(rig.joins());
        const int before = messages;
        QTRY_VERIFY(messages > before + 60); // thirty pings, three times its patience
        QCOMPARE(rig.client->losses, 0);
        QCOMPARE(rig.sessions(), 1);
    }
};

HOLDLINE_TEST(TestCatalogue)

} // namespace holdline::tst_catalogue

#include "tst_catalogue.moc"
