// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cuttingproxy.h"
#include "support/lineclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

namespace holdline::tst_durableline {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using Origin = Line::Session::Origin;

namespace {

/// A policy that never gives up and never waits long.
BackoffPolicy stubborn()
{
    return {.initial = Duration(10), .maximum = Duration(100), .attempts = std::nullopt};
}

/// Cuts the line after random numbers of bytes in either direction, a given number of times.
struct Cutter : QObject
{
    Cutter(CuttingProxy &proxy, int cuts, quint32 seed) : left(cuts), random(seed)
    {
        connect(&proxy, &CuttingProxy::forwarded, this,
                [this, &proxy](int, CuttingProxy::Direction, const QByteArray &bytes) {
                    until -= bytes.size();
                    if (until > 0 || left == 0)
                        return;
                    --left;
                    until = random.bounded(200, 6000);
                    proxy.cut();
                });
    }

    int left;
    QRandomGenerator random;
    qsizetype until = 2000;
};

QStringList understood(const LineClient &client)
{
    QStringList texts;
    for (const protocol::ServerMessage &message : client.messages) {
        if (const auto *request = std::get_if<protocol::FinalUserRequest>(&message))
            texts.append(request->content);
    }
    return texts;
}

} // namespace

/// The client's line to the real server in holdline.v1, through a network that fails.
class TestDurableLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingTypedIsLostOrDoubledOverALineThatBreaks_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 3; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void nothingTypedIsLostOrDoubledOverALineThatBreaks()
    {
        QFETCH(quint32, seed);
        ServerProcess server({u"--store"_s, u"memory"_s});
        QVERIFY(server.start());
        CuttingProxy proxy;
        proxy.setTarget(server.port());
        QVERIFY(proxy.listen());
        LineHome home;
        LineClient client(home, proxy.url(), stubborn(), {});
        client.line.start();
        QTRY_COMPARE(client.sessions.size(), 1);
        QCOMPARE(client.line.kind(), Line::Kind::Durable);

        Cutter cutter(proxy, 15, seed);
        QStringList typed;
        for (int i = 1; i <= 40; ++i) {
            typed.append(u"message %1"_s.arg(i));
            client.line.send(protocol::TextMessage{typed.last(), u"m%1"_s.arg(i)});
        }
        QTRY_COMPARE_WITH_TIMEOUT(understood(client), typed, 60000);
        QVERIFY(client.losses > 0);
        for (const LineClient::Session &session : std::as_const(client.sessions))
            QCOMPARE(session.id, client.sessions.first().id);
        cutter.left = 0;
        client.line.stop();
        QTRY_COMPARE(client.stopped, 1);

        LineClient next(home, proxy.url());
        next.line.start();
        QTRY_VERIFY(next.history.contains(u"."_s));
        QCOMPARE(next.origin(), Origin::Rejoined);
        QCOMPARE(next.history.filter(QRegularExpression(u"^message \\d+$"_s)), typed);
    }

    void nothingTypedIsLostOrDoubledByAServerThatIsKilled()
    {
        QTemporaryDir folder;
        ServerProcess server({u"--store"_s, u"sqlite:%1/sessions.sqlite"_s.arg(folder.path())});
        QVERIFY(server.start());
        LineHome home;
        LineClient client(home, server.url(), stubborn(), {});
        client.line.start();
        QTRY_COMPARE(client.sessions.size(), 1);
        QStringList typed;
        for (int round = 0; round < 4; ++round) {
            for (int i = 0; i < 5; ++i) {
                typed.append(u"message %1"_s.arg(typed.size()));
                client.line.send(protocol::TextMessage{typed.last(), u"m%1"_s.arg(typed.size())});
            }
            QTRY_VERIFY(understood(client).size() >= typed.size() - 3);
            server.kill();
            QTRY_VERIFY(!client.line.isLive());
            QVERIFY(server.start());
        }
        QTRY_COMPARE_WITH_TIMEOUT(understood(client), typed, 30000);
        QCOMPARE(client.sessions.last().id, client.sessions.first().id);
        QCOMPARE(client.origin(), Origin::Resumed);
    }
};

HOLDLINE_TEST(TestDurableLine)

} // namespace holdline::tst_durableline

#include "tst_durableline.moc"
