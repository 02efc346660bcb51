// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/levelmeter.h"
#include "audio/resampler.h"
#include "audio/voicedetector.h"
#include "support/signals.h"
#include "support/testcase.h"

#include <QTest>

extern "C" {
#include <flite/flite.h>
cst_voice *register_cmu_us_slt(const char *);
}

namespace holdline::tst_voicedetector {

using namespace audio;
using namespace std::chrono_literals;

namespace {

Pcm spoken(const char *words)
{
    static cst_voice *voice = (flite_init(), register_cmu_us_slt(nullptr));
    cst_wave *wave = flite_text_to_wave(words, voice);
    Resampler resampler(wave->sample_rate, kSpeechRate);
    Pcm pcm = resampler.process({wave->samples, static_cast<std::size_t>(wave->num_samples)});
    delete_wave(wave);
    return pcm;
}

Pcm attenuated(Pcm pcm, double decibels)
{
    for (Sample &sample : pcm)
        sample = static_cast<Sample>(std::lround(sample * std::pow(10.0, -decibels / 20.0)));
    return pcm;
}

/// The share of the frames that are judged voiced, 0 … 1.
double voicedPart(PcmView pcm)
{
    VoiceDetector detector;
    int voiced = 0;
    int frames = 0;
    for (; pcm.size() >= VoiceDetector::kFrameSamples; ++frames) {
        voiced += detector.isVoiced(pcm.first(VoiceDetector::kFrameSamples));
        pcm = pcm.subspan(VoiceDetector::kFrameSamples);
    }
    return static_cast<double>(voiced) / frames;
}

} // namespace

class TestVoiceDetector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hearsSpeechMostOfTheTime_data()
    {
        QTest::addColumn<Pcm>("pcm");
        const Pcm sentence = spoken("What is the capital of France, and how far away is it?");
        QTest::newRow("a sentence") << sentence;
        QTest::newRow("a sentence far from the microphone") << attenuated(sentence, 15);
        QTest::newRow("a few words") << spoken("What time is it?");
        QTest::newRow("a buzzing machine voice") << testing::humming(kSpeechRate, 3s);
    }

    void hearsSpeechMostOfTheTime()
    {
        QFETCH(Pcm, pcm);
        const double part = voicedPart(pcm);
        QVERIFY2(part > 0.6, qPrintable(QString::number(part)));
    }

    void takesNothingElseForSpeech_data()
    {
        QTest::addColumn<Pcm>("pcm");
        QTest::newRow("silence") << testing::silence(kSpeechRate, 3s);
        QTest::newRow("hiss at −50 dBFS") << testing::noise(kSpeechRate, 3s, 0.00316);
        QTest::newRow("speech too far to be meant")
            << attenuated(spoken("Somebody talks in another room."), 45);
        QTest::newRow("mains hum at −50 dBFS") << testing::sine(50, kSpeechRate, 3s, 0.0045);
    }

    void takesNothingElseForSpeech()
    {
        QFETCH(Pcm, pcm);
        QCOMPARE(voicedPart(pcm), 0.0);
    }

    void fallsSilentSoonAfterSpeech()
    {
        const Pcm sentence = spoken("What time is it?");
        VoiceDetector detector;
        const auto push = [&detector](const Pcm &pcm) {
            int lastVoiced = -1;
            for (std::size_t at = 0; at + 160 <= pcm.size(); at += 160)
                if (detector.isVoiced(PcmView(pcm).subspan(at, 160)))
                    lastVoiced = static_cast<int>(at / 160);
            return lastVoiced;
        };
        QVERIFY(push(sentence) >= 0);
        QVERIFY(push(testing::noise(kSpeechRate, 1s, 0.001)) < 5);
    }
};

HOLDLINE_TEST(TestVoiceDetector)

} // namespace holdline::tst_voicedetector

#include "tst_voicedetector.moc"
