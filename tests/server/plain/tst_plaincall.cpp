// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/frontdoor.h"
#include "server/plain/plaincall.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_plaincall {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// A plain client and its call, which has not joined a session.
struct Pair
{
    Pair()
    {
        QObject::connect(&door, &FrontDoor::webSocketOpened, &door, [this](WebSocket *socket) {
            call = std::make_unique<PlainCall>(std::make_unique<ClientConnection>(socket), memory);
        });
    }

    bool open()
    {
        if (!door.listen(QHostAddress::LocalHost, 0))
            return false;
        client = std::make_unique<WireClient>(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(door.port())));
        return QTest::qWaitFor([this] { return call && client->isOpen(); });
    }

    FrontDoor door{AccessPolicy({}, {}), {}};
    HeldMemory memory{1024 * 1024};
    std::unique_ptr<PlainCall> call;
    std::unique_ptr<WireClient> client;
};

} // namespace

class TestPlainCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusedMessagesAreAnsweredAndTheConnectionStays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("field");
        QTest::newRow("garbage") << u"{{{"_s << u"message"_s;
        QTest::newRow("empty") << u""_s << u"message"_s;
        QTest::newRow("unknown type") << u"{\"type\":\"shutdown\"}"_s << u"type"_s;
        QTest::newRow("wrong type of a field")
            << u"{\"type\":\"set_speed\",\"speed\":\"fast\"}"_s << u"speed"_s;
        QTest::newRow("5 001 characters")
            << u"{\"type\":\"text\",\"text\":\"%1\"}"_s.arg(QString(5001, u'x')) << u"text"_s;
        QTest::newRow("nested without end") << QString(100'000, u'[') << u"message"_s;
        QTest::newRow("what only v1 knows")
            << u"{\"type\":\"interrupt\",\"utterance\":1,\"position\":0}"_s << u"type"_s;
    }

    void refusedMessagesAreAnsweredAndTheConnectionStays()
    {
        QFETCH(QString, text);
        QFETCH(QString, field);
        TestServer server;
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        client.socket().sendTextMessage(text);
        QTRY_COMPARE(client.all<protocol::ValidationError>().size(), 1);
        QCOMPARE(client.all<protocol::ValidationError>().first().errors.first().field, field);

        client.type(u"hello"_s);
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        QCOMPARE(client.all<protocol::ValidationError>().size(), 1);
    }

    void messagesAreRefusedBeforeThereIsASession()
    {
        Pair pair;
        QVERIFY(pair.open());
        pair.client->socket().sendTextMessage(u"{{{"_s);
        QTRY_COMPARE(pair.client->story(), QStringList{u"validation_error"_s});
    }

    void audioTooShortToBeAudioIsCounted()
    {
        Pair pair;
        QVERIFY(pair.open());
        const QSignalSpy dropped(pair.call.get(), &PlainCall::frameDropped);
        QWebSocket &socket = pair.client->socket();
        socket.sendBinaryMessage(QByteArray(7, '\1'));
        socket.sendBinaryMessage(QByteArray());
        socket.sendBinaryMessage(protocol::encode(protocol::AudioFrame{.pcm = "abc"}));
        socket.sendTextMessage(u"{{{"_s); // its answer shows that all earlier messages were handled
        QTRY_COMPARE(pair.client->story(), QStringList{u"validation_error"_s});
        QCOMPARE(dropped.size(), 2);
    }

    void speechIsMadeAMinuteAheadAndNotMore()
    {
        const QString sentence =
            u"This sentence is spoken for one second, it seems. "_s; // 50 × 20 ms
        TestServer server({.script = [&](const speech::Prompt &prompt) {
            const int times = prompt.text == u"long"_s ? 100 : 1;
            return ScriptedReply{.pieces = {sentence.repeated(times)}};
        }});
        WireClient client(server.url());
        WireClient other(server.url());
        QTRY_VERIFY(client.hasSession() && other.hasSession());
        const auto heard = [&client] {
            qsizetype bytes = 0;
            for (const protocol::TtsChunk &chunk : client.all<protocol::TtsChunk>())
                bytes += chunk.pcm.size();
            return audio::durationOf(static_cast<std::size_t>(bytes) / 2, audio::kDeviceRate);
        };
        client.type(u"long"_s);
        QTRY_VERIFY_WITH_TIMEOUT(heard() >= 60s, 20000);
        other.type(u"short"_s); // uses the same synthesiser
        QTRY_VERIFY(other.heardOf(u"final_assistant_answer"_s));
        QVERIFY(heard() < 62s);
        server.clock.advance(30s); // the client has played everything by then
        QTRY_VERIFY_WITH_TIMEOUT(heard() >= 90s, 20000);
        QVERIFY(!client.heardOf(u"final_assistant_answer"_s));
        server.clock.advance(30s);
        QTRY_VERIFY_WITH_TIMEOUT(client.heardOf(u"final_assistant_answer"_s), 20000);
    }

    void leavingWithoutASessionIsNothing()
    {
        Pair pair;
        QVERIFY(pair.open());
        pair.call->leave();
        QVERIFY(!pair.call->session());
    }
};

HOLDLINE_TEST(TestPlainCall)

} // namespace holdline::tst_plaincall

#include "tst_plaincall.moc"
