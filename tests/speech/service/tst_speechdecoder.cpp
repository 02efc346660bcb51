// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/speechdecoder.h"

#include "support/soundfiles.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_speechdecoder {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

const audio::Pcm kSamples{1, -2, 300, -400, 5000, -6000, 32767, -32768};

/// All samples of an answer that arrives in pieces of `step` bytes; `nullopt` if it is no sound.
std::optional<audio::Pcm> decoded(SpeechDecoder &decoder, const QByteArray &bytes, qsizetype step)
{
    audio::Pcm all;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        const auto pcm = decoder.add(bytes.mid(at, step));
        if (!pcm)
            return std::nullopt;
        all.insert(all.end(), pcm.value().begin(), pcm.value().end());
    }
    return all;
}

} // namespace

class TestSpeechDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheSameForAnySplit_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("rate");
        QTest::newRow("bare PCM") << u"audio/pcm"_s << audio::toBytes(kSamples) << 24000;
        QTest::newRow("bare PCM of another rate")
            << u"audio/pcm; rate=22050"_s << audio::toBytes(kSamples) << 22050;
        QTest::newRow("bare PCM of an absurd rate")
            << u"audio/pcm;rate=999999"_s << audio::toBytes(kSamples) << 24000;
        QTest::newRow("WAV") << u"audio/wav"_s << wavFile(kSamples, 16000) << 16000;
        QTest::newRow("WAV of unknown length")
            << u"audio/wav"_s << wavFile(kSamples, 22050, {.claimedBytes = 0xFFFFFFFF}) << 22050;
        QTest::newRow("WAV with another chunk before the samples")
            << u"audio/wav"_s
            << wavFile(kSamples, 22050, {.extraChunk = QByteArray("LIST\x05\0\0\0abcde\0", 14)})
            << 22050;
        QTest::newRow("WAV where PCM was asked for")
            << u"audio/pcm"_s << wavFile(kSamples, 44100) << 44100;
    }

    void readsTheSameForAnySplit()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, bytes);
        for (qsizetype step = 1; step <= bytes.size(); ++step) {
            SpeechDecoder decoder(type);
            const auto pcm = decoded(decoder, bytes, step);
            QVERIFY(pcm);
            QCOMPARE(*pcm, kSamples);
            QTEST(decoder.rate(), "rate");
        }
    }

    void mixesTwoChannels()
    {
        SpeechDecoder decoder;
        const auto pcm =
            decoded(decoder, wavFile({100, 300, -50, 50, 7, 8}, 48000, {.channels = 2}), 3);
        QVERIFY(pcm);
        QCOMPARE(*pcm, (audio::Pcm{200, 0, 7}));
    }

    void refusesWhatIsNoSound_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("a web page") << u"text/html; charset=utf-8"_s << QByteArray("<html>oops");
        QTest::newRow("JSON") << u"application/json"_s << QByteArray("{}");
        QTest::newRow("MP3 with a tag") << u"audio/mpeg"_s << QByteArray("ID3 and so much more");
        QTest::newRow("MP3") << u"audio/pcm"_s << QByteArray("\xff\xfb\x90\x64 and so much more");
        QTest::newRow("Ogg") << u"audio/ogg"_s << QByteArray("OggS and so much more");
        QTest::newRow("WAV of 8 bits") << u"audio/wav"_s << wavFile(kSamples, 8000, {.bits = 8});
        QTest::newRow("WAV of an absurd rate") << u"audio/wav"_s << wavFile(kSamples, 7);
        QTest::newRow("WAV of six channels")
            << u"audio/wav"_s << wavFile(kSamples, 48000, {.channels = 6});
        QTest::newRow("WAV without a format")
            << u"audio/wav"_s << QByteArray("RIFF\0\0\0\0WAVEdata\0\0\0\0", 20);
        QTest::newRow("WAV with an endless chunk")
            << u"audio/wav"_s << QByteArray("RIFF\0\0\0\0WAVELIST\xff\xff\xff\xff", 20);
    }

    void refusesWhatIsNoSound()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, bytes);
        for (qsizetype step = 1; step <= bytes.size(); ++step) {
            SpeechDecoder decoder(type);
            QVERIFY(!decoded(decoder, bytes, step));
        }
    }
};

HOLDLINE_TEST(TestSpeechDecoder)

} // namespace holdline::tst_speechdecoder

#include "tst_speechdecoder.moc"
