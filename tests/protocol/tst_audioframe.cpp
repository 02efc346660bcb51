// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/audioframe.h"
#include "protocol/limits.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_audioframe {

using namespace protocol;

class TestAudioFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isLaidOutAsAStockPageSendsIt()
    {
        const QByteArray bytes = encode(AudioFrame{.timestampMs = 0x01020304,
                                                   .speechPlaying = true,
                                                   .pcm = QByteArray::fromHex("ff7f0080")});
        QCOMPARE(bytes.toHex(), QByteArray("0102030400000001ff7f0080"));
    }

    void readsBackWhatItWrites()
    {
        const AudioFrame frame{.timestampMs = 4294967295U,
                               .speechPlaying = false,
                               .pcm = QByteArray(kFrameSamples * 2, '\x5a')};
        const QByteArray bytes = encode(frame);
        QCOMPARE(bytes.size(), 4104);
        QCOMPARE(decodeAudioFrame(bytes), frame);
    }

    void refusesWhatCannotHoldTheHeader_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("seven bytes") << QByteArray(7, '\0');
    }

    void refusesWhatCannotHoldTheHeader()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!decodeAudioFrame(bytes));
    }

    void takesAnyLengthOfPcm_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("pcmBytes");
        QTest::newRow("header only") << 8 << 0;
        QTest::newRow("one sample") << 10 << 2;
        QTest::newRow("a trailing odd byte") << 11 << 2;
        QTest::newRow("one second") << 96008 << 96000;
    }

    void takesAnyLengthOfPcm()
    {
        QFETCH(int, bytes);
        QFETCH(int, pcmBytes);
        const auto frame = decodeAudioFrame(QByteArray(bytes, '\1'));
        QVERIFY(frame);
        QCOMPARE(frame->pcm.size(), pcmBytes);
    }

    void ignoresFlagsItDoesNotKnow()
    {
        const auto frame = decodeAudioFrame(QByteArray::fromHex("00000000fffffffe"));
        QVERIFY(frame);
        QVERIFY(!frame->speechPlaying);
    }
};

HOLDLINE_TEST(TestAudioFrame)

} // namespace holdline::tst_audioframe

#include "tst_audioframe.moc"
