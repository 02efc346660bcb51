// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/lab/networklab.h"

#include "support/fakevoiceserver.h"
#include "support/lineclient.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_networklab {

using namespace client;
using namespace testing;
using namespace std::chrono_literals;
using Kind = LabNote::Kind;
using Origin = Line::Session::Origin;

namespace {

/// A client in a session, and the lab through which its line goes.
struct Rig
{
    LineHome home;
    FakeVoiceServer server;
    LineClient client;
    NetworkLab lab;
    QList<LabNote> notes;

    explicit Rig(NetworkLab::Durations durations = {.cut = 200ms, .blackhole = 1500ms},
                 const LinkTimings &timings = quickTimings())
        : client(home, server.url(), quickPolicy(1000), timings)
        , lab(client.socket, client.line, client.clock, durations)
    {
        QObject::connect(&lab, &NetworkLab::noted,
                         [this](const LabNote &note) { notes.append(note); });
    }

    bool openInSession()
    {
        client.socket.start();
        return QTest::qWaitFor([&] { return client.sessions.size() == 1; }) && lab.open()
            && QTest::qWaitFor([&] { return client.sessions.size() == 2; });
    }
    QList<Kind> kinds() const
    {
        QList<Kind> kinds;
        for (const LabNote &note : notes)
            kinds.append(note.kind);
        return kinds;
    }
};

} // namespace

class TestNetworkLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAndClosesWithoutLosingTheSession()
    {
        Rig rig;
        QVERIFY(rig.openInSession());
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        rig.lab.close();
        QTRY_COMPARE(rig.client.sessions.size(), 3);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        QVERIFY(rig.notes.isEmpty());
    }

    void doesNothingWhileItIsClosed()
    {
        Rig rig;
        rig.lab.setServerIsOurs(true);
        QSignalSpy restarts(&rig.lab, &NetworkLab::serverRestartRequested);
        rig.lab.cut();
        rig.lab.blackhole();
        rig.lab.setSlow(true);
        rig.lab.restartServer();
        QVERIFY(rig.notes.isEmpty());
        QVERIFY(restarts.isEmpty());
        QVERIFY(!rig.lab.trial());
    }

    void tellsHowACutWasSeenAndHealed()
    {
        Rig rig;
        QVERIFY(rig.openInSession());
        rig.lab.cut();
        QVERIFY(rig.lab.trial()->until);
        QTRY_COMPARE(rig.client.losses, 2); // the first loss was that of opening the lab
        QVERIFY(rig.lab.trial()->isNoticed);
        QTRY_COMPARE(rig.client.sessions.size(), 3);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        const QList<Kind> story{Kind::CutBegan, Kind::Noticed, Kind::FaultOver, Kind::Back};
        QCOMPARE(rig.kinds(), story);
        QVERIFY(rig.notes[1].after < 200ms);
        QVERIFY(rig.lab.trial()->isOver);
        QVERIFY(!rig.lab.trial()->isLost);
    }

    void tellsHowABlackHoleWasSeenInAConversation()
    {
        Rig rig;
        QVERIFY(rig.openInSession());
        rig.client.socket.setInConversation(true);
        rig.lab.blackhole();
        QTRY_COMPARE(rig.client.sessions.size(), 3);
        const QList<Kind> story{Kind::BlackholeBegan, Kind::Noticed, Kind::FaultOver, Kind::Back};
        QCOMPARE(rig.kinds(), story);
        QVERIFY(rig.notes[1].after >= 500ms); // the time until the ping, and the wait for the pong
    }

    void tellsThatABlackHoleWentUnnoticed()
    {
        Rig rig({.cut = 200ms, .blackhole = 100ms});
        QVERIFY(rig.openInSession());
        rig.lab.blackhole();
        QTRY_COMPARE(rig.notes.size(), 3);
        const QList<Kind> story{Kind::BlackholeBegan, Kind::FaultOver, Kind::Held};
        QCOMPARE(rig.kinds(), story);
        QVERIFY(rig.client.socket.isLive());
    }

    void aNewFaultEndsTheOneBefore()
    {
        Rig rig({.cut = 200ms, .blackhole = 10min});
        QVERIFY(rig.openInSession());
        rig.lab.blackhole();
        rig.lab.cut();
        QTRY_COMPARE(rig.client.sessions.size(), 3);
        const QList<Kind> story{Kind::BlackholeBegan, Kind::FaultOver, Kind::Held, Kind::CutBegan,
                                Kind::Noticed,        Kind::FaultOver, Kind::Back};
        QCOMPARE(rig.kinds(), story);
    }

    void closingEndsTheFault()
    {
        Rig rig({.cut = 10min, .blackhole = 10min});
        QVERIFY(rig.openInSession());
        rig.lab.cut();
        QTRY_COMPARE(rig.client.losses, 2);
        rig.lab.close();
        QVERIFY(!rig.lab.trial());
        QTRY_COMPARE(rig.client.sessions.size(), 3);
    }

    void slowsTheLineUntilToldOtherwise()
    {
        LinkTimings patient = quickTimings();
        patient.pongWaitTalking = 5s;
        Rig rig({}, patient);
        QVERIFY(rig.openInSession());
        rig.lab.setSlow(true);
        rig.client.socket.setInConversation(true);
        const auto roundTrip = [&] {
            const auto *live = rig.client.in<link::Live>();
            return live ? live->roundTrip.value_or(0us) : 0us; // smoothed
        };
        QTRY_VERIFY(roundTrip() >= 70ms);
        rig.lab.setSlow(false);
        QTRY_VERIFY(roundTrip() < 30ms);
        const QList<Kind> story{Kind::SlowBegan, Kind::SlowEnded};
        QCOMPARE(rig.kinds(), story);
    }

    void restartsOnlyAServerOfItsOwn()
    {
        Rig rig;
        QSignalSpy restarts(&rig.lab, &NetworkLab::serverRestartRequested);
        QVERIFY(rig.openInSession());
        rig.lab.restartServer();
        QVERIFY(restarts.isEmpty());
        QVERIFY(!rig.lab.trial());

        rig.lab.setServerIsOurs(true);
        connect(&rig.lab, &NetworkLab::serverRestartRequested, &rig.server, [&rig] {
            rig.server.vanish();
            rig.server.reappear();
        });
        rig.lab.restartServer();
        QCOMPARE(restarts.size(), 1);
        QTRY_COMPARE(rig.client.sessions.size(), 3);
        const QList<Kind> story{Kind::RestartBegan, Kind::Noticed, Kind::Back};
        QCOMPARE(rig.kinds(), story);
        QVERIFY(rig.lab.trial()->isOver);
    }
};

HOLDLINE_TEST(TestNetworkLab)

} // namespace holdline::tst_networklab

#include "tst_networklab.moc"
