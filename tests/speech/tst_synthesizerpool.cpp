// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/synthesizerpool.h"

#include "support/scriptedsynthesizer.h"
#include "support/testcase.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_synthesizerpool {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSynthesizerPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_script = std::make_shared<SynthesizerScript>(); }

    void speaksAtTheRateOfThePool_data()
    {
        QTest::addColumn<int>("rate");
        QTest::newRow("its own") << 16000;
        QTest::newRow("the device's") << 48000;
        QTest::newRow("a lower one") << 8000;
    }

    void speaksAtTheRateOfThePool()
    {
        QFETCH(int, rate);
        SynthesizerPool pool(scriptedSynthesizer(m_script), 1, rate);
        const auto speech = pool.speak(u"0123456789"_s);
        QSignalSpy finished(speech.get(), &Speech::finished);
        audio::Pcm heard;
        connect(speech.get(), &Speech::audioAdded, this, [&heard](const audio::Pcm &pcm) {
            heard.insert(heard.end(), pcm.begin(), pcm.end());
        });
        QVERIFY(finished.wait());
        const auto length = audio::durationOf(heard.size(), rate);
        QVERIFY2(length >= 195ms && length <= 210ms, qPrintable(QString::number(length.count())));
        const auto loud =
            std::ranges::count_if(heard, [](int sample) { return qAbs(sample) > 4000; });
        QVERIFY(loud > static_cast<qsizetype>(heard.size()) * 8 / 10);
    }

    void speaksSentencesInTheOrderInWhichTheyWereAskedFor()
    {
        SynthesizerPool pool(scriptedSynthesizer(m_script), 1, 16000);
        std::vector<std::unique_ptr<Speech>> speeches;
        QStringList sentences;
        QStringList finished;
        for (int i = 0; i < 10; ++i) {
            const QString sentence = u"Sentence %1."_s.arg(i);
            sentences += sentence;
            speeches.push_back(pool.speak(sentence));
            connect(speeches.back().get(), &Speech::finished, this,
                    [&finished, sentence] { finished += sentence; });
        }
        QTRY_COMPARE(finished, sentences);
        QCOMPARE(m_script->spoken(), sentences);
    }

    void speaksAsManyAtOnceAsThereAreSynthesisers()
    {
        m_script->speaking.close();
        SynthesizerPool pool(scriptedSynthesizer(m_script), 2, 16000);
        const auto first = pool.speak(u"One."_s);
        const auto second = pool.speak(u"Two."_s);
        const auto third = pool.speak(u"Three."_s);
        QTRY_COMPARE(m_script->speaking.waiting(), 2);
        QSignalSpy finished(third.get(), &Speech::finished);
        m_script->speaking.open();
        QVERIFY(finished.wait());
    }

    void stopsASentenceThatIsGivenUp()
    {
        SynthesizerPool pool(scriptedSynthesizer(m_script), 1, 16000);
        m_script->speaking.close();
        auto first = pool.speak(u"word "_s.repeated(10000)); // 1000 s of audio
        bool heard = false;
        connect(first.get(), &Speech::audioAdded, this, [&heard] { heard = true; });
        QTRY_COMPARE(m_script->speaking.waiting(), 1);
        first.reset();
        m_script->speaking.open();
        const auto second = pool.speak(u"Next."_s);
        QSignalSpy finished(second.get(), &Speech::finished);
        QVERIFY(finished.wait());
        QVERIFY(!heard);
        // The current block, and the five blocks of "Next.".
        QCOMPARE(m_script->blocks.load(), 6);
    }

    void skipsASentenceThatIsGivenUpInLine()
    {
        m_script->speaking.close();
        SynthesizerPool pool(scriptedSynthesizer(m_script), 1, 16000);
        const auto first = pool.speak(u"One."_s);
        auto second = pool.speak(u"Two."_s);
        const auto third = pool.speak(u"Three."_s);
        QSignalSpy finished(third.get(), &Speech::finished);
        QTRY_COMPARE(m_script->speaking.waiting(), 1);
        second.reset();
        m_script->speaking.open();
        QVERIFY(finished.wait());
        QCOMPARE(m_script->spoken(), QStringList({u"One."_s, u"Three."_s}));
    }

    void mayBeGivenUpByItsOwnListener()
    {
        SynthesizerPool pool(scriptedSynthesizer(m_script), 1, 16000);
        auto speech = pool.speak(u"A long sentence that is cut off."_s);
        int blocks = 0;
        connect(speech.get(), &Speech::audioAdded, this, [&] {
            ++blocks;
            speech.reset();
        });
        QTRY_COMPARE(blocks, 1);
        const auto next = pool.speak(u"Next."_s);
        QSignalSpy finished(next.get(), &Speech::finished);
        QVERIFY(finished.wait());
        QCOMPARE(blocks, 1);
    }

    void tellsWhatItCannotSpeakAndGoesOn()
    {
        m_script->unspeakable = u"xyz"_s;
        SynthesizerPool pool(scriptedSynthesizer(m_script), 1, 16000);
        const auto bad = pool.speak(u"xyz"_s);
        const auto good = pool.speak(u"Fine."_s);
        QSignalSpy badFailed(bad.get(), &Speech::failed);
        QSignalSpy badFinished(bad.get(), &Speech::finished);
        QSignalSpy goodFinished(good.get(), &Speech::finished);
        QVERIFY(goodFinished.wait());
        QCOMPARE(badFailed.size(), 1);
        QCOMPARE(badFinished.size(), 0);
    }

    void tellsWhyNoSynthesiserCouldBeMade()
    {
        m_script->trouble = u"The voice is missing."_s;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"The voice is missing"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"The voice is missing"_s));
        SynthesizerPool pool(scriptedSynthesizer(m_script), 2, 16000);
        const auto early = pool.speak(u"Early."_s);
        QSignalSpy earlyFailed(early.get(), &Speech::failed);
        QVERIFY(earlyFailed.wait());
        QCOMPARE(pool.trouble(), u"The voice is missing."_s);
        const auto late = pool.speak(u"Late."_s);
        QSignalSpy lateFailed(late.get(), &Speech::failed);
        QCOMPARE(lateFailed.size(), 0);
        QVERIFY(lateFailed.wait());
    }

    void endsInTheMiddleOfASentence()
    {
        auto pool = std::make_unique<SynthesizerPool>(scriptedSynthesizer(m_script), 2, 16000);
        const auto first = pool->speak(u"word "_s.repeated(100000));
        const auto second = pool->speak(u"word "_s.repeated(100000));
        const auto third = pool->speak(u"Never."_s);
        QSignalSpy added(first.get(), &Speech::audioAdded);
        QVERIFY(added.wait());
        QElapsedTimer timer;
        timer.start();
        pool.reset();
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(!m_script->spoken().contains(u"Never."_s));
    }

private:
    std::shared_ptr<SynthesizerScript> m_script;
};

HOLDLINE_TEST(TestSynthesizerPool)

} // namespace holdline::tst_synthesizerpool

#include "tst_synthesizerpool.moc"
