// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/chime.h"
#include "support/signals.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_chime {

using namespace audio;
using namespace testing;

namespace {

/// The pitch between two moments, from the number of sign changes.
double pitchOf(PcmView pcm)
{
    int changes = 0;
    for (std::size_t i = 1; i < pcm.size(); ++i)
        changes += (pcm[i - 1] < 0) != (pcm[i] < 0) ? 1 : 0;
    return changes / 2.0 * kDeviceRate / double(pcm.size());
}

} // namespace

class TestChime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isShortAndSoft_data()
    {
        QTest::addColumn<Chime>("chime");
        QTest::newRow("line lost") << Chime::LineLost;
        QTest::newRow("line back") << Chime::LineBack;
        QTest::newRow("refused") << Chime::Refused;
    }

    void isShortAndSoft()
    {
        QFETCH(Chime, chime);
        const Pcm pcm = pcmOf(chime);
        QVERIFY(pcm.size() > kDeviceRate / 20 && pcm.size() < kDeviceRate / 2);
        int loudest = 0;
        int steepest = 0;
        for (std::size_t i = 1; i < pcm.size(); ++i) {
            loudest = std::max(loudest, std::abs(int(pcm[i])));
            steepest = std::max(steepest, std::abs(int(pcm[i]) - int(pcm[i - 1])));
        }
        QVERIFY(loudest > 2500 && loudest < 4000);
        QVERIFY2(steepest < 400, "clicks");
        QCOMPARE(pcm.front(), Sample(0));
        QCOMPARE(pcm.back(), Sample(0));
    }

    void fallsWhenTheLineIsLostAndRisesWhenItIsBack()
    {
        constexpr std::size_t kPart = kDeviceRate / 12;
        const Pcm lost = pcmOf(Chime::LineLost);
        const Pcm back = pcmOf(Chime::LineBack);
        QVERIFY(pitchOf(PcmView(lost).first(kPart)) > 1.3 * pitchOf(PcmView(lost).last(kPart)));
        QVERIFY(pitchOf(PcmView(back).last(kPart)) > 1.3 * pitchOf(PcmView(back).first(kPart)));
        QVERIFY(pitchOf(pcmOf(Chime::Refused)) < 250);
    }
};

HOLDLINE_TEST(TestChime)

} // namespace holdline::tst_chime

#include "tst_chime.moc"
