// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/linksocket.h"

#include "client/link/certificatetrust.h"
#include "protocol/limits.h"
#include "support/fakevoiceserver.h"
#include "support/lineclient.h"
#include "support/testcase.h"
#include "support/testcertificate.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocketServer>

#include <memory>

namespace holdline::tst_linksocket {

using namespace client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace testing;
using Manner = FakeVoiceServer::Manner;

namespace {

/// One dial to a server. Records its signals in order, except those about bytes.
struct Rig
{
    FakeVoiceServer server;
    QObject owner;
    QPointer<LinkSocket> socket;
    QStringList told;

    explicit Rig(Manner manner = Manner::NamesNothing, bool offersDurable = false)
    {
        server.setManner(manner);
        LinkSocket::Way way;
        way.url = server.url();
        way.offersDurable = offersDurable;
        socket = new LinkSocket(way, &owner);
        QObject::connect(socket, &LinkSocket::reached, &owner, [this] { told << u"reached"_s; });
        QObject::connect(socket, &LinkSocket::opened, &owner, [this](bool durable) {
            told << (durable ? u"opened, durable"_s : u"opened"_s);
        });
        QObject::connect(socket, &LinkSocket::failed, &owner, [this] { told << u"failed"_s; });
        QObject::connect(socket, &LinkSocket::closed, &owner,
                         [this](int code) { told << u"closed %1"_s.arg(code); });
        QObject::connect(socket, &LinkSocket::received, &owner, [this] { told << u"received"_s; });
    }

    bool open()
    {
        socket->open();
        return QTest::qWaitFor(
            [this] { return server.liveConnections() == 1 && told.size() == 2; });
    }
};

} // namespace

class TestLinkSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsHowFarItGetsAndThenItsEndOnce_data()
    {
        QTest::addColumn<Manner>("manner");
        QTest::addColumn<QStringList>("told");
        QTest::newRow("an end without a word")
            << Manner::ClosesAtOnce << QStringList{u"reached"_s, u"opened"_s, u"closed 1000"_s};
        QTest::newRow("an end after a word")
            << Manner::ClosesAfterNaming
            << QStringList{u"reached"_s, u"opened"_s, u"received"_s, u"closed 1000"_s};
        QTest::newRow("no WebSocket")
            << Manner::RefusesWithStatus << QStringList{u"reached"_s, u"failed"_s};
    }

    void tellsHowFarItGetsAndThenItsEndOnce()
    {
        QFETCH(Manner, manner);
        QFETCH(QStringList, told);
        Rig rig(manner);
        rig.server.setStatus("503 Service Unavailable");
        rig.socket->open();
        QTRY_COMPARE(rig.told, told);
        QVERIFY2(!QTest::qWaitFor([&] { return rig.told != told; }, 100), "and nothing follows");
    }

    void tellsOfARefusalThatItNeverReachedTheServer()
    {
        Rig rig;
        QSignalSpy failed(rig.socket, &LinkSocket::failed);
        rig.server.vanish();
        rig.socket->open();
        QTRY_COMPARE(rig.told, QStringList{u"failed"_s});
        QCOMPARE(failed[0][0].value<LossReason>(), LossReason::Refused);
        QVERIFY(rig.socket->ownAddress().isNull());
    }

    void tellsWhyADialFails_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<LossReason>("reason");
        for (const char *scheme : {"ws", "wss"}) {
            const QString dialled = QString::fromLatin1(scheme) + u"://"_s;
            QTest::addRow("%s: an unknown name", scheme)
                << dialled + u"nowhere.invalid"_s << LossReason::HostNotFound;
            QTest::addRow("%s: a closed port", scheme)
                << dialled + u"127.0.0.1"_s << LossReason::Refused;
        }
    }

    void tellsWhyADialFails()
    {
        QFETCH(QString, host);
        QFETCH(LossReason, reason);
        LinkSocket::Way way;
        way.url = QUrl(host);
        way.url.setPort(1); // nobody listens there
        auto *socket = new LinkSocket(way, this);
        QSignalSpy failed(socket, &LinkSocket::failed);
        socket->open();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30000);
        QCOMPARE(failed[0][0].value<LossReason>(), reason);
        QVERIFY(!failed[0][1].toString().contains(u"Unknown"_s));
        socket->drop();
    }

    void tellsWhatTheServerSpeaks()
    {
        Rig rig(Manner::NamesNothing, true);
        rig.server.setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
        QVERIFY(rig.open());
        QCOMPARE(rig.told, (QStringList{u"reached"_s, u"opened, durable"_s}));
        QCOMPARE(rig.socket->ownAddress(), QHostAddress(QHostAddress::LocalHost));
    }

    void aPongBringsBackWhenThePingWasSent()
    {
        Rig rig;
        QVERIFY(rig.open());
        QSignalSpy ponged(rig.socket, &LinkSocket::ponged);
        const Instant then = Clock().now() - 1h;
        rig.socket->ping(then);
        QVERIFY(ponged.wait());
        QCOMPARE(ponged[0][0].value<Instant>(), then);
    }

    /// QWebSocket answers pings by itself, and the answers would wait in this process for ever.
    void aServerThatAsksWithoutReadingIsLeft()
    {
        Rig rig;
        QVERIFY(rig.open());
        rig.server.goSilent();
        qint64 queued = 0;
        connect(rig.socket, &LinkSocket::closed, &rig.owner, [&] {
            queued = rig.socket->queuedBytes();
            rig.socket->drop();
        });
        const QByteArray ping = "\x89\x7d" + QByteArray(125, 'p');
        rig.server.sendRaw(ping.repeated(200'000)); // 25 MB, far more than two kernels take
        QTRY_COMPARE_WITH_TIMEOUT(rig.told.last(), u"closed 4400"_s, 30000);
        QVERIFY2(queued < 8 * 1024 * 1024, qPrintable(QString::number(queued)));
    }

    void anAnswerToTheUpgradeThatNeverEndsIsLeft_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("more");
        const QByteArray switching = "HTTP/1.1 101 Switching Protocols\r\n";
        QTest::newRow("fields") << switching << QByteArray("a: b\r\n");
        QTest::newRow("one field") << switching + "a: " << QByteArray("bbbbbb");
        QTest::newRow("one line") << QByteArray("HTTP/1.1 101 ") << QByteArray("Switch");
        QTest::newRow("a refusal")
            << QByteArray("HTTP/1.1 404 Not found\r\n") << QByteArray("a: b\r\n");
        QTest::newRow("noise") << QByteArray() << QByteArray(6, '\0');
    }

    void anAnswerToTheUpgradeThatNeverEndsIsLeft()
    {
        QFETCH(QByteArray, begin);
        QFETCH(QByteArray, more);
        constexpr qint64 kAll = 24'000'000; // more than two kernels take
        Rig rig(Manner::NeverAnswers);
        QSignalSpy failed(rig.socket, &LinkSocket::failed);
        connect(&rig.server, &FakeVoiceServer::connectionMade, this,
                [&] { rig.server.sendRaw(begin + more.repeated(kAll / more.size())); });
        rig.socket->open();
        QTRY_COMPARE(rig.told, (QStringList{u"reached"_s, u"failed"_s}));
        QCOMPARE(failed[0][0].value<LossReason>(), LossReason::NotAWebSocket);
        QVERIFY(rig.server.queuedBytes() > kAll / 2); // nobody reads the rest
        rig.socket->drop();
    }

    void aLongMessageRightBehindTheUpgradeArrives_data()
    {
        QTest::addColumn<bool>("isSecure");
        QTest::newRow("plain") << false;
        QTest::newRow("TLS") << true;
    }

    void aLongMessageRightBehindTheUpgradeArrives()
    {
        QFETCH(bool, isSecure);
        const TestCertificate certificate;
        QWebSocketServer server(
            u"wordy"_s, isSecure ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode);
        server.setSslConfiguration(certificate.identity());
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QString message(protocol::kMaxMessageBytes - 100, u'x');
        std::unique_ptr<QWebSocket> served;
        connect(&server, &QWebSocketServer::newConnection, this, [&] {
            served.reset(server.nextPendingConnection());
            served->sendTextMessage(message);
        });
        LinkSocket::Way way;
        way.url = server.serverUrl();
        LineHome home;
        CertificateTrust trust(home.settings);
        trust.pin({CertificateTrust::serverOf(way.url),
                   certificate.certificate().digest(QCryptographicHash::Sha256)});
        way.trust = &trust;
        LinkSocket socket(way);
        QSignalSpy received(&socket, &LinkSocket::received);
        socket.open();
        QTRY_COMPARE(received.size(), 1);
        QCOMPARE(received[0][0].value<protocol::WireMessage>().bytes.size(), message.size());
    }

    void isSilentOnceItIsLeft_data()
    {
        QTest::addColumn<bool>("politely");
        QTest::newRow("dropped") << false;
        QTest::newRow("closed") << true;
    }

    void isSilentOnceItIsLeft()
    {
        QFETCH(bool, politely);
        Rig rig;
        QVERIFY(rig.open());
        const QStringList before = rig.told;
        rig.server.sendText(u"late"_s);
        if (politely)
            rig.socket->close(4400);
        else
            rig.socket->drop();
        QCOMPARE(rig.socket->queuedBytes(), 0);
        QTRY_VERIFY(!rig.socket);
        QCOMPARE(rig.told, before);
        QTRY_COMPARE(rig.server.liveConnections(), 0);
        if (politely)
            QCOMPARE(rig.server.lastCloseCode(), 4400);
    }

    void goesAlthoughTheServerNeverAnswersTheClose()
    {
        Rig rig;
        QVERIFY(rig.open());
        rig.server.goSilent();
        rig.socket->close(LinkSocket::kCloseNormal);
        QTRY_VERIFY(!rig.socket);
    }

    void isSilentWhenItsOwnerGoes()
    {
        QStringList told;
        {
            Rig rig;
            QVERIFY(rig.open());
            QObject::connect(rig.socket, &LinkSocket::closed, rig.socket,
                             [&told] { told << u"closed"_s; });
            delete rig.socket;
        }
        QVERIFY(told.isEmpty());
    }
};

HOLDLINE_TEST(TestLinkSocket)

} // namespace holdline::tst_linksocket

#include "tst_linksocket.moc"
