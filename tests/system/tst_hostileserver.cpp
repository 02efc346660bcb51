// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "support/clientprocess.h"
#include "support/fakedurableserver.h"
#include "support/processfigures.h"
#include "support/testcase.h"
#include "support/virtualsoundcard.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>

namespace holdline::tst_hostileserver {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kMegabyte = 1024 * 1024;
/// The most memory that a server may make the client use. An answer of five minutes has 29 MB and
/// is kept twice: to be played and to be replayed. Qt 6.8 loads 30 MB of FFmpeg with the first
/// sound.
constexpr qint64 kBound = 180 * kMegabyte;

/// The real client, as a rule without a sound card, connected to a server that the test controls.
struct Rig
{
    VirtualScreen screen;
    std::optional<ClientProcess> client;
    qint64 before = 0; ///< bytes

    bool
    connectTo(const QUrl &url,
              const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        if (!screen.start())
            return false;
        client.emplace(screen, QStringList{u"--server"_s, url.toString()}, environment);
        if (!client->start() || !client->waitForStatus(u"connected"_s))
            return false;
        before = residentBytes(client->process().pid());
        return true;
    }
    qint64 growth() { return residentBytes(client->process().pid()) - before; }
    bool says(const QString &words)
    {
        return std::ranges::any_of(client->process().standardError(), [&](const OutputLine &line) {
            return line.text.contains(words);
        });
    }
};

} // namespace

/// Servers that send the real client as much as they can. It takes a bounded amount and stays
/// responsive.
class TestHostileServer : public QObject
{
    Q_OBJECT

private:
    /// Sends `message` this many times, no faster than the client takes it. Returns the most that
    /// the client grew, in bytes.
    qint64 flood(FakeVoiceServer &server, Rig &rig, const QByteArray &message, int times)
    {
        qint64 most = 0;
        for (int i = 0; i < times; ++i) {
            server.sendText(QString::fromUtf8(message));
            if (!waitUntil([&] { return server.queuedBytes() < kMegabyte; }, 30s))
                return std::numeric_limits<qint64>::max();
            most = std::max(most, rig.growth());
        }
        return most;
    }

private Q_SLOTS:
    void anAnswerToTheUpgradeThatNeverEnds_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<int>("pause"); // ms
        const QByteArray switching = "HTTP/1.1 101 Switching Protocols\r\n";
        QTest::newRow("fields") << switching + QByteArray("a: b\r\n").repeated(100'000) << 0;
        QTest::newRow("one line") << QByteArray(600'000, 'a') << 0;
        QTest::newRow("a byte now and then") << QByteArray("a") << 250;
    }

    void anAnswerToTheUpgradeThatNeverEnds()
    {
        QFETCH(QByteArray, piece);
        QFETCH(int, pause);
        FakeVoiceServer server;
        Rig rig;
        QVERIFY(rig.connectTo(server.url()));
        server.setManner(FakeVoiceServer::Manner::NeverAnswers);
        server.cut();
        QTimer source;
        qint64 most = 0;
        connect(&source, &QTimer::timeout, this, [&] {
            if (server.queuedBytes() < kMegabyte)
                server.sendRaw(piece);
            most = std::max(most, rig.growth());
        });
        source.start(pause);
        // The client gives up each dial and dials again.
        QTRY_VERIFY_WITH_TIMEOUT(server.connectionsMade() >= 4, 40'000);
        QVERIFY2(most < kBound / 3, qPrintable(u"%1 MB"_s.arg(most / kMegabyte)));
        source.stop();
        server.setManner(FakeVoiceServer::Manner::NamesSessions);
        QVERIFY(rig.client->waitForStatus(u"connected"_s, 40s));
        QVERIFY(rig.client->process().terminate());
    }

    void speechWithoutEndOfAPlainServer()
    {
        FakeVoiceServer server;
        Rig rig;
        QVERIFY(rig.connectTo(server.url()));
        const protocol::TtsChunk chunk{QByteArray(512 * 1024, '\1')};
        const qint64 grown =
            flood(server, rig, protocol::encode(protocol::ServerMessage(chunk)), 400);
        QVERIFY2(grown < kBound, qPrintable(u"%1 MB"_s.arg(grown / kMegabyte)));
        QCOMPARE(server.liveConnections(), 1);
        QVERIFY(rig.client->process().terminate());
    }

    void speechWithoutEndOfAHoldingServer()
    {
        FakeDurableServer server;
        VirtualSoundCard card; // without a loudspeaker an answer counts as read
        QCOMPARE(card.start(), QString());
        Rig rig;
        QVERIFY(rig.connectTo(server.url(), card.environment()));
        // Twice as much as may wait. What is not taken is sent again on the next connection.
        const QByteArray piece(2 * protocol::kSpeechItemSamples, '\1');
        for (quint64 i = 0; i < 6000; ++i)
            server.say(protocol::AudioItem{.fromServer = true,
                                           .position = i * protocol::kSpeechItemSamples,
                                           .stream = 1,
                                           .pcm = piece});
        QVERIFY(waitUntil([&] { return server.wire().lastCloseCode() == 4400; }, 60s));
        QVERIFY2(rig.growth() < kBound, qPrintable(u"%1 MB"_s.arg(rig.growth() / kMegabyte)));
        QVERIFY(waitUntil([&] { return rig.says(u"the server breaks the protocol"_s); }, 5s));
        QVERIFY(rig.client->process().terminate());
    }

    void pingsOfAServerThatReadsNoPongs()
    {
        FakeVoiceServer server;
        Rig rig;
        QVERIFY(rig.connectTo(server.url()));
        server.goSilent();
        const QByteArray ping = "\x89\x7d" + QByteArray(125, 'p');
        for (int i = 0; i < 100 && rig.client->status() == u"connected"; ++i) {
            server.sendRaw(ping.repeated(16'000)); // 2 MB
            waitUntil([&] { return server.queuedBytes() < kMegabyte; }, 2s);
        }
        QVERIFY(waitUntil([&] { return rig.says(u"takes no answer"_s); }, 10s));
        QVERIFY2(rig.growth() < kBound, qPrintable(u"%1 MB"_s.arg(rig.growth() / kMegabyte)));
        QVERIFY(rig.client->process().terminate());
    }

    void pingsWithoutEndLeaveTheClientAtHand()
    {
        FakeVoiceServer server;
        Rig rig;
        QVERIFY(rig.connectTo(server.url()));
        server.sendRaw(QByteArray("\x89\x00", 2).repeated(10'000'000));
        QVERIFY(waitUntil([&] { return server.queuedBytes() < 19 * kMegabyte; }, 30s));
        QVERIFY(rig.client->process().terminate());
    }

    void anAnswerOfAMegabyteLeavesTheClientAtHand_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::newRow("sentences") << u"All work and no play. "_s.repeated(45'000);
        QTest::newRow("one word") << u"x"_s.repeated(1'000'000);
        QTest::newRow("lines") << u"x\n"_s.repeated(330'000);
    }

    void anAnswerOfAMegabyteLeavesTheClientAtHand()
    {
        QFETCH(QString, answer);
        FakeVoiceServer server;
        QWebSocket *socket = nullptr;
        connect(&server, &FakeVoiceServer::served, this, [&](QWebSocket *made) { socket = made; });
        Rig rig;
        QVERIFY(rig.connectTo(server.url()));
        QSignalSpy ponged(socket, &QWebSocket::pong);
        server.send(protocol::FinalAssistantAnswer{answer});
        socket->ping();
        QVERIFY(ponged.wait(30'000)); // the answer has arrived and is being laid out
        QVERIFY(rig.client->process().terminate());
    }

    void answersOfAMegabyteAreNotAllKept()
    {
        FakeVoiceServer server;
        Rig rig;
        QVERIFY(rig.connectTo(server.url()));
        const protocol::FinalAssistantAnswer answer{u"All work and no play. "_s.repeated(45'000)};
        const protocol::ServerMessage question = protocol::FinalUserRequest{u"More?"_s};
        qint64 grown = 0;
        for (int i = 0; i < 150; ++i) {
            server.send(question);
            grown = flood(server, rig, protocol::encode(protocol::ServerMessage(answer)), 1);
        }
        QVERIFY2(grown < kBound, qPrintable(u"%1 MB"_s.arg(grown / kMegabyte)));
        QVERIFY(rig.client->process().terminate());
    }

    void whatIsLoggedAboutAServerIsBounded()
    {
        FakeDurableServer server;
        Rig rig;
        QVERIFY(rig.connectTo(server.url()));
        constexpr quint64 kItems = 20'000;
        for (quint64 i = 1; i <= kItems; ++i) // speech is missing before each
            server.say(protocol::AudioItem{.fromServer = true, .position = 10 * i, .stream = 1});
        QVERIFY(waitUntil([&] { return server.stream().acknowledged() >= kItems; }, 60s));
        QVERIFY(rig.says(u"speech is missing"_s));
        QVERIFY(rig.client->process().standardError().size() < 2'000);
        QVERIFY(rig.client->process().terminate());
    }
};

HOLDLINE_TEST(TestHostileServer)

} // namespace holdline::tst_hostileserver

#include "tst_hostileserver.moc"
