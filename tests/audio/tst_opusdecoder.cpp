// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/opusdecoder.h"

#include "audio/opusencoder.h"
#include "audio/resampler.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QTest>

#include <cmath>

namespace holdline::tst_opusdecoder {

using namespace audio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kDelay = 104; ///< 6.5 ms

Pcm spoken()
{
    const Pcm pcm = testing::voice(u"what time is it"_s);
    return Resampler(kDeviceRate, kSpeechRate).process(pcm);
}

double energy(PcmView pcm)
{
    double sum = 0;
    for (const Sample sample : pcm)
        sum += double(sample) * sample;
    return sum;
}

/// The level of the decoded speech relative to its error, in dB.
double clarity(PcmView said, PcmView heard)
{
    double wrong = 0;
    for (std::size_t i = 0; i < said.size(); ++i) {
        const double difference = double(said[i]) - heard[i];
        wrong += difference * difference;
    }
    return 10 * std::log10(energy(said) / wrong);
}

} // namespace

/// Both halves of the codec.
class TestOpusDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speechComesBackAsLoudAndClear()
    {
        const Pcm said = spoken();
        const QList<QByteArray> packets = audio::OpusEncoder().encode(said);
        const auto heard = audio::OpusDecoder().decode(packets, said.size());
        QVERIFY(heard);
        QCOMPARE(heard->size(), said.size());
        const PcmView early = PcmView(said).first(said.size() - kDelay);
        const PcmView late = PcmView(*heard).subspan(kDelay);
        const double level = 10 * std::log10(energy(late) / energy(early));
        QVERIFY2(std::abs(level) < 1, qPrintable(QString::number(level)));
        QVERIFY2(clarity(early, late) > 6, qPrintable(QString::number(clarity(early, late))));

        qsizetype bytes = 0;
        for (const QByteArray &packet : packets)
            bytes += packet.size();
        const double seconds = double(said.size()) / kSpeechRate;
        QVERIFY2(double(bytes) * 8 / seconds < 30000, qPrintable(QString::number(bytes)));
    }

    void everySampleIsCounted_data()
    {
        QTest::addColumn<int>("samples");
        QTest::addColumn<int>("packets");
        QTest::newRow("one") << 1 << 1;
        QTest::newRow("less than a packet") << 319 << 1;
        QTest::newRow("a packet") << 320 << 1;
        QTest::newRow("more than a packet") << 321 << 2;
        QTest::newRow("an item") << 1600 << 5;
    }

    void everySampleIsCounted()
    {
        QFETCH(int, samples);
        QFETCH(int, packets);
        const Pcm said(std::size_t(samples), Sample(500));
        const QList<QByteArray> encoded = audio::OpusEncoder().encode(said);
        QCOMPARE(encoded.size(), packets);
        QCOMPARE(audio::OpusDecoder().decode(encoded, said.size())->size(), said.size());
    }

    void silenceTakesNextToNothing()
    {
        const Pcm silence(samplesIn(10s, kSpeechRate), 0);
        qsizetype bytes = 0;
        for (const QByteArray &packet : audio::OpusEncoder().encode(silence)) {
            QVERIFY(!packet.isEmpty());
            bytes += packet.size();
        }
        QVERIFY2(bytes < 2500, qPrintable(QString::number(bytes)));
    }

    void findsItsWayWhereverItBegins()
    {
        const Pcm said = spoken();
        const QList<QByteArray> packets = audio::OpusEncoder().encode(said);
        constexpr qsizetype kMissed = 20;
        constexpr std::size_t kUnsettled = 5 * audio::OpusEncoder::kPacketSamples;
        const auto whole = audio::OpusDecoder().decode(packets, said.size());
        const std::size_t missed = std::size_t(kMissed) * audio::OpusEncoder::kPacketSamples;
        const auto rest = audio::OpusDecoder().decode(packets.mid(kMissed), said.size() - missed);
        QVERIFY(rest);
        QVERIFY(clarity(PcmView(*whole).subspan(missed + kUnsettled),
                        PcmView(*rest).subspan(kUnsettled))
                > 10);
    }

    void refusesWhatIsNoPacket_data()
    {
        QTest::addColumn<QByteArray>("packet");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("60 ms") << QByteArray("\x58\x01\x02\x03");
        QTest::newRow("two frames") << QByteArray("\x49\x01\x02\x03\x04");
        QTest::newRow("frames without a count") << QByteArray("\x4b");
        QTest::newRow("padding longer than the packet") << QByteArray("\x4b\x41\x09\x01");
        QTest::newRow("garbage") << QByteArray(255, '\xff');
    }

    void refusesWhatIsNoPacket()
    {
        QFETCH(QByteArray, packet);
        audio::OpusDecoder decoder;
        QVERIFY(!decoder.decode({packet}, 320));
        const QList<QByteArray> good = audio::OpusEncoder().encode(Pcm(320, Sample(7)));
        QVERIFY(!decoder.decode({good.first(), packet}, 640));
        QVERIFY(decoder.decode(good, 320));
    }
};

HOLDLINE_TEST(TestOpusDecoder)

} // namespace holdline::tst_opusdecoder

#include "tst_opusdecoder.moc"
