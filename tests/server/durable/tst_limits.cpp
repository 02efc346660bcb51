// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/messagerate.h"
#include "server/session/heldmemory.h"
#include "support/durableclient.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace holdline::tst_limits {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMegabyte = 1024 * 1024;

void expectFullMemory()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"nobody new gets in"_s));
}

/// Cost of a single message of `bytes` bytes, without its content.
MessageRate::Cost message(qint64 bytes)
{
    return MessageRate::ofRead(bytes) + MessageRate::kPerFrame;
}

TestServer::Options with(const std::function<void(ServerSettings &)> &change)
{
    TestServer::Options options;
    change(options.settings);
    return options;
}

/// A client behind a proxy.
class Forwarded
{
public:
    Forwarded(const TestServer &server, const QByteArray &address, bool isDurable)
    {
        QWebSocketHandshakeOptions options;
        if (isDurable)
            options.setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
        QNetworkRequest request(server.url());
        request.setRawHeader("X-Forwarded-For", address);
        QObject::connect(
            &m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) {
                if (text.contains(u"hl_hello"))
                    m_socket.sendTextMessage(QString::fromUtf8(encode(protocol::ControlMessage(
                        protocol::Open{.instance = u"test"_s,
                                       .audio = {{16000}, {48000}, {u"pcm"_s}},
                                       .window = protocol::kWindow}))));
                m_heard += text;
            });
        m_socket.open(request, options);
    }

    bool isIn() const
    {
        return m_heard.contains(u"hl_welcome") || m_heard.contains(u"\"session_id\"");
    }
    bool isTurnedAway() const
    {
        return m_heard.contains(u"overload") || static_cast<int>(m_socket.closeCode()) == 4413;
    }

private:
    QWebSocket m_socket;
    QString m_heard;
};

void addDialects()
{
    QTest::addColumn<bool>("isDurable");
    QTest::newRow("plain") << false;
    QTest::newRow("v1") << true;
}

} // namespace

/// Limits for a single client and for all clients together.
class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- sessions of one client

    void oneAddressDoesNotTakeAllSessions_data() { addDialects(); }
    void oneAddressDoesNotTakeAllSessions()
    {
        QFETCH(bool, isDurable);
        TestServer server(with([](ServerSettings &settings) {
            settings.sessionsPerAddress = 3;
            settings.trustedProxies = {QHostAddress(QHostAddress::LocalHost)};
        }));
        std::vector<std::unique_ptr<Forwarded>> crowd;
        for (int i = 0; i < 3; ++i) {
            crowd.push_back(std::make_unique<Forwarded>(server, "203.0.113.7", isDurable));
            QTRY_VERIFY(crowd.back()->isIn());
        }
        const Forwarded late(server, "203.0.113.7", isDurable);
        QTRY_VERIFY(late.isTurnedAway());
        const Forwarded neighbour(server, "203.0.113.8", isDurable);
        QTRY_VERIFY(neighbour.isIn());
        crowd.pop_back();
        QTRY_COMPARE(server.registry.counts().total, 3);
        const Forwarded next(server, "203.0.113.7", isDurable);
        QTRY_VERIFY(next.isIn());
    }

    void sessionsThatNobodyUsedTakeNoRoom_data() { addDialects(); }
    void sessionsThatNobodyUsedTakeNoRoom()
    {
        QFETCH(bool, isDurable);
        TestServer server(with([](ServerSettings &settings) { settings.maxSessions = 3; }));
        for (int i = 0; i < 20; ++i) {
            DurableClient durable(server.url());
            WireClient plain(server.url());
            if (isDurable)
                QVERIFY(durable.enter());
            else
                QTRY_VERIFY(plain.hasSession());
            durable.cut();
            QTRY_VERIFY(server.registry.counts().total <= 1);
        }
        QTRY_COMPARE(server.registry.counts().total, 0);
    }

    /// Such sessions are in the store, and come back from there.
    void aSessionThatNobodyUsedYetIsNotLost()
    {
        TestServer server;
        DurableClient durable(server.url());
        QVERIFY(durable.enter());
        auto plain = std::make_unique<WireClient>(server.url());
        QTRY_VERIFY(plain->hasSession());
        const SessionId id = plain->sessionId();
        durable.cut();
        plain.reset();
        QTRY_COMPARE(server.registry.counts().total, 0);
        QVERIFY(durable.comeBack());
        QVERIFY(durable.last<protocol::Welcome>()->mode == protocol::Welcome::Mode::Resumed);
        WireClient again(server.url(u"session_id="_s + id.toString()));
        QTRY_VERIFY(again.hasSession());
        QCOMPARE(again.sessionId(), id);
    }

    // ---- messages of one client

    void aTalkingClientIsFarBelowTheRate()
    {
        MessageRate rate;
        Instant now{};
        for (int i = 0; i < 60 * 60 * 24; ++i) { // an hour of plain microphone audio
            now += 42ms;
            QVERIFY(rate.charge(message(4104) + MessageRate::ofSound(2048, 48000), now));
        }
    }

    void aMinuteOfHeldSpeechMayComeAtOnce_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<MessageRate::Cost>("decoding");
        QTest::newRow("in PCM") << 3246 << MessageRate::Cost(0);
        QTest::newRow("in Opus") << 346 << MessageRate::ofOpus(1600);
    }
    void aMinuteOfHeldSpeechMayComeAtOnce()
    {
        QFETCH(int, bytes);
        QFETCH(MessageRate::Cost, decoding);
        MessageRate rate;
        const auto cost = message(bytes) + MessageRate::ofSound(1600, 16000) + decoding;
        Instant now{};
        for (int i = 0; i < 620; ++i) // and two seconds of live audio
            QVERIFY(rate.charge(cost, now));
        for (int i = 0; i < 600; ++i) {
            now += 100ms;
            QVERIFY(rate.charge(cost, now));
        }
    }

    void moreSoundThanAnybodySpeaksIsNoticed()
    {
        MessageRate rate;
        int seconds = 0;
        while (rate.charge(MessageRate::ofSound(48000, 48000), Instant{}))
            ++seconds;
        QVERIFY(seconds > 60 && seconds < 120);
    }

    void aFloodIsNoticed_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::newRow("of tiny messages") << 10;
        QTest::newRow("of empty ones") << 0;
        QTest::newRow("of bytes") << kMegabyte;
    }
    void aFloodIsNoticed()
    {
        QFETCH(int, bytes);
        MessageRate rate;
        qint64 sent = 0;
        Instant now{};
        while (rate.charge(message(bytes), now) && sent < 1000LL * kMegabyte) {
            sent += std::max(bytes, 1);
            now += 100us;
        }
        QVERIFY(sent < 50LL * kMegabyte);
        QVERIFY(rate.charge(message(10), now + 1min)); // the rate has recovered by then
    }

    void whoFloodsIsSentAway()
    {
        TestServer server;
        DurableClient owner(server.url());
        DurableClient flood(server.url());
        QVERIFY(owner.enter() && flood.enter());
        for (int i = 0; i < 20000; ++i)
            flood.sendRaw({false, "{\"type\":\"hl_ack\",\"a\":0}"});
        QTRY_COMPARE(flood.closeCode(), 4429);
        QVERIFY(flood.socket().closeReason().contains(u"after_ms"));
        owner.type(u"undisturbed"_s);
        QTRY_COMPARE(owner.items<protocol::FinalAssistantAnswer>().size(), 1);
    }

    void messagesThatMakeTheServerWorkAreFew_data()
    {
        QTest::addColumn<protocol::ClientMessage>("message");
        QTest::newRow("texts") << protocol::ClientMessage(protocol::TextMessage{u"x"_s});
        QTest::newRow("clearings") << protocol::ClientMessage(protocol::ClearHistory{});
        QTest::newRow("personas") << protocol::ClientMessage(protocol::Configure{});
        QTest::newRow("calls") << protocol::ClientMessage(protocol::CallRequest{true});
        QTest::newRow("conversations") << protocol::ClientMessage(protocol::NewConversation{});
        QTest::newRow("lists of voices") << protocol::ClientMessage(protocol::ListVoices{});
        QTest::newRow("samples of voices")
            << protocol::ClientMessage(protocol::SampleVoice{.voice = {}, .text = u"x"_s});
    }
    void messagesThatMakeTheServerWorkAreFew()
    {
        QFETCH(protocol::ClientMessage, message);
        TestServer server;
        DurableClient flood(server.url());
        QVERIFY(flood.enter());
        for (int i = 0; i < 500; ++i) // far fewer than of others
            flood.send(message);
        QTRY_COMPARE(flood.closeCode(), 4429);
    }

    // ---- clients without a session

    void notEverybodyMayHesitate()
    {
        TestServer server(with([](ServerSettings &s) { s.maxHandshakes = 2; }));
        DurableClient first(server.url());
        DurableClient second(server.url());
        QTRY_VERIFY(first.isGreeted() && second.isGreeted());
        DurableClient third(server.url());
        QTRY_COMPARE(first.closeCode(), 4413);
        QVERIFY(first.socket().closeReason().contains(u"after_ms"));
        QVERIFY(third.enter());
        QVERIFY(second.enter());
    }

    // ---- memory of all sessions

    void theLargestWaitsWhileTheOthersGrow()
    {
        expectFullMemory();
        HeldMemory memory(1000);
        HeldMemory::Share large(memory);
        HeldMemory::Share small(memory);
        large.set(800);
        QVERIFY(!memory.isFull() && large.mayGrow());
        small.set(200);
        QVERIFY(memory.isFull() && small.mayGrow() && !large.mayGrow());
    }

    void roomIsMadeOnceAnEighthIsFree()
    {
        expectFullMemory();
        HeldMemory memory(1000);
        const QSignalSpy roomMade(&memory, &HeldMemory::roomMade);
        HeldMemory::Share other(memory);
        {
            HeldMemory::Share share(memory);
            share.set(1000);
            share.set(900);
            QVERIFY(memory.isFull());
            QCOMPARE(roomMade.count(), 0);
        }
        QCOMPARE(memory.bytes(), 0);
        QVERIFY(!memory.isFull());
        QCOMPARE(roomMade.count(), 1);
    }

    void aServerThatHoldsTooMuchTakesNobodyNew()
    {
        // It warns each time that the memory becomes full, which may be several times.
        QLoggingCategory::setFilterRules(u"holdline.server.warning=false"_s);
        const auto restored = qScopeGuard([] { QLoggingCategory::setFilterRules({}); });
        TestServer server(with([](ServerSettings &s) { s.heldMemory = 1; }));
        DurableClient large(server.url());
        DurableClient small(server.url());
        QVERIFY(large.enter() && small.enter());
        large.setAcknowledging(false);
        large.type(QString(2000, u'x')); // 40 s of speech
        const auto full = [&] {
            DurableClient stranger(server.url());
            return QTest::qWaitFor([&] { return stranger.isGreeted(); })
                && (stranger.open(), QTest::qWaitFor([&] {
                        return stranger.isWelcome() || stranger.heard<protocol::Reset>();
                    }))
                && stranger.heard<protocol::Reset>()
                && stranger.last<protocol::Reset>()->reason == protocol::Reset::Reason::Overload;
        };
        QTRY_VERIFY(full());
        WireClient plain(server.url());
        QTRY_COMPARE(plain.closeCode(), 4413);

        small.type(u"me, too"_s);
        QTRY_COMPARE(small.items<protocol::TtsEnd>().size(), 1);
        QVERIFY(large.items<protocol::TtsEnd>().isEmpty());

        // Speech that was played makes room for the rest.
        large.setAcknowledging(true);
        QTRY_VERIFY((large.tellPlayed(1, large.heardSpeech().size()),
                     !large.items<protocol::TtsEnd>().isEmpty()));
        QTRY_VERIFY(!full());
    }
};

HOLDLINE_TEST(TestLimits)

} // namespace holdline::tst_limits

#include "tst_limits.moc"
