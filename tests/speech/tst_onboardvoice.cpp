// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/onboardvoice.h"

#include "speech/espeaksynthesizer.h"
#include "speech/synthesizerpool.h"
#include "support/scriptedsynthesizer.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_onboardvoice {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kRate = audio::kDeviceRate;

const std::vector<VoiceDescription> kOthers{
    {.id = u"de"_s, .name = u"German"_s, .language = u"de"_s},
    {.id = u"en"_s, .name = u"English"_s, .language = u"en"_s},
    {.id = u"pt"_s, .name = u"Portuguese"_s, .language = u"pt"_s},
    {.id = u"pt-br"_s, .name = u"Brazilian"_s, .language = u"pt-br"_s},
};

/// Notes what it is asked to speak, and speaks nothing.
class NotedVoice : public Voice
{
public:
    using Voice::speak;
    std::unique_ptr<Speech> speak(const QString & /*sentence*/, const Manner &manner) override
    {
        manners.append(manner);
        return std::make_unique<Speech>();
    }
    QList<Manner> manners;
};

} // namespace

class TestOnBoardVoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLanguageDecides_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("voice");
        QTest::addColumn<QString>("spokenBy"); // empty: the English engine
        QTest::newRow("nothing is chosen") << QString() << QString() << QString();
        QTest::newRow("English") << u"en"_s << QString() << QString();
        QTest::newRow("English of a region") << u"en-GB"_s << QString() << QString();
        QTest::newRow("German") << u"de"_s << QString() << u"de"_s;
        QTest::newRow("German of a region") << u"de-AT"_s << QString() << u"de"_s;
        QTest::newRow("a region with its own voice") << u"pt-BR"_s << QString() << u"pt-br"_s;
        QTest::newRow("a language that nobody speaks") << u"tlh"_s << QString() << QString();
        QTest::newRow("a voice, without a language") << QString() << u"de"_s << u"de"_s;
        QTest::newRow("a voice of that language") << u"en"_s << u"en"_s << u"en"_s;
        QTest::newRow("an English voice for German") << u"de"_s << u"slt"_s << u"de"_s;
        QTest::newRow("a German voice for English") << u"en"_s << u"de"_s << QString();
    }

    void theLanguageDecides()
    {
        QFETCH(QString, language);
        QFETCH(QString, voice);
        QFETCH(QString, spokenBy);
        NotedVoice english;
        NotedVoice *other = nullptr;
        OnBoardVoice both(english, kOthers, [&] {
            auto made = std::make_unique<NotedVoice>();
            other = made.get();
            return made;
        });
        const Manner manner{.voice = voice, .language = language, .rate = 1.5};
        for (int i = 0; i < 2; ++i)
            QVERIFY(both.speak(u"Hm."_s, manner));
        if (spokenBy.isEmpty()) {
            QVERIFY(!other); // and so its data is not loaded
            QCOMPARE(english.manners, QList<Manner>(2, manner));
        } else {
            QVERIFY(other && english.manners.isEmpty());
            const Manner expected{.voice = spokenBy, .language = language, .rate = 1.5};
            QCOMPARE(other->manners, QList<Manner>(2, expected));
        }
    }

    void knowsWhichLanguagesItSpeaks()
    {
        NotedVoice english;
        const OnBoardVoice both(english, kOthers, [] { return nullptr; });
        for (const char *tag : {"", "en", "en-GB", "de", "de-AT", "pt-BR"})
            QVERIFY2(both.speaks(QString::fromLatin1(tag)), tag);
        QVERIFY(!both.speaks(u"tlh"_s));
        QVERIFY(!OnBoardVoice(english, {}, [] { return nullptr; }).speaks(u"de"_s));
    }

    // ---- espeak-ng

    void espeakHasAVoiceForEachLanguage()
    {
        const auto voices = espeakVoices();
        QVERIFY(voices.size() > 80 && voices.size() < 400);
        for (const char *tag : {"de", "en", "fr", "es", "ru", "zh", "ar"}) {
            const auto count =
                std::ranges::count(voices, QString::fromLatin1(tag), &VoiceDescription::language);
            QVERIFY2(count >= 1, tag);
        }
        for (const VoiceDescription &voice : voices)
            QCOMPARE(std::ranges::count(voices, voice.id, &VoiceDescription::id), 1);
    }

    void espeakSpeaks_data()
    {
        QTest::addColumn<QString>("voice");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("text");
        QTest::newRow("German") << u"espeak-de"_s << u"de"_s << u"Der Zug fährt über die Brücke."_s;
        QTest::newRow("Chinese") << u"espeak-cmn"_s << u"zh"_s << u"火车在铁轨上行驶。"_s;
        QTest::newRow("by the language") << u"slt"_s << u"fr-CA"_s << u"Où est la gare ?"_s;
        QTest::newRow("a language that nobody knows") << QString() << u"tlh"_s << u"A train."_s;
        QTest::newRow("control characters") << u"espeak-de"_s << u"de"_s << u"\u0001Ein\u0001Zug"_s;
    }

    void espeakSpeaks()
    {
        QFETCH(QString, voice);
        QFETCH(QString, language);
        QFETCH(QString, text);
        SynthesizerPool pool(espeakSynthesizer(), 1, kRate);
        std::size_t slow = 0;
        for (const double rate : {0.5, 2.0}) {
            const auto speech = pool.speak(text, {voice, language, rate});
            QSignalSpy finished(speech.get(), &Speech::finished);
            audio::Pcm heard;
            connect(speech.get(), &Speech::audioAdded, this, [&](const audio::Pcm &pcm) {
                heard.insert(heard.end(), pcm.begin(), pcm.end());
            });
            QTRY_COMPARE(finished.size(), 1);
            QVERIFY(std::ranges::any_of(heard, [](audio::Sample s) { return s > 3000; }));
            if (slow == 0)
                slow = heard.size();
            else
                QVERIFY(heard.size() < slow);
        }
    }

    void espeakStopsInTheMiddle()
    {
        auto made = espeakSynthesizer()();
        QVERIFY(made);
        int blocks = 0;
        const auto outcome = made.value()->speak(
            QString(u"Der Zug fährt über die Brücke. "_s).repeated(50), {.language = u"de"_s},
            [&blocks](audio::PcmView) { return ++blocks < 3; });
        QVERIFY(outcome);
        QCOMPARE(blocks, 3);
    }
};

HOLDLINE_TEST(TestOnBoardVoice)

} // namespace holdline::tst_onboardvoice

#include "tst_onboardvoice.moc"
