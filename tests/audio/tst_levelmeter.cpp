// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/levelmeter.h"
#include "support/signals.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_levelmeter {

using namespace audio;
using namespace std::chrono_literals;

class TestLevelMeter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isLinearInDecibels_data()
    {
        QTest::addColumn<Pcm>("pcm");
        QTest::addColumn<double>("level");
        QTest::newRow("no samples") << Pcm() << 0.0;
        QTest::newRow("silence") << testing::silence(kDeviceRate, 20ms) << 0.0;
        QTest::newRow("below the floor") << Pcm(960, 16) << 0.0;
        QTest::newRow("one sample in a quiet block") << Pcm{1} << 0.0;
        QTest::newRow("a tenth of full scale") << Pcm(960, 3277) << 40.0 / 60;
        QTest::newRow("a sine at −30 dBFS")
            << testing::sine(1000, kDeviceRate, 20ms, 0.0447) << 30.0 / 60;
        QTest::newRow("full scale") << Pcm(960, -32768) << 1.0;
    }

    void isLinearInDecibels()
    {
        QFETCH(Pcm, pcm);
        QFETCH(double, level);
        QVERIFY2(std::abs(audio::level(pcm) - level) < 0.005,
                 qPrintable(QString::number(audio::level(pcm))));
    }

    void measuresDigitalSilenceAsAFiniteLevel()
    {
        QCOMPARE(rmsDb(Pcm(960)), kSilenceDb);
        QCOMPARE(rmsDb({}), kSilenceDb);
        QVERIFY(rmsDb(Pcm(960, 1)) > kSilenceDb);
    }
};

HOLDLINE_TEST(TestLevelMeter)

} // namespace holdline::tst_levelmeter

#include "tst_levelmeter.moc"
