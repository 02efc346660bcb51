// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/microphonedecoder.h"

#include "audio/opusencoder.h"
#include "protocol/limits.h"
#include "server/store/memorystore.h"
#include "support/phoenix.h"
#include "support/signals.h"
#include "support/storeaccess.h"
#include "support/testcase.h"

#include <QMutex>
#include <QTest>

namespace holdline::tst_microphonedecoder {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using server::MicrophoneDecoder;

namespace {

constexpr quint64 kSamples = protocol::kCaptureItemSamples;

/// Items of 100 ms, as a client packs them.
QList<protocol::AudioItem> packed(audio::PcmView pcm)
{
    audio::OpusEncoder encoder;
    QList<protocol::AudioItem> items;
    quint64 position = 0;
    while (!pcm.empty()) {
        const audio::PcmView part = pcm.first(std::min<std::size_t>(pcm.size(), kSamples));
        pcm = pcm.subspan(part.size());
        items.append({.position = position,
                      .stream = 1,
                      .opus = protocol::encode(
                          protocol::OpusPayload{.samples = static_cast<qsizetype>(part.size()),
                                                .packets = encoder.encode(part)})});
        position += part.size();
    }
    return items;
}

/// 1 s of voice, and enough silence to end a turn.
audio::Pcm spokenTurn()
{
    audio::Pcm pcm = humming(audio::kSpeechRate, 1s);
    pcm.resize(audio::samplesIn(3s, audio::kSpeechRate));
    return pcm;
}

/// The sound that recognisers have heard. They work in threads of their own.
struct Ears
{
    void attach(TestServer &server)
    {
        server.ears->words = [this](int, audio::PcmView pcm) {
            const QMutexLocker locker(&mutex);
            heard.assign(pcm.begin(), pcm.end());
            return u"heard"_s;
        };
    }
    audio::Pcm all()
    {
        const QMutexLocker locker(&mutex);
        return heard;
    }

    QMutex mutex;
    audio::Pcm heard;
};

} // namespace

/// The decoder alone and in the server.
class TestMicrophoneDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unpacksOpusAndLeavesPcmAlone()
    {
        MicrophoneDecoder decoder;
        const protocol::AudioItem plain{.position = 3, .stream = 1, .pcm = "abcd"};
        QVERIFY(decoder.decoded(plain) == plain);
        const audio::Pcm said = humming(audio::kSpeechRate, 250ms);
        std::size_t heard = 0;
        for (const protocol::AudioItem &item : packed(said)) {
            const auto decoded = decoder.decoded(item);
            QVERIFY(decoded && !decoded->opus);
            QCOMPARE(decoded->position, item.position);
            heard += audio::fromBytes(decoded->pcm).size();
        }
        QCOMPARE(heard, said.size());
        QVERIFY(decoder.decoded(plain) == plain);
    }

    void beginsAnewWithEachStreamAndGap_data()
    {
        QTest::addColumn<protocol::AudioItem>("next");
        QTest::newRow("another stream") << protocol::AudioItem{.position = kSamples, .stream = 2};
        QTest::newRow("a gap") << protocol::AudioItem{
            .gapBefore = true, .position = 5 * kSamples, .stream = 1};
    }

    void beginsAnewWithEachStreamAndGap()
    {
        QFETCH(protocol::AudioItem, next);
        const auto items = packed(humming(audio::kSpeechRate, 200ms));
        MicrophoneDecoder fresh;
        next.opus = items[0].opus;
        const auto expected = fresh.decoded(next);
        MicrophoneDecoder used;
        QVERIFY(used.decoded(items[0]));
        QVERIFY(used.decoded(next) == expected);

        protocol::AudioItem following = items[1];
        following.opus = items[0].opus;
        MicrophoneDecoder goingOn;
        QVERIFY(goingOn.decoded(items[0]));
        QVERIFY2(goingOn.decoded(following)->pcm != expected->pcm, "it remembers otherwise");
    }

    // ---- within the server

    void theFirstKnownCodecIsChosen_data()
    {
        QTest::addColumn<QStringList>("offered");
        QTest::addColumn<QString>("chosen");
        QTest::newRow("ours") << QStringList{u"opus"_s, u"pcm"_s} << u"opus"_s;
        QTest::newRow("an older client") << QStringList{u"pcm"_s} << u"pcm"_s;
        QTest::newRow("one that prefers PCM") << QStringList{u"pcm"_s, u"opus"_s} << u"pcm"_s;
        QTest::newRow("a newer client") << QStringList{u"x"_s, u"opus"_s, u"pcm"_s} << u"opus"_s;
        QTest::newRow("a stranger") << QStringList{u"x"_s} << u"pcm"_s;
    }

    void theFirstKnownCodecIsChosen()
    {
        QFETCH(QStringList, offered);
        QFETCH(QString, chosen);
        TestServer server;
        DurableClient client(server.url());
        client.setCodecs(offered);
        QVERIFY(client.enter());
        QCOMPARE(client.last<protocol::Welcome>()->codec, chosen);
        QVERIFY(client.comeBack());
        QCOMPARE(client.last<protocol::Welcome>()->codec, chosen);
    }

    void aCutBetweenPacketsIsNotHeard()
    {
        TestServer server;
        Ears ears;
        ears.attach(server);
        const auto items = packed(spokenTurn());
        DurableClient whole(server.url());
        QVERIFY(whole.enter());
        for (const protocol::AudioItem &item : items)
            whole.send(item);
        QTRY_COMPARE(whole.turns().size(), 1);
        const audio::Pcm expected = ears.all();
        QVERIFY(expected.size() > audio::samplesIn(900ms, audio::kSpeechRate));

        DurableClient cut(server.url());
        QVERIFY(cut.enter());
        for (qsizetype i = 0; i < items.size(); ++i) {
            cut.send(items[i]);
            if (i % 4 == 2)
                QVERIFY(cut.comeBack());
        }
        cut.send(protocol::AudioItem{
            .position = items.size() * kSamples, .stream = 1, .pcm = QByteArray(3200, '\0')});
        QTRY_COMPARE(cut.turns().size(), 1);
        QVERIFY(!cut.sawViolation());
        const audio::Pcm heard = ears.all();
        QVERIFY(heard.size() >= expected.size());
        QVERIFY(std::equal(expected.begin(), expected.end(), heard.begin()));
    }

    void whatCameAsOpusIsKeptSoAndHeardAgain()
    {
        const auto store = server::memoryStore();
        Phoenix phoenix(*store);
        DurableClient client(phoenix.server().url());
        QVERIFY(client.enter());
        const auto items = packed(spokenTurn());
        constexpr qsizetype kBefore = 8;
        for (qsizetype i = 0; i < kBefore; ++i)
            client.send(items[i]);
        const auto journal = [&] { return stored(*store, *client.id())->stream->journal; };
        QTRY_COMPARE(journal().size(), std::size_t(kBefore));
        for (const server::JournaledAudio &kept : journal())
            QVERIFY(kept.audio.opus && kept.audio.pcm.isEmpty());

        phoenix.rise();
        QVERIFY(phoenix.resume(client));
        for (qsizetype i = kBefore; i < items.size(); ++i)
            client.send(items[i]);
        QTRY_COMPARE(client.turns().size(), 1);
        const int tenths = client.turns().first().section(u' ', 0, 0).toInt();
        QVERIFY2(tenths >= 10, qPrintable(client.turns().first())); // the whole second
    }

    void malformedOpusIsRefusedOnceAndForAll_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("too long") << QByteArray(4000, '\1');
        QTest::newRow("no packet of Opus") << QByteArray("\1\x40\1\xff");
        QTest::newRow("60 ms") << QByteArray("\1\x40\4\x58\1\2\3");
    }

    void malformedOpusIsRefusedOnceAndForAll()
    {
        QFETCH(QByteArray, payload);
        TestServer server;
        server.ears->hearInTurn({u"what time is it"_s});
        DurableClient client(server.url());
        QVERIFY(client.enter());
        client.send(protocol::AudioItem{.stream = 1, .opus = payload});
        QTRY_COMPARE(client.items<protocol::ValidationError>().size(), 1);
        QVERIFY(client.comeBack());
        for (protocol::AudioItem item : packed(spokenTurn())) {
            item.position += kSamples;
            client.send(item);
        }
        QTRY_COMPARE(client.turns(), QStringList{u"what time is it"_s});
        QCOMPARE(client.items<protocol::ValidationError>().size(), 1);
        QVERIFY(!client.sawViolation());
    }
};

HOLDLINE_TEST(TestMicrophoneDecoder)

} // namespace holdline::tst_microphonedecoder

#include "tst_microphonedecoder.moc"
