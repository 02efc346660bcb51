// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "support/plainclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

namespace holdline::tst_hostile {

using namespace testing;
using namespace Qt::StringLiterals;

/// Peers that send nonsense to the real server, beside a peer that only wants to talk.
class TestHostile : public QObject
{
    Q_OBJECT

    ServerProcess m_server{{u"--store"_s, u"memory"_s}};
    std::unique_ptr<PlainClient> m_neighbour;

    bool neighbourIsAnswered()
    {
        m_neighbour->forget();
        m_neighbour->send(protocol::TextMessage{u"what is two plus two"_s});
        return waitUntil(
            [this] {
                const auto answers = m_neighbour->all<protocol::FinalAssistantAnswer>();
                return !answers.isEmpty()
                    && (answers.last().content.contains(u"4")
                        || answers.last().content.contains(u"four", Qt::CaseInsensitive));
            },
            Duration(10000));
    }

    bool join(PlainClient &client)
    {
        client.open(m_server.url());
        return waitUntil([&] { return client.session().has_value(); }, Duration(5000));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.process().errorText()));
        m_neighbour = std::make_unique<PlainClient>();
        QVERIFY(join(*m_neighbour));
    }

    void cleanup()
    {
        QVERIFY(m_server.process().isRunning());
        QVERIFY(neighbourIsAnswered());
    }

    void isToldWhatWasWrongAndStays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("garbage") << u"}{ not json"_s;
        QTest::newRow("a list") << u"[1,2,3]"_s;
        QTest::newRow("a type of the wrong type") << u"{\"type\":[]}"_s;
        QTest::newRow("an unknown type") << u"{\"type\":\"reboot\"}"_s;
        QTest::newRow("speed as text") << u"{\"type\":\"set_speed\",\"speed\":\"fast\"}"_s;
        QTest::newRow("text missing") << u"{\"type\":\"text\"}"_s;
        QTest::newRow("5 001 characters")
            << u"{\"type\":\"text\",\"text\":\"%1\"}"_s.arg(QString(5001, u'x'));
        QTest::newRow("nested 100 000 deep") << QString(100000, u'[');
        QTest::newRow("nothing") << u""_s;
    }

    void isToldWhatWasWrongAndStays()
    {
        QFETCH(QString, text);
        PlainClient client;
        QVERIFY(join(client));
        client.sendText(text);
        QTRY_COMPARE(client.count<protocol::ValidationError>(), 1);
        QVERIFY(client.isOpen());
        client.send(protocol::TextMessage{u"hello"_s});
        QTRY_COMPARE(client.count<protocol::FinalAssistantAnswer>(), 1);
    }

    void audioTooShortForItsHeaderIsDropped()
    {
        PlainClient client;
        QVERIFY(join(client));
        for (int length = 0; length <= 9; ++length)
            client.sendBinary(QByteArray(length, '\0'));
        client.send(protocol::TextMessage{u"hello"_s});
        QTRY_COMPARE(client.count<protocol::FinalAssistantAnswer>(), 1);
        QCOMPARE(client.count<protocol::ValidationError>(), 0);
    }

    void isClosedForMessagesBeyondAllMeasure_data()
    {
        QTest::addColumn<bool>("binary");
        QTest::newRow("text") << false;
        QTest::newRow("audio") << true;
    }

    void isClosedForMessagesBeyondAllMeasure()
    {
        QFETCH(bool, binary);
        PlainClient client;
        QVERIFY(join(client));
        const QByteArray huge(static_cast<qsizetype>(protocol::kMaxMessageBytes) + 1, 'x');
        if (binary)
            client.sendBinary(huge);
        else
            client.sendText(QString::fromLatin1(huge));
        QTRY_VERIFY(!client.isOpen());
    }

    void isClosedForTextThatIsNoUtf8()
    {
        QTcpSocket raw;
        raw.connectToHost(QHostAddress::LocalHost, m_server.port());
        QVERIFY(raw.waitForConnected());
        raw.write("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                  "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                  "Sec-WebSocket-Version: 13\r\n\r\n");
        QTRY_VERIFY(raw.bytesAvailable() > 0);
        raw.write(QByteArray::fromHex("8182"
                                      "00000000"
                                      "fffe")); // masked text frame: ff fe
        QTRY_COMPARE(raw.state(), QAbstractSocket::UnconnectedState);
    }

    void anUnfinishedRequestIsNotWaitedForForever()
    {
        QTcpSocket raw;
        raw.connectToHost(QHostAddress::LocalHost, m_server.port());
        QVERIFY(raw.waitForConnected());
        raw.write("GET /ws HTT");
        QTRY_COMPARE_WITH_TIMEOUT(raw.state(), QAbstractSocket::UnconnectedState, 12000);
    }

    void pagesFromElsewhereAreRefused()
    {
        PlainClient client;
        client.open(m_server.url(), {}, {}, u"https://evil.example"_s);
        QSignalSpy ended(&client.socket(), &QWebSocket::disconnected);
        QVERIFY(ended.wait());
        QVERIFY(!client.session());
    }
};

HOLDLINE_TEST(TestHostile)

} // namespace holdline::tst_hostile

#include "tst_hostile.moc"
