// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/durablesession.h"

#include "protocol/limits.h"
#include "protocol/opuspayload.h"
#include "support/manualclock.h"
#include "support/testcase.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>

namespace holdline::tst_durablesession {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Mode = protocol::Welcome::Mode;

namespace {

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

/// A session, and the messages that it sends: "1:a" is the text "a" with the number 1.
struct Rig
{
    ManualClock clock;
    DurableSession session{clock};

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

/// The processes of one client, one after the other, and the file that each leaves for the next.
class Generations
{
public:
    Generations() { next(); }

    /// The process is killed, and started again after `later`.
    DurableLine::Left next(Duration later = 1s)
    {
        const ManualClock before = m_rig ? m_rig->clock : ManualClock();
        m_rig.reset(); // must not write anything
        m_rig = std::make_unique<Rig>();
        m_rig->clock = before;
        m_rig->clock.advance(later);
        return m_rig->session.begin(std::move(OutboxFile::open(path())).value());
    }
    Rig &operator*() { return *m_rig; }
    Rig *operator->() { return m_rig.get(); }
    QString path() const { return m_folder.filePath(u"server.outbox"_s); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Rig> m_rig;
};

QStringList words(const DurableLine::Left &left)
{
    QStringList all;
    for (const DurableLine::Left::Text &text : left.texts)
        all.append(text.message.text);
    return all;
}

} // namespace

class TestDurableSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitedForTheFirstSessionGoesIntoIt()
    {
        Rig rig;
        QCOMPARE(rig.session.resumePoint(), std::nullopt);
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
        QCOMPARE(rig.session.resumePoint(), (protocol::ResumePoint{u"e"_s, 0}));
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
        QCOMPARE(rig.session.resumePoint(), (protocol::ResumePoint{u"f"_s, 0}));
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
        QCOMPARE(rig.session.resumePoint(), (protocol::ResumePoint{u"e"_s, 0}));
        rig.session.join(welcome(Mode::Rejoined, u"g"_s, 1));
        rig.session.adoptEpoch();
        QCOMPARE(rig.sent(), QStringList{u"1:b"_s});
    }

    void aFirstHistoryThatBreaksOffLeavesNoEpoch()
    {
        Rig rig;
        rig.session.join(welcome(Mode::Rejoined, u"e"_s));
        rig.session.detach();
        QCOMPARE(rig.session.resumePoint(), std::nullopt);
    }

    void aNewSessionGetsWhatTheOldOneHadNotAcknowledged()
    {
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        rig.type(u"a"_s);
        rig.session.send(protocol::Interrupt{1, 480}); // for an answer of the old session
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
        rig.session.send(protocol::AudioItem{.pcm = "ab"});
        rig.session.detach();
        rig.session.join(welcome(Mode::Rejoined, u"f"_s));
        rig.session.adoptEpoch();
        rig.session.release();
        QVERIFY(protocol::decodeAudioItem(rig.session.next().value().bytes)->replayed);
        rig.session.send(protocol::AudioItem{.pcm = "ab"});
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
        rig.session.send(protocol::AudioItem{.pcm = "ab"});
        rig.session.join(welcome(Mode::New, u"e"_s));
        rig.session.discardWaitingSpeech();
        rig.session.release();
        QVERIFY(rig.sent().isEmpty());
        QVERIFY(rig.session.takeCaughtUp());
    }

    void whatMayNotGoOutKeepsNobodyFromLeaving()
    {
        Rig rig;
        rig.session.send(protocol::AudioItem{.pcm = "ab"});
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
        QVERIFY(rig.session.receive(said));
        QCOMPARE(rig.session.ackDue(), rig.clock.now() + 100ms);
        QCOMPARE(rig.session.takeAck(), quint64(1));
        QVERIFY(
            std::holds_alternative<protocol::Stream::Duplicate>(rig.session.receive(said).value()));
        QCOMPARE(rig.session.ackDue(), std::nullopt);
    }

    // ---- the codec

    void speechIsPackedWhereTheServerWantsThat()
    {
        Rig rig;
        rig.session.join(opusWelcome(Mode::New, u"e"_s));
        rig.session.send(hummed(0));
        rig.session.send(hummed(1600, 333));
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
            direct.session.send(hummed(i * 1600));
            held.session.send(hummed(i * 1600));
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
        rig.session.send(hummed(0));
        rig.session.send(hummed(1600));
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
        rig.session.send(hummed(0));
        rig.session.send(hummed(1600, 333));
        rig.sent();
        rig.session.detach();
        rig.session.join(welcome(Mode::Rejoined, u"f"_s));
        rig.session.adoptEpoch();
        rig.session.send(hummed(1933));
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
            rig.session.send(hummed(i * 1600));
        rig.session.join(opusWelcome(Mode::New, u"e"_s));
        rig.session.release();
        QCOMPARE(rig.session.waiting().speech, 1000ms);
        QVERIFY(rig.nextAudio());
        QCOMPARE(rig.session.waiting().speech, 900ms);
    }

    // ---- beyond the process

    void theNextProcessSendsWhatTheServerHasNotGot_data()
    {
        QTest::addColumn<int>("received");
        QTest::addColumn<QStringList>("sent");
        const QStringList all{u"1:b"_s, u"2:audio"_s, u"3:c"_s, u"4:d"_s};
        QTest::newRow("what was acknowledged") << 1 << all;
        QTest::newRow("more than was acknowledged") << 3 << QStringList{u"1:c"_s, u"2:d"_s};
        QTest::newRow("all that was numbered") << 4 << QStringList{u"1:d"_s};
        QTest::newRow("all that waited, too") << 5 << QStringList{};
        QTest::newRow("in an epoch that it has forgotten") << 0 << all;
    }

    void theNextProcessSendsWhatTheServerHasNotGot()
    {
        QFETCH(int, received);
        Generations client;
        client->session.join(welcome(Mode::New, u"e"_s));
        client->type(u"a"_s);
        client->type(u"b"_s);
        client->session.send(hummed(0));
        client->type(u"c"_s);
        client->sent();
        QVERIFY(client->session.acknowledge(1));
        client->session.detach();
        client->type(u"d"_s);

        const DurableLine::Left left = client.next();
        QCOMPARE(words(left), QStringList({u"b"_s, u"c"_s, u"d"_s}));
        QCOMPARE(left.speech, 100ms);
        QCOMPARE(client->session.resumePoint(), (protocol::ResumePoint{u"e"_s, std::nullopt}));
        QVERIFY(client->session.join(welcome(Mode::Rejoined, u"f"_s, quint64(received))));
        client->session.adoptEpoch();
        QVERIFY2(client->sent().isEmpty(), "what was left waits to be released");
        client->session.release();
        QTEST(client->sent(), "sent");
    }

    void aProcessThatIsKilledAnywhereLeavesAllOfIt_data()
    {
        QTest::addColumn<int>("step");
        for (int step = 0; step < 6; ++step)
            QTest::addRow("step %d", step) << step;
    }

    /// The server has received "a" in the epoch e. The second process dies at this step of its
    /// return.
    void aProcessThatIsKilledAnywhereLeavesAllOfIt()
    {
        QFETCH(int, step);
        Generations client;
        client->session.join(welcome(Mode::New, u"e"_s));
        client->type(u"a"_s);
        client->type(u"b"_s);
        client->sent();
        client.next();
        QString epoch = u"e"_s;
        quint64 received = 1;
        const std::vector<std::function<void()>> steps{
            [&] { client->session.join(welcome(Mode::Rejoined, u"f"_s, 1)); },
            [&] {
                client->session.adoptEpoch();
                epoch = u"f"_s;
                received = 0;
            },
            [&] { client->session.release(); },
            [&] {
                QCOMPARE(client->sent(), QStringList{u"1:b"_s});
                received = 1;
            },
            [&] { QVERIFY(client->session.acknowledge(1)); }};
        for (int done = 0; done < step; ++done)
            steps[static_cast<std::size_t>(done)]();

        client.next();
        QCOMPARE(client->session.resumePoint(), (protocol::ResumePoint{epoch, std::nullopt}));
        client->session.join(welcome(Mode::Rejoined, u"g"_s, received));
        client->session.adoptEpoch();
        client->session.release();
        QCOMPARE(client->sent(), step < 4 ? QStringList{u"1:b"_s} : QStringList());
    }

    void aHistoryThatBreaksOffLeavesWhatWasInherited()
    {
        Generations client;
        client->session.join(welcome(Mode::New, u"e"_s));
        for (const QString &text : {u"a"_s, u"b"_s, u"c"_s})
            client->type(text);
        client->sent();
        client.next();
        client->session.join(welcome(Mode::Rejoined, u"f"_s, 1));
        client->session.detach();
        QCOMPARE(client->session.resumePoint(), (protocol::ResumePoint{u"e"_s, std::nullopt}));
        client->session.join(welcome(Mode::Rejoined, u"g"_s, 1));
        client->session.adoptEpoch();
        client->session.release();
        QCOMPARE(client->sent(), QStringList({u"1:b"_s, u"2:c"_s}));
    }

    void anotherSessionGetsWhatWasLeftToo()
    {
        Generations client;
        client->session.join(welcome(Mode::New, u"e"_s));
        client->type(u"a"_s);
        client->session.send(protocol::Interrupt{1, 480});
        client->type(u"b"_s);
        client->sent();
        client.next();
        client->session.join(welcome(Mode::New, u"f"_s));
        client->session.release();
        QCOMPARE(client->sent(), QStringList({u"1:a"_s, u"2:b"_s}));
        client.next();
        QCOMPARE(client->session.resumePoint(), (protocol::ResumePoint{u"f"_s, std::nullopt}));
    }

    void whatWasLeftIsMarkedAndKnowsItsAge()
    {
        Generations client;
        client->session.join(welcome(Mode::New, u"e"_s));
        client->session.send(hummed(0));
        client->type(u"a"_s);
        client.next(3min);
        const DurableLine::Waiting waiting = client->session.waiting();
        QCOMPARE(waiting.leftTexts, 1);
        QCOMPARE(waiting.speech, 100ms);
        QCOMPARE(waiting.lastSpeech, client->clock.now() - 3min);
        QCOMPARE(waiting.lastLeft, client->clock.now() - 3min);
        client->type(u"b"_s);
        QCOMPARE(client->session.waiting().lastLeft, waiting.lastLeft);
        client->session.join(welcome(Mode::Rejoined, u"f"_s));
        client->session.adoptEpoch();
        client->session.release();
        QVERIFY(client->nextAudio()->replayed);
        client->sent();
        QCOMPARE(client->session.waiting(), DurableLine::Waiting());
    }

    void aClockThatWentBackMakesTheAgeUnknown()
    {
        Generations client;
        client->session.join(welcome(Mode::New, u"e"_s));
        client->type(u"a"_s);
        client->clock.setWallTime(client->clock.wallTime() - 1h);
        client.next();
        QVERIFY(*client->session.waiting().lastLeft <= client->clock.now() - 1h);
    }

    void whatWasPackedIsUnpackedForAServerThatKnowsOnlyPcm()
    {
        Generations client;
        client->session.join(opusWelcome(Mode::New, u"e"_s));
        client->session.send(hummed(0));
        client->session.detach();
        client->session.join(opusWelcome(Mode::Rejoined, u"f"_s));
        client->session.adoptEpoch(); // the kept items are encoded
        client.next();
        QCOMPARE(client->session.waiting().speech, 100ms);
        client->session.join(welcome(Mode::Rejoined, u"g"_s));
        client->session.adoptEpoch();
        client->session.release();
        const auto item = client->nextAudio();
        QVERIFY(item && !item->opus);
        QCOMPARE(item->pcm.size(), 3200);
    }

    void whatNobodyUnderstandsKeepsItsNumber()
    {
        Generations client;
        const QString tooLong(protocol::kMaxTextLength + 1, u'x');
        client->session.join(welcome(Mode::New, u"e"_s));
        client->session.send(protocol::TextMessage{tooLong, u"long"_s});
        client->type(u"a"_s);
        client.next();
        client->session.join(welcome(Mode::Rejoined, u"f"_s, 1)); // the server refused it
        client->session.adoptEpoch();
        client->session.release();
        QCOMPARE(client->sent(), QStringList{u"1:a"_s});
    }

    void lateThingsCanBeDiscarded()
    {
        Generations client;
        client->session.join(welcome(Mode::New, u"e"_s));
        client->type(u"got"_s);
        client->session.send(hummed(0));
        client->type(u"late"_s);
        client->session.send(protocol::SetSpeed{20});
        client->sent();
        client.next(1h);
        client->type(u"now"_s);
        client->session.join(welcome(Mode::Rejoined, u"f"_s, 1));
        client->session.send(hummed(1600));
        client->session.discardLate();
        client->session.adoptEpoch();
        client->session.release();
        const QStringList rest{u"1:other"_s, u"2:now"_s, u"3:audio"_s};
        QCOMPARE(client->sent(), rest);
        client.next();
        client->session.join(welcome(Mode::Rejoined, u"g"_s, 0));
        client->session.adoptEpoch();
        client->session.release();
        QCOMPARE(client->sent(), rest);
    }

    void nothingThatTheServerMayHaveGotIsRenumberedByDiscarding()
    {
        Generations client;
        client->session.join(welcome(Mode::New, u"e"_s));
        client->session.send(hummed(0));
        client->type(u"a"_s);
        client->sent();
        client.next();
        client->session.discardWaitingSpeech();
        client->session.join(welcome(Mode::Rejoined, u"f"_s, 1)); // the speech has arrived
        client->session.adoptEpoch();
        client->session.release();
        QCOMPARE(client->sent(), QStringList{u"1:a"_s});
    }

    void aSessionThatIsForgottenLeavesNothing()
    {
        Generations client;
        client->session.join(welcome(Mode::New, u"e"_s));
        client->type(u"a"_s);
        client->session.forget();
        QVERIFY(!QFile::exists(client.path()));
        client->type(u"b"_s);
        QCOMPARE(words(client.next()), QStringList{u"b"_s});
        QCOMPARE(client->session.resumePoint(), std::nullopt);
        client->session.discardUnsent();
        QVERIFY(!QFile::exists(client.path()));
        client->type(u"c"_s);
        QVERIFY(words(client.next()).isEmpty());
    }

    void forgettingForgetsEverything()
    {
        Rig rig;
        rig.session.join(welcome(Mode::New, u"e"_s));
        rig.type(u"a"_s);
        rig.session.detach();
        rig.type(u"b"_s);
        rig.session.forget();
        QCOMPARE(rig.session.waiting(), DurableLine::Waiting());
        QCOMPARE(rig.session.resumePoint(), std::nullopt);
        rig.session.join(welcome(Mode::New, u"f"_s));
        rig.session.release();
        QVERIFY(rig.sent().isEmpty());
    }
};

HOLDLINE_TEST(TestDurableSession)

} // namespace holdline::tst_durablesession

#include "tst_durablesession.moc"
