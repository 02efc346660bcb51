// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/silencetrimmer.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_silencetrimmer {

using speech::SilenceTrimmer;

class TestSilenceTrimmer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dropsOnlyTheLeadingSilence_data()
    {
        QTest::addColumn<audio::Pcm>("samples");
        QTest::addColumn<audio::Pcm>("left");
        QTest::newRow("sound from the start") << audio::Pcm{500, 0, -3} << audio::Pcm{500, 0, -3};
        QTest::newRow("faint noise, then sound, then a pause")
            << audio::Pcm{0, 128, -128, 129, 0, 0, 7} << audio::Pcm{129, 0, 0, 7};
        QTest::newRow("negative at first") << audio::Pcm{0, -400, 0} << audio::Pcm{-400, 0};
        QTest::newRow("the loudest negative sample") << audio::Pcm{-32768} << audio::Pcm{-32768};
        QTest::newRow("nothing but silence") << audio::Pcm{0, 1, -5} << audio::Pcm{};
        QTest::newRow("nothing") << audio::Pcm{} << audio::Pcm{};
    }

    void dropsOnlyTheLeadingSilence()
    {
        QFETCH(audio::Pcm, samples);
        QFETCH(audio::Pcm, left);
        for (std::size_t block = 1; block <= samples.size() + 1; ++block) { // for all block sizes
            SilenceTrimmer trimmer;
            audio::Pcm heard;
            for (std::size_t i = 0; i < samples.size(); i += block) {
                const audio::PcmView rest = trimmer.trim(
                    audio::PcmView(samples).subspan(i, std::min(block, samples.size() - i)));
                heard.insert(heard.end(), rest.begin(), rest.end());
            }
            QCOMPARE(heard, left);
        }
    }
};

HOLDLINE_TEST(TestSilenceTrimmer)

} // namespace holdline::tst_silencetrimmer

#include "tst_silencetrimmer.moc"
