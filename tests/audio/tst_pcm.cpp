// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/pcm.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_pcm {

using namespace audio;
using namespace std::chrono_literals;

class TestPcm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLittleEndianBytes_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QList<int>>("samples");
        QTest::newRow("nothing") << QByteArray() << QList<int>{};
        QTest::newRow("a lone byte") << QByteArray("7f") << QList<int>{};
        QTest::newRow("both extremes") << QByteArray("ff7f0080") << QList<int>{32767, -32768};
        QTest::newRow("an odd last byte") << QByteArray("01000200ff") << QList<int>{1, 2};
    }

    void readsLittleEndianBytes()
    {
        QFETCH(QByteArray, hex);
        QFETCH(QList<int>, samples);
        const Pcm pcm = fromBytes(QByteArray::fromHex(hex));
        QCOMPARE(QList<int>(pcm.begin(), pcm.end()), samples);
    }

    void readsBackWhatItWrites()
    {
        const Pcm pcm{0, 1, -1, 32767, -32768, 256};
        QCOMPARE(toBytes(pcm), QByteArray::fromHex("00000100ffffff7f00800001"));
        QCOMPARE(fromBytes(toBytes(pcm)), pcm);
        QCOMPARE(toBytes({}), QByteArray());
    }

    void convertsBetweenSamplesAndTime()
    {
        QCOMPARE(durationOf(960, kDeviceRate), 20ms);
        QCOMPARE(samplesIn(10ms, kSpeechRate), std::size_t(160));
        QCOMPARE(durationOf(samplesIn(24h, kDeviceRate), kDeviceRate), 24h);
    }
};

HOLDLINE_TEST(TestPcm)

} // namespace holdline::tst_pcm

#include "tst_pcm.moc"
