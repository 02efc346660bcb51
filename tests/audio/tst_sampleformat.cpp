// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/sampleformat.h"
#include "support/signals.h"
#include "support/testcase.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>

namespace holdline::tst_sampleformat {

using namespace audio;
using namespace std::chrono_literals;

namespace {

QAudioFormat format(int rate, int channels, QAudioFormat::SampleFormat sampleFormat)
{
    QAudioFormat format;
    format.setSampleRate(rate);
    format.setChannelCount(channels);
    format.setSampleFormat(sampleFormat);
    return format;
}

template <typename T>
QByteArray bytesOf(std::initializer_list<T> values)
{
    QByteArray bytes;
    for (const T value : values)
        bytes.append(reinterpret_cast<const char *>(&value), sizeof(T));
    return bytes;
}

} // namespace

class TestSampleFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void capturesEverySampleType_data()
    {
        QTest::addColumn<QAudioFormat>("format");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Pcm>("pcm");
        QTest::newRow("our own") << format(48000, 1, QAudioFormat::Int16)
                                 << bytesOf<std::int16_t>({0, 1, -1, 32767, -32768})
                                 << Pcm{0, 1, -1, 32767, -32768};
        QTest::newRow("stereo is averaged")
            << format(48000, 2, QAudioFormat::Int16)
            << bytesOf<std::int16_t>({100, 200, -32768, -32768, 1000, -1000})
            << Pcm{150, -32768, 0};
        QTest::newRow("eight bits")
            << format(48000, 1, QAudioFormat::UInt8) << bytesOf<std::uint8_t>({128, 0, 255})
            << Pcm{0, -32768, 32512};
        QTest::newRow("32 bits") << format(48000, 1, QAudioFormat::Int32)
                                 << bytesOf<std::int32_t>({0, 65536, -2147483647 - 1, 2147483647})
                                 << Pcm{0, 1, -32768, 32767};
        QTest::newRow("float, clipped") << format(48000, 1, QAudioFormat::Float)
                                        << bytesOf<float>({0.0F, 0.5F, -1.0F, 1.5F, -7.0F})
                                        << Pcm{0, 16384, -32768, 32767, -32768};
        QTest::newRow("not a number") << format(48000, 1, QAudioFormat::Float)
                                      << bytesOf<float>({std::numeric_limits<float>::quiet_NaN(),
                                                         std::numeric_limits<float>::infinity()})
                                      << Pcm{0, 32767};
        QTest::newRow("five channels") << format(48000, 5, QAudioFormat::Float)
                                       << bytesOf<float>({0.5F, 0, 0, 0, 0}) << Pcm{3277};
        QTest::newRow("nothing") << format(48000, 2, QAudioFormat::Float) << QByteArray() << Pcm{};
    }

    void capturesEverySampleType()
    {
        QFETCH(QAudioFormat, format);
        QFETCH(QByteArray, bytes);
        QFETCH(Pcm, pcm);
        CaptureConverter converter(format);
        const PcmView converted = converter.convert(bytes);
        QCOMPARE(Pcm(converted.begin(), converted.end()), pcm);
    }

    void playsEverySampleType_data()
    {
        QTest::addColumn<QAudioFormat>("format");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("our own") << format(48000, 1, QAudioFormat::Int16)
                                 << bytesOf<std::int16_t>({0, 16384, -32768});
        QTest::newRow("stereo") << format(48000, 2, QAudioFormat::Int16)
                                << bytesOf<std::int16_t>({0, 0, 16384, 16384, -32768, -32768});
        QTest::newRow("eight bits")
            << format(48000, 1, QAudioFormat::UInt8) << bytesOf<std::uint8_t>({128, 192, 0});
        QTest::newRow("32 bits") << format(48000, 1, QAudioFormat::Int32)
                                 << bytesOf<std::int32_t>({0, 1 << 30, -2147483647 - 1});
        QTest::newRow("float") << format(48000, 1, QAudioFormat::Float)
                               << bytesOf<float>({0.0F, 0.5F, -1.0F});
    }

    void playsEverySampleType()
    {
        QFETCH(QAudioFormat, format);
        QFETCH(QByteArray, bytes);
        PlaybackConverter converter(format);
        QCOMPARE(converter.convert(Pcm{0, 16384, -32768}).toByteArray(), bytes);
    }

    void neverGivesMoreThanThereIsRoomFor_data()
    {
        QTest::addColumn<QAudioFormat>("format");
        QTest::newRow("48 kHz mono") << format(48000, 1, QAudioFormat::Int16);
        QTest::newRow("44.1 kHz stereo float") << format(44100, 2, QAudioFormat::Float);
        QTest::newRow("96 kHz, 32 bits") << format(96000, 2, QAudioFormat::Int32);
        QTest::newRow("8 kHz telephone headset") << format(8000, 1, QAudioFormat::Int16);
    }

    void neverGivesMoreThanThereIsRoomFor()
    {
        QFETCH(QAudioFormat, format);
        PlaybackConverter converter(format);
        qint64 given = 0;
        qint64 offered = 0;
        for (int round = 0; round < 2000; ++round) {
            const qsizetype room = (round * 37) % 4001;
            const Pcm pcm(converter.samplesFor(room));
            const QByteArrayView bytes = converter.convert(pcm);
            QVERIFY2(bytes.size() <= room,
                     qPrintable(QStringLiteral("%1 into %2").arg(bytes.size()).arg(room)));
            QCOMPARE(bytes.size() % format.bytesPerFrame(), qsizetype(0));
            given += bytes.size();
            offered += room;
        }
        QVERIFY(given > offered * 9 / 10);
    }

    void keepsATonesPitchAndLoudnessBothWays()
    {
        const QAudioFormat device = format(44100, 2, QAudioFormat::Float);
        PlaybackConverter playback(device);
        CaptureConverter capture(device);
        Pcm heard;
        const Pcm tone = testing::sine(1000, kDeviceRate, 1s, 0.5);
        for (std::size_t at = 0; at < tone.size(); at += 480) {
            const PcmView block = capture.convert(playback.convert(PcmView(tone).subspan(at, 480)));
            heard.insert(heard.end(), block.begin(), block.end());
        }
        const double amplitude =
            testing::amplitudeAt(1000, kDeviceRate, PcmView(heard).subspan(12000, 24000));
        QVERIFY2(std::abs(amplitude - 0.5) < 0.01, qPrintable(QString::number(amplitude)));
    }
};

HOLDLINE_TEST(TestSampleFormat)

} // namespace holdline::tst_sampleformat

#include "tst_sampleformat.moc"
