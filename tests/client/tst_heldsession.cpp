// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/heldsession.h"

#include "protocol/limits.h"
#include "protocol/opuspayload.h"

#include <QTest>

using namespace holdline;
using namespace holdline::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Mode = protocol::Welcome::Mode;

namespace {

constexpr Instant kNow{1h};

protocol::Welcome welcome(Mode mode, const QString &epoch, quint64 received = 0)
{
    return {.mode = mode,
            .id = SessionId::generate(),
            .epoch = epoch,
            .secret = {},
            .received = received,
            .window = protocol::kWindow,
            .micRate = protocol::kMicRate,
            .ttsRate = protocol::kSampleRate,
            .codec = u"pcm"_s,
            .reconnected = 0,
            .age = {},
            .createdAt = {},
            .messageCount = 0};
}

protocol::Welcome opusWelcome(Mode mode, const QString &epoch, quint64 received = 0)
{
    protocol::Welcome message = welcome(mode, epoch, received);
    message.codec = protocol::kOpus;
    return message;
}

protocol::AudioItem hummed(quint64 position, qsizetype samples = 1600)
{
    QByteArray pcm;
    for (qsizetype i = 0; i < samples; ++i)
        pcm.append(2, char(i * 7 % 80));
    return {.position = position, .stream = 1, .pcm = pcm};
}

/// A session with what it puts on the wire: "1:a" is the text "a" with the number 1.
struct Rig
{
    HeldSession session;

    void type(const QString &words) { session.send(protocol::TextMessage{words, words}); }
    QStringList sent()
    {
        QStringList items;
        while (const auto message = session.next()) {
            const quint64 seq = protocol::tagOf(*message).value()->seq;
            QString content = u"audio"_s;
            if (!message->binary) {
                const auto decoded = protocol::decodeClientMessage(message->bytes);
                const auto *text = std::get_if<protocol::TextMessage>(&decoded.value());
                content = text ? text->text : u"other"_s;
            }
            items.append(u"%1:%2"_s.arg(seq).arg(content));
        }
        return items;
    }
    std::optional<protocol::AudioItem> nextAudio()
    {
        const auto message = session.next();
        return message ? protocol::decodeAudioItem(message->bytes) : std::nullopt;
    }
};

} // namespace

class TestHeldSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitedForTheFirstSessionGoesIntoIt()
    {
        Rig rig;
        QCOMPARE(rig.session.cursor(), std::nullopt);
        rig.type(u"a"_s);
        QVERIFY(rig.sent().isEmpty());
        QVERIFY(rig.session.join(welcome(Mode::New, u"e"_s)));
        QVERIFY(rig.sent().isEmpty());
        rig.session.release();
        QCOMPARE(rig.sent(), QStringList{u"1:a"_s});
        rig.type(u"b"_s);
        QCOMPARE(rig.sent(), QStringList{u"2:b"_s});
    }

    void aResumedStreamGoesOnBehindWhatTheServerHas()
    {
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        for (const QString &words : {u"a"_s, u"b"_s, u"c"_s})
            rig.type(words);
        rig.sent();
        rig.session.detach();
        QCOMPARE(rig.session.cursor(), (protocol::Cursor{u"e"_s, 0}));
        QVERIFY(rig.session.join(welcome(Mode::Resumed, u"e"_s, 2)));
        QCOMPARE(rig.sent(), QStringList{u"3:c"_s});
    }

    void takesNoResumptionThatDoesNotFit_data()
    {
        QTest::addColumn<QString>("epoch");
        QTest::addColumn<int>("received");
        QTest::newRow("another epoch") << u"f"_s << 2;
        QTest::newRow("more than was sent") << u"e"_s << 3;
        QTest::newRow("less than was acknowledged") << u"e"_s << 0;
    }

    void takesNoResumptionThatDoesNotFit()
    {
        QFETCH(QString, epoch);
        QFETCH(int, received);
        Rig rig;
        QVERIFY(!rig.session.join(welcome(Mode::Resumed, u"e"_s)));
        rig.session.join(welcome(Mode::New, u"e"_s));
        rig.type(u"a"_s);
        rig.type(u"b"_s);
        rig.sent();
        QVERIFY(rig.session.acknowledge(1));
        rig.session.detach();
        QVERIFY(!rig.session.join(welcome(Mode::Resumed, epoch, quint64(received))));
        QVERIFY(rig.session.join(welcome(Mode::Resumed, u"e"_s, 1)));
        QCOMPARE(rig.sent(), QStringList{u"2:b"_s});
    }

    void aRejoinedSessionNumbersTheRestAnewAfterTheHistory()
    {
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        for (const QString &words : {u"a"_s, u"b"_s, u"c"_s})
            rig.type(words);
        rig.sent();
        rig.session.detach();
        rig.type(u"d"_s);
        QVERIFY(rig.session.join(welcome(Mode::Rejoined, u"f"_s, 1)));
        rig.session.release();
        rig.type(u"e"_s);
        QVERIFY(rig.session.awaitsHistory());
        QVERIFY2(rig.sent().isEmpty(), "nothing goes out in an epoch that does not hold yet");
        rig.session.adoptEpoch();
        QCOMPARE(rig.sent(), (QStringList{u"1:b"_s, u"2:c"_s, u"3:d"_s, u"4:e"_s}));
        QCOMPARE(rig.session.cursor(), (protocol::Cursor{u"f"_s, 0}));
    }

    void aHistoryThatBreaksOffLeavesTheEpochBefore()
    {
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        rig.type(u"a"_s);
        rig.type(u"b"_s);
        rig.sent();
        rig.session.detach();
        rig.session.join(welcome(Mode::Rejoined, u"f"_s, 1));
        rig.session.detach();
        QCOMPARE(rig.session.cursor(), (protocol::Cursor{u"e"_s, 0}));
        rig.session.join(welcome(Mode::Rejoined, u"g"_s, 1));
        rig.session.adoptEpoch();
        QCOMPARE(rig.sent(), QStringList{u"1:b"_s});
    }

    void aFirstHistoryThatBreaksOffLeavesNoEpoch()
    {
        Rig rig;
        rig.session.join(welcome(Mode::Rejoined, u"e"_s));
        rig.session.detach();
        QCOMPARE(rig.session.cursor(), std::nullopt);
    }

    void aNewSessionGetsWhatTheOldOneHadNotAcknowledged()
    {
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        rig.type(u"a"_s);
        rig.session.send(protocol::Interrupt{1, 480}); // of an answer of the old one
        rig.type(u"b"_s);
        rig.sent();
        QVERIFY(rig.session.acknowledge(1));
        rig.session.detach();
        QVERIFY(rig.session.join(welcome(Mode::New, u"f"_s)));
        QCOMPARE(rig.sent(), QStringList{u"1:b"_s});
    }

    void anInterruptIsWorthRepeatingInTheSameSession()
    {
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        rig.session.send(protocol::Interrupt{1, 480});
        rig.sent();
        rig.session.detach();
        rig.session.join(welcome(Mode::Rejoined, u"f"_s));
        rig.session.adoptEpoch();
        QCOMPARE(rig.sent(), QStringList{u"1:other"_s});
    }

    void audioOfBeforeIsMarkedAsReplayed_data()
    {
        QTest::addColumn<bool>("waited");
        QTest::newRow("captured while down") << true;
        QTest::newRow("numbered in another epoch") << false;
    }

    void audioOfBeforeIsMarkedAsReplayed()
    {
        QFETCH(bool, waited);
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        if (waited)
            rig.session.detach();
        rig.session.send(protocol::AudioItem{.pcm = "ab"}, kNow);
        rig.session.detach();
        rig.session.join(welcome(Mode::Rejoined, u"f"_s));
        rig.session.adoptEpoch();
        rig.session.release();
        QVERIFY(protocol::decodeAudioItem(rig.session.next().value().bytes)->replayed);
        rig.session.send(protocol::AudioItem{.pcm = "ab"}, kNow);
        QVERIFY(!protocol::decodeAudioItem(rig.session.next().value().bytes)->replayed);
    }

    void hasCaughtUpWhenAllOfBeforeIsAcknowledged()
    {
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        QVERIFY(!rig.session.takeCaughtUp());
        rig.session.release();
        rig.sent();
        QVERIFY2(rig.session.takeCaughtUp(), "nothing waited");
        QVERIFY(!rig.session.takeCaughtUp());
        rig.type(u"underway"_s);
        rig.sent();
        rig.session.detach();
        rig.type(u"waiting"_s);
        rig.session.join(welcome(Mode::Resumed, u"e"_s, 0));
        rig.session.release();
        rig.sent();
        rig.type(u"later"_s);
        rig.sent();
        QVERIFY(rig.session.acknowledge(1));
        QVERIFY(!rig.session.takeCaughtUp());
        QVERIFY(!rig.session.isDelivered());
        QVERIFY(rig.session.acknowledge(2));
        QVERIFY(rig.session.takeCaughtUp());
        QVERIFY(!rig.session.isDelivered());
        QVERIFY(rig.session.acknowledge(3));
        QVERIFY(rig.session.isDelivered());
    }

    void speechThatIsDiscardedNeedNotBeWaitedFor()
    {
        Rig rig;
        rig.session.send(protocol::AudioItem{.pcm = "ab"}, kNow);
        rig.session.join(welcome(Mode::New, u"e"_s));
        rig.session.discardWaitingSpeech();
        rig.session.release();
        QVERIFY(rig.sent().isEmpty());
        QVERIFY(rig.session.takeCaughtUp());
    }

    void whatMayNotGoOutKeepsNobodyFromLeaving()
    {
        Rig rig;
        rig.session.send(protocol::AudioItem{.pcm = "ab"}, kNow);
        QVERIFY(!rig.session.isDelivered());
        rig.session.join(welcome(Mode::New, u"e"_s));
        QVERIFY(rig.session.isDelivered());
        rig.session.release();
        QVERIFY(!rig.session.isDelivered());
    }

    void aFreshItemIsAcknowledgedSoon()
    {
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        QCOMPARE(rig.session.ackDue(), std::nullopt);
        const protocol::WireMessage said =
            protocol::tagged({false, R"({"type":"stop_tts"})"}, {.seq = 1, .ack = 0});
        QVERIFY(rig.session.receive(said, kNow));
        QCOMPARE(rig.session.ackDue(), kNow + 100ms);
        QCOMPARE(rig.session.takeAck(), quint64(1));
        QVERIFY(std::holds_alternative<protocol::Stream::Duplicate>(
            rig.session.receive(said, kNow).value()));
        QCOMPARE(rig.session.ackDue(), std::nullopt);
    }

    // ---- the codec

    void speechIsPackedWhereTheServerWantsThat()
    {
        Rig rig;
        rig.session.join(opusWelcome(Mode::New, u"e"_s));
        rig.session.send(hummed(0), kNow);
        rig.session.send(hummed(1600, 333), kNow);
        const auto whole = rig.nextAudio();
        QVERIFY(whole && whole->opus && whole->pcm.isEmpty());
        QVERIFY(whole->opus->size() < 600);
        const auto last = rig.nextAudio();
        QVERIFY(last && last->opus);
        QCOMPARE(last->position, quint64(1600));
        QCOMPARE(protocol::decodeOpusPayload(*last->opus)->samples, qsizetype(333));
    }

    void whatWaitedIsPackedAsIfItHadNot()
    {
        Rig direct;
        direct.session.join(opusWelcome(Mode::New, u"e"_s));
        Rig held;
        for (quint64 i = 0; i < 5; ++i) {
            direct.session.send(hummed(i * 1600), kNow);
            held.session.send(hummed(i * 1600), kNow);
        }
        held.session.join(opusWelcome(Mode::New, u"e"_s));
        held.session.release();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(held.nextAudio()->opus, direct.nextAudio()->opus);
    }

    void whatIsSentAgainIsNotPackedAgain()
    {
        Rig rig;
        rig.session.join(opusWelcome(Mode::New, u"e"_s));
        rig.session.send(hummed(0), kNow);
        rig.session.send(hummed(1600), kNow);
        QList<std::optional<QByteArray>> first{rig.nextAudio()->opus, rig.nextAudio()->opus};
        rig.session.detach();
        rig.session.join(opusWelcome(Mode::Resumed, u"e"_s));
        QCOMPARE(rig.nextAudio()->opus, first[0]);
        QCOMPARE(rig.nextAudio()->opus, first[1]);
        rig.session.detach();
        rig.session.join(opusWelcome(Mode::Rejoined, u"f"_s));
        rig.session.adoptEpoch();
        QCOMPARE(rig.nextAudio()->opus, first[0]);
        QCOMPARE(rig.nextAudio()->opus, first[1]);
    }

    void aServerThatKnowsOnlyPcmGetsWhatWasPackedForAnother()
    {
        Rig rig;
        rig.session.join(opusWelcome(Mode::New, u"e"_s));
        rig.session.send(hummed(0), kNow);
        rig.session.send(hummed(1600, 333), kNow);
        rig.sent();
        rig.session.detach();
        rig.session.join(welcome(Mode::Rejoined, u"f"_s));
        rig.session.adoptEpoch();
        rig.session.send(hummed(1933), kNow);
        for (const int samples : {1600, 333, 1600}) {
            const auto item = rig.nextAudio();
            QVERIFY(item && !item->opus);
            QCOMPARE(item->pcm.size(), samples * 2);
        }
    }

    void whatWaitedIsPackedOnlyWhenItLeaves()
    {
        Rig rig;
        for (quint64 i = 0; i < 10; ++i)
            rig.session.send(hummed(i * 1600), kNow);
        rig.session.join(opusWelcome(Mode::New, u"e"_s));
        rig.session.release();
        QCOMPARE(rig.session.waiting().speech, 1000ms);
        QVERIFY(rig.nextAudio());
        QCOMPARE(rig.session.waiting().speech, 900ms);
    }

    void clearForgetsEverything()
    {
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        rig.type(u"a"_s);
        rig.session.detach();
        rig.type(u"b"_s);
        rig.session.clear();
        QCOMPARE(rig.session.waiting(), Line::Waiting());
        QCOMPARE(rig.session.cursor(), std::nullopt);
        rig.session.join(welcome(Mode::New, u"f"_s));
        rig.session.release();
        QVERIFY(rig.sent().isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestHeldSession)
#include "tst_heldsession.moc"
