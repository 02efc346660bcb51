// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/speechonset.h"

#include "support/syntheticvoice.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_speechonset {

using namespace client;
using namespace testing;
using namespace std::chrono_literals;

class TestSpeechOnset : public QObject
{
    Q_OBJECT

private:
    static int onsets(SpeechOnset &onset, const audio::Pcm &pcm, std::size_t block)
    {
        int count = 0;
        for (std::size_t at = 0; at < pcm.size(); at += block)
            count += onset.push(audio::PcmView(pcm).subspan(at, std::min(block, pcm.size() - at)));
        return count;
    }

private Q_SLOTS:
    void hearsSpeechBeginOnce_data()
    {
        QTest::addColumn<int>("block");
        QTest::newRow("in blocks of 20 ms") << 960;
        QTest::newRow("in blocks of no round length") << 1234;
        QTest::newRow("all at once") << 48000;
    }

    void hearsSpeechBeginOnce()
    {
        QFETCH(int, block);
        SpeechOnset onset;
        const auto size = static_cast<std::size_t>(block);
        QCOMPARE(onsets(onset, silence(audio::kDeviceRate, 500ms), size), 0);
        QCOMPARE(onsets(onset, syntheticVoice(400ms), size), 1);
        QCOMPARE(onsets(onset, silence(audio::kDeviceRate, 1s), size), 0);
        QCOMPARE(onsets(onset, syntheticVoice(400ms), size), 1);
    }

    void hearsNoSpeechInFaintNoise()
    {
        SpeechOnset onset;
        QCOMPARE(onsets(onset, noise(audio::kDeviceRate, 2s, 0.0005), 960), 0);
    }

    void hearsItAgainAfterReset()
    {
        SpeechOnset onset;
        const audio::Pcm voice = syntheticVoice(300ms);
        QCOMPARE(onsets(onset, voice, 960), 1);
        QCOMPARE(onsets(onset, voice, 960), 0); // the same turn
        onset.reset();
        QCOMPARE(onsets(onset, voice, 960), 1);
    }
};

HOLDLINE_TEST(TestSpeechOnset)

} // namespace holdline::tst_speechonset

#include "tst_speechonset.moc"
