// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/durablerig.h"
#include "support/testcase.h"

#include <QDir>
#include <QTest>

#include <memory>

namespace holdline::tst_leftitems {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Origin = Line::Session::Origin;

namespace {

/// A server and the processes of one client, one after the other.
struct Generations
{
    LineHome home;
    FakeDurableServer server;
    std::unique_ptr<LineClient> client;

    /// Ends the current process and starts another one.
    void next()
    {
        client.reset();
        client = std::make_unique<LineClient>(home, server.url());
    }
    [[nodiscard]] bool enter()
    {
        client->line.start();
        return QTest::qWaitFor([this] { return client->sessions.size() == 1; });
    }
    QStringList outboxes() const
    {
        return QDir(home.folder.path()).entryList({u"*.outbox"_s}, QDir::Files);
    }
};

} // namespace

/// What a client process could not send to its server, and the next process sends.
class TestLeftItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arriveOnceAndInOrder_data()
    {
        QTest::addColumn<bool>("taken");
        QTest::newRow("none of them has arrived") << false;
        QTest::newRow("some have arrived") << true;
    }

    void arriveOnceAndInOrder()
    {
        QFETCH(bool, taken);
        Generations run;
        run.next();
        QVERIFY(run.enter());
        QVERIFY(run.client->line.keepUnsent());
        run.client->line.send(text(u"zero"_s));
        QTRY_COMPARE(run.server.story().size(), 1);
        run.server.setTaking(taken);
        run.client->line.send(text(u"one"_s));
        run.client->line.durable().send(spoken(0));
        if (taken)
            QTRY_COMPARE(run.server.story().size(), 3);
        run.server.wire().vanish();
        QTRY_VERIFY(!run.client->line.isLive());
        run.client->line.send(text(u"two"_s));

        run.next();
        QCOMPARE(run.client->line.kind(), Line::Kind::Durable);
        QVERIFY(run.client->line.durable().waiting().leftTexts >= 1);
        run.client->line.send(text(u"three"_s));
        run.next(); // texts from before the first session are left, too
        run.server.setTaking(true);
        run.server.wire().reappear();
        QVERIFY(run.enter());
        QCOMPARE(run.client->origin(), Origin::Rejoined);
        QVERIFY(!run.server.controls<protocol::Resume>().last().point->received);
        const QStringList all{u"zero"_s, u"one"_s, u"[0]"_s, u"two"_s, u"three"_s};
        QTRY_COMPARE(run.server.story(), all);
        QTRY_COMPARE(run.client->caughtUp, 1);

        run.next();
        QCOMPARE(run.client->line.durable().waiting(), DurableLine::Waiting());
        QVERIFY(run.enter());
        QCOMPARE(run.server.story(), all);
    }

    void waitToBeReleased()
    {
        Generations run;
        run.next();
        QVERIFY(run.enter());
        run.server.wire().vanish();
        QTRY_VERIFY(!run.client->line.isLive());
        run.client->line.send(text(u"one"_s));
        run.client->line.durable().send(spoken(0));
        run.next();
        run.server.wire().reappear();
        run.client->releasesByItself = false;
        QVERIFY(run.enter());
        run.client->line.send(text(u"now"_s));
        run.client->line.durable().discardLate();
        run.client->line.durable().release();
        QTRY_COMPARE(run.server.story(), QStringList{u"now"_s});
        run.next();
        QCOMPARE(run.client->line.durable().waiting(), DurableLine::Waiting());
    }

    void belongToTheProcessThatWasThereFirst()
    {
        Generations run;
        run.next();
        LineClient another(run.home, run.server.url());
        QVERIFY(run.enter());
        another.line.start();
        QTRY_COMPARE(another.sessions.size(), 1);
        QVERIFY(run.client->line.keepUnsent());
        QVERIFY(!another.line.keepUnsent());
    }

    void endWithTheSession()
    {
        Generations run;
        run.next();
        QVERIFY(run.enter());
        run.server.setTaking(false);
        run.client->line.send(text(u"one"_s));
        QCOMPARE(run.outboxes().size(), 1);
        run.client->line.startNewSession();
        QVERIFY(run.outboxes().isEmpty());
    }

    void areNotLeftWhenTheUserDoesNotWantIt()
    {
        Generations run;
        run.next();
        QVERIFY(run.enter());
        run.server.setTaking(false);
        run.client->line.send(text(u"one"_s));
        run.client->line.discardUnsent();
        QVERIFY(!run.client->line.keepUnsent());
        QVERIFY(run.outboxes().isEmpty());
        run.next();
        QCOMPARE(run.client->line.durable().waiting(), DurableLine::Waiting());
    }
};

HOLDLINE_TEST(TestLeftItems)

} // namespace holdline::tst_leftitems

#include "tst_leftitems.moc"
