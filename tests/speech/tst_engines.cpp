// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/flitesynthesizer.h"
#include "speech/pocketsphinxrecognizer.h"
#include "speech/recognizerpool.h"
#include "speech/synthesizerpool.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

namespace holdline::tst_engines {

using namespace speech;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<Synthesizer> makeSynthesizer()
{
    auto made = fliteSynthesizer()();
    return made ? std::move(made).value() : nullptr;
}

audio::Pcm silence(std::chrono::milliseconds length)
{
    return audio::Pcm(audio::samplesIn(length, audio::kSpeechRate), 0);
}

audio::Pcm spoken(Synthesizer &synthesizer, const QString &text, const Manner &manner = {})
{
    audio::Pcm pcm;
    const auto outcome = synthesizer.speak(text, manner, [&pcm](audio::PcmView block) {
        pcm.insert(pcm.end(), block.begin(), block.end());
        return true;
    });
    return outcome ? pcm : audio::Pcm();
}

/// `text` with the silence that speech detection leaves around an utterance.
audio::Pcm utterance(Synthesizer &synthesizer, const QString &text)
{
    audio::Pcm pcm = silence(300ms);
    const audio::Pcm words = spoken(synthesizer, text);
    const audio::Pcm after = silence(500ms);
    pcm.insert(pcm.end(), words.begin(), words.end());
    pcm.insert(pcm.end(), after.begin(), after.end());
    return pcm;
}

QString heardIn(Recognizer &recognizer, audio::PcmView pcm)
{
    constexpr std::size_t kBlock = 320;
    recognizer.start();
    for (; !pcm.empty(); pcm = pcm.subspan(std::min(kBlock, pcm.size())))
        recognizer.feed(pcm.first(std::min(kBlock, pcm.size())));
    return recognizer.finish();
}

} // namespace

class TestEngines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto recognizer = pocketsphinxRecognizer()();
        if (!recognizer)
            QFAIL(qPrintable(recognizer.error()));
        m_recognizer = std::move(recognizer).value();
        m_synthesizer = makeSynthesizer();
        QVERIFY(m_synthesizer);
        QCOMPARE(m_synthesizer->sampleRate(), audio::kSpeechRate);
    }

    void understandsEveryWord_data()
    {
        QTest::addColumn<QString>("sentence");
        for (const char *sentence :
             {"What time is it", "What did I say before",
              "Remember that my favorite color is green", "Spell the word connection",
              "Can you hear me", "What do you remember", "Forget everything",
              // Understood only because the recogniser expects requests to the skills:
              "What is twelve plus thirty", "What is seven times six", "What is the date today",
              "Set a timer for ten seconds", "Start a timer for two hours"})
            QTest::newRow(sentence) << QString::fromLatin1(sentence);
    }

    void understandsEveryWord()
    {
        QFETCH(QString, sentence);
        QCOMPARE(heardIn(*m_recognizer, utterance(*m_synthesizer, sentence)), sentence);
    }

    void hearsNothingInSilence()
    {
        QCOMPARE(heardIn(*m_recognizer, silence(2s)), QString());
        QCOMPARE(heardIn(*m_recognizer, {}), QString());
    }

    void hearsTheSameWhateverWasHeardBefore()
    {
        const audio::Pcm question = utterance(*m_synthesizer, u"What time is it"_s);
        // Ten seconds of a loud buzz: long enough for a decoder to get used to it.
        audio::Pcm buzz(audio::samplesIn(10s, audio::kSpeechRate));
        for (std::size_t i = 0; i < buzz.size(); ++i)
            buzz[i] = i / 40 % 2 == 0 ? 20000 : -20000;
        const QString before = heardIn(*m_recognizer, question);
        heardIn(*m_recognizer, buzz);
        QCOMPARE(heardIn(*m_recognizer, question), before);
    }

    void understandsWhileTheSpeakerIsStillTalking()
    {
        m_recognizer->start();
        QStringList partials;
        const audio::Pcm pcm =
            utterance(*m_synthesizer, u"Remember that my favorite color is green"_s);
        for (std::size_t i = 0; i + 3200 <= pcm.size(); i += 3200) {
            m_recognizer->feed(audio::PcmView(pcm).subspan(i, 3200));
            partials += m_recognizer->partial();
        }
        m_recognizer->finish();
        QVERIFY(partials.filter(u"remember"_s, Qt::CaseInsensitive).size() >= 3);
    }

    void saysWhichModelIsMissing()
    {
        const QTemporaryDir folder;
        const auto recognizer = pocketsphinxRecognizer(folder.path())();
        QVERIFY(!recognizer);
        QVERIFY(recognizer.error().contains(folder.path()));
        QVERIFY(recognizer.error().contains(u"pocketsphinx-en-us"_s));
    }

    void speaksAnything_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("audible");
        QTest::newRow("nothing") << u""_s << false;
        QTest::newRow("white space") << u" \n\t "_s << false;
        QTest::newRow("only marks") << u"... ?! --"_s << false;
        QTest::newRow("emoji") << u"\U0001F600\U0001F680"_s << false;
        QTest::newRow("Chinese") << u"\u4F60\u597D\u4E16\u754C"_s << false;
        QTest::newRow("half a surrogate pair") << QString(QChar(0xD83D)) << false;
        QTest::newRow("control characters") << u"\u0001\u0002\u001Bhi\u0007"_s << true;
        QTest::newRow("a percent sign") << u"100 %s %n %"_s << true;
        QTest::newRow("markup") << u"<speak>&lt;hello</speak>"_s << true;
        QTest::newRow("a long word") << QString(400, u'a') << true;
        QTest::newRow("many digits") << QString(400, u'1') << true;
        QTest::newRow("many words") << u"word "_s.repeated(100) << true;
        QTest::newRow("accents") << u"\u00C7a va tr\u00E8s bien"_s << true;
    }

    void speaksAnything()
    {
        QFETCH(QString, text);
        audio::Pcm pcm;
        const auto outcome = m_synthesizer->speak(text, {}, [&pcm](audio::PcmView block) {
            pcm.insert(pcm.end(), block.begin(), block.end());
            return true;
        });
        QVERIFY(outcome);
        QTEST(!pcm.empty(), "audible");
    }

    void startsSoonHoweverLongTheText()
    {
        std::size_t first = 0;
        const auto outcome =
            m_synthesizer->speak(u"word "_s.repeated(1000), {}, [&first](audio::PcmView block) {
                first = block.size();
                return false;
            });
        QVERIFY(outcome);
        QVERIFY(first > 0);
        QVERIFY(audio::durationOf(first, audio::kSpeechRate) <= 50ms);
    }

    void stopsWhenNobodyListens()
    {
        int blocks = 0;
        const auto outcome =
            m_synthesizer->speak(u"This is a rather long sentence. "_s.repeated(20), {},
                                 [&blocks](audio::PcmView) { return ++blocks < 3; });
        QVERIFY(outcome);
        QCOMPARE(blocks, 3);
    }

    void speaksAsFastAsItShould_data()
    {
        QTest::addColumn<QString>("voice");
        for (const VoiceDescription &voice : fliteVoices())
            QTest::newRow(qPrintable(voice.id)) << voice.id;
        QTest::newRow("a voice that it does not have") << u"nobody"_s;
    }

    void speaksAsFastAsItShould()
    {
        QFETCH(QString, voice);
        const auto length = [&](double rate) {
            return static_cast<double>(
                spoken(*m_synthesizer, u"What time is it in Tokyo?"_s, {voice, {}, rate}).size());
        };
        const double usual = length(1);
        QVERIFY(usual > 0);
        QVERIFY(std::abs(length(2) / usual - 0.5) < 0.1);
        QVERIFY(std::abs(length(0.5) / usual - 2) < 0.2);
        QVERIFY(std::abs(length(1) / usual - 1) < 0.05); // the rate before is forgotten
    }

    void itsVoicesDiffer()
    {
        const auto speak = [&](const QString &voice) {
            return spoken(*m_synthesizer, u"What time is it?"_s, {.voice = voice});
        };
        QVERIFY(speak(u"slt"_s).size() != speak(u"rms"_s).size());
        QVERIFY(speak(u"rms"_s).size() != speak(u"awb"_s).size());
    }

    void speaksInSeveralThreadsAtOnce()
    {
        constexpr int kThreads = 4;
        const std::size_t expected = spoken(*m_synthesizer, u"What time is it?"_s).size();
        std::vector<std::size_t> sizes(kThreads);
        std::vector<std::thread> threads;
        for (std::size_t &size : sizes) {
            threads.emplace_back([&size] {
                for (int i = 0; i < 5; ++i)
                    size = spoken(*makeSynthesizer(), u"What time is it?"_s).size();
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        // The noise in consonants is random, so the first audible sample varies.
        const auto tolerance = static_cast<double>(audio::samplesIn(20ms, audio::kSpeechRate));
        for (const std::size_t size : sizes)
            QVERIFY(std::abs(static_cast<double>(size) - static_cast<double>(expected))
                    <= tolerance);
    }

    void speaksAndUnderstandsThroughThePools()
    {
        SynthesizerPool synthesizers(fliteSynthesizer(), 1, audio::kSpeechRate);
        const Clock clock;
        RecognizerPool recognizers(pocketsphinxRecognizer(), 1, clock);
        const auto recognition = recognizers.begin(this);
        const auto speech = synthesizers.speak(u"What time is it?"_s);
        recognition->feed(silence(300ms));
        connect(speech.get(), &Speech::audioAdded, recognition.get(), &Recognition::feed);
        connect(speech.get(), &Speech::finished, recognition.get(), [&recognition] {
            recognition->feed(silence(500ms));
            recognition->finish();
        });
        QSignalSpy finished(recognition.get(), &Recognition::finished);
        QVERIFY(finished.wait(30000));
        QCOMPARE(finished.first().first().toString(), u"What time is it"_s);
    }

private:
    std::unique_ptr<Recognizer> m_recognizer;
    std::unique_ptr<Synthesizer> m_synthesizer;
};

HOLDLINE_TEST(TestEngines)

} // namespace holdline::tst_engines

#include "tst_engines.moc"
