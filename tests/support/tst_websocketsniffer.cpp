// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cuttingproxy.h"
#include "support/testcase.h"
#include "support/websocketsniffer.h"

#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

namespace holdline::tst_websocketsniffer {

using namespace testing;
using namespace Qt::StringLiterals;

/// Listens to real WebSockets through a proxy.
class TestWebSocketSniffer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatRealSocketsSay_data()
    {
        QTest::addColumn<int>("piece");
        QTest::newRow("in the pieces in which it came") << 0;
        QTest::newRow("byte by byte") << 1;
        QTest::newRow("in pieces of 7") << 7;
    }

    void readsWhatRealSocketsSay()
    {
        QFETCH(int, piece);
        QWebSocketServer server(u"test"_s, QWebSocketServer::NonSecureMode);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        CuttingProxy proxy;
        proxy.setTarget(server.serverPort());
        QVERIFY(proxy.listen());

        QList<WebSocketSniffer::Message> messages[2];
        WebSocketSniffer sniffers[2];
        connect(&proxy, &CuttingProxy::forwarded, this,
                [&](int, CuttingProxy::Direction direction, const QByteArray &bytes) {
                    const int to = direction == CuttingProxy::Direction::ToServer ? 0 : 1;
                    const qsizetype step = piece > 0 ? piece : bytes.size();
                    for (qsizetype at = 0; at < bytes.size(); at += step)
                        messages[to] += sniffers[to].feed(bytes.mid(at, step));
                });

        QWebSocket client;
        client.open(proxy.url());
        QTRY_VERIFY(server.hasPendingConnections());
        const std::unique_ptr<QWebSocket> peer(server.nextPendingConnection());
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        peer->setOutgoingFrameSize(1000); // in fragments
        const QString longText(70000, u'x');
        peer->sendTextMessage(u"short"_s);
        peer->sendTextMessage(longText);
        peer->ping("are you there");
        peer->sendBinaryMessage(QByteArray(300, '\xff'));
        client.sendTextMessage(u"Grüße"_s);
        client.sendTextMessage(longText);
        client.sendBinaryMessage(QByteArray(8, '\0'));

        QTRY_COMPARE(messages[0].size(), 3);
        QTRY_COMPARE(messages[1].size(), 3);
        QCOMPARE(messages[0][0].payload, "Grüße");
        QCOMPARE(messages[0][1].payload, longText.toUtf8());
        QVERIFY(!messages[0][2].isText);
        QCOMPARE(messages[0][2].payload, QByteArray(8, '\0'));
        QVERIFY(messages[1][0].isText);
        QCOMPARE(messages[1][0].payload, "short");
        QCOMPARE(messages[1][1].payload, longText.toUtf8());
        QCOMPARE(messages[1][2].payload, QByteArray(300, '\xff'));
    }
};

HOLDLINE_TEST(TestWebSocketSniffer)

} // namespace holdline::tst_websocketsniffer

#include "tst_websocketsniffer.moc"
