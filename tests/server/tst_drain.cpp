// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/farewell.h"
#include "support/childprocess.h"
#include "support/durableclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

namespace holdline::tst_drain {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Reason = protocol::Goaway::Reason;

constexpr Duration kLong = 10min;

/// A server whose answers the test writes.
struct Office
{
    explicit Office(Duration drainTime = kLong)
        : server({.settings = draining(drainTime), .script = {}})
    {
    }
    static ServerSettings draining(Duration time)
    {
        ServerSettings settings;
        settings.drainTime = time;
        return settings;
    }
    /// Gives the newest answer this text, and ends it.
    void answer(const QString &text)
    {
        server.responder.lastAnswer()->add(text);
        server.responder.lastAnswer()->finish();
    }

    TestServer server;
    QSignalSpy ended{&server.server, &Server::ended};
};

/// The wait in the reason of a close frame.
Duration waitIn(const QString &closeReason)
{
    const auto json = QJsonDocument::fromJson(closeReason.toUtf8()).object();
    return Duration(json.value(u"after_ms"_s).toInteger(-1));
}

} // namespace

/// A server that is told to end while clients are connected.
class TestDrain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoIsIdleIsAskedToComeBackLater()
    {
        Office office;
        DurableClient client(office.server.url());
        WireClient plain(office.server.url());
        QVERIFY(client.enter());
        QTRY_VERIFY(plain.hasSession());
        office.server.server.drain(Reason::Drain);
        QTRY_VERIFY(client.heard<protocol::Goaway>());
        const auto *goaway = client.last<protocol::Goaway>();
        QCOMPARE(goaway->reason, Reason::Drain);
        QCOMPARE(goaway->after, 1s);
        QCOMPARE(goaway->spread, Farewell::spreadOver(2));
        QTRY_COMPARE(client.closeCode(), 4412);
        QTRY_COMPARE(plain.closeCode(), 4412);
        QVERIFY(waitIn(plain.socket().closeReason()) >= 1s);
        QTRY_COMPARE(office.ended.count(), 1);
        QCOMPARE(office.server.registry.counts().active, 0);
    }

    void nobodyGetsInAnyMore()
    {
        Office office;
        DurableClient busy(office.server.url());
        QVERIFY(busy.enter());
        busy.type(u"question"_s);
        QTRY_VERIFY(office.server.responder.lastAnswer());
        office.server.server.drain(Reason::Drain);
        WireClient late(office.server.url());
        QTRY_VERIFY(late.isClosed());
        QVERIFY(!late.hasSession());
    }

    void anAnswerUnderWayIsFinishedFirst()
    {
        Office office;
        DurableClient busy(office.server.url());
        DurableClient idle(office.server.url());
        QVERIFY(busy.enter() && idle.enter());
        busy.type(u"question"_s);
        QTRY_VERIFY(office.server.responder.lastAnswer());
        office.server.server.drain(Reason::Restart);
        // Clients that go first wait until the last one must have gone.
        QTRY_COMPARE(idle.closeCode(), 4412);
        QVERIFY(idle.last<protocol::Goaway>()->after > kLong - 1min);
        QVERIFY(!busy.heard<protocol::Goaway>());
        QCOMPARE(office.ended.count(), 0);

        office.answer(u"Everything."_s);
        QTRY_COMPARE(busy.closeCode(), 4412);
        QCOMPARE(busy.items<protocol::FinalAssistantAnswer>().first().content, u"Everything."_s);
        QCOMPARE(busy.last<protocol::Goaway>()->after, 1s);
        QTRY_COMPARE(office.ended.count(), 1);
    }

    void aPlainAnswerUnderWayIsFinishedFirst()
    {
        Office office;
        WireClient busy(office.server.url());
        QTRY_VERIFY(busy.hasSession());
        busy.type(u"question"_s);
        QTRY_VERIFY(office.server.responder.lastAnswer());
        office.server.server.drain(Reason::Restart);
        QVERIFY(busy.isOpen());
        office.answer(u"Everything."_s);
        QTRY_COMPARE(busy.closeCode(), 4412);
        QCOMPARE(busy.lastContent<protocol::FinalAssistantAnswer>(), u"Everything."_s);
        QTRY_COMPARE(office.ended.count(), 1);
    }

    void whoNeverGetsReadyIsNotWaitedFor()
    {
        Office office(200ms);
        DurableClient busy(office.server.url());
        QVERIFY(busy.enter());
        busy.type(u"question"_s);
        QTRY_VERIFY(office.server.responder.lastAnswer());
        office.server.server.drain(Reason::Restart);
        QTRY_COMPARE(busy.closeCode(), 4412);
        QVERIFY(busy.heard<protocol::Goaway>());
        QTRY_COMPARE(office.ended.count(), 1);
    }

    void theEndDoesNotWait()
    {
        Office office;
        DurableClient busy(office.server.url());
        QVERIFY(busy.enter());
        busy.type(u"question"_s);
        QTRY_VERIFY(office.server.responder.lastAnswer());
        office.server.server.drain(Reason::Restart);
        office.server.server.end();
        QTRY_COMPARE(busy.closeCode(), 4412);
        QVERIFY(busy.heard<protocol::Goaway>());
        QTRY_COMPARE(office.ended.count(), 1);
    }

    void manyClientsComeBackFarApart()
    {
        QCOMPARE(Farewell::spreadOver(1), 5ms);
        QCOMPARE(Farewell::spreadOver(2000), 10s);
        QCOMPARE(Farewell::spreadOver(1000000), 1min);
        const Farewell farewell{{Reason::Restart, 1s, 10s}};
        int early = 0;
        for (int i = 0; i < 1000; ++i) {
            const Duration wait = waitIn(farewell.closeReason());
            QVERIFY(wait >= 1s && wait <= 11s);
            early += wait < 6s ? 1 : 0;
        }
        QVERIFY2(early > 400 && early < 600, qPrintable(QString::number(early)));
    }

    void aSecondSignalEndsTheProgramAtOnce()
    {
        ServerProcess server({u"--drain-seconds"_s, u"300"_s});
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        DurableClient busy(server.url());
        DurableClient idle(server.url());
        QVERIFY(busy.enter() && idle.enter());
        busy.speak(2s); // the turn is not over
        QTRY_VERIFY(!busy.transients<protocol::Activity>().isEmpty()
                    && busy.transients<protocol::Activity>().last().state
                        != protocol::Activity::State::Idle);
        const auto signalled = [&] { ::kill(static_cast<pid_t>(server.process().pid()), SIGTERM); };
        signalled();
        QTRY_COMPARE(idle.closeCode(), 4412);
        QVERIFY(server.process().isRunning() && busy.isWelcome());
        signalled();
        QTRY_COMPARE(busy.closeCode(), 4412);
        QTRY_VERIFY(!server.process().isRunning());
        QCOMPARE(server.process().exitCode(), 0);
    }
};

HOLDLINE_TEST(TestDrain)

} // namespace holdline::tst_drain

#include "tst_drain.moc"
