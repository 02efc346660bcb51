// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/languagenotices.h"

#include "server/session/session.h"
#include "speech/transcriber.h"
#include "speech/voice.h"
#include "support/fakeoutlet.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_languagenotices {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

/// Understands what it is told to understand.
class KnowingTranscriber : public speech::Transcriber
{
public:
    QStringList known{QString(), u"en"_s};

    void load() override { }
    bool understands(const QString &language) const override { return known.contains(language); }
    std::unique_ptr<speech::Recognition> begin(speech::Speaker /*speaker*/,
                                               const speech::Clues & /*clues*/) override
    {
        return nullptr;
    }
};

class KnowingVoice : public speech::Voice
{
public:
    bool speaks(const QString &language) const override
    {
        return language.isEmpty() || language == u"en"_s || language == u"de"_s;
    }
    std::unique_ptr<speech::Speech> speak(const QString & /*sentence*/,
                                          const speech::Manner & /*manner*/) override
    {
        return nullptr;
    }
};

struct Desk
{
    KnowingTranscriber transcriber;
    KnowingVoice voice;
    Session session{.id = SessionId::generate(), .context = ContextWindow(100)};
    FakeOutlet outlet{session};
    LanguageNotices notices{transcriber, voice, outlet};
};

const QString kNotHeard = u"trouble: recognition_language"_s;
const QString kNotSpoken = u"trouble: voice_language"_s;

} // namespace

class TestLanguageNotices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysNothingOfLanguagesThatAreKnown()
    {
        Desk desk;
        for (const QString &language : {QString(), u"en"_s}) {
            desk.notices.checkHearing(language);
            desk.notices.checkSpeaking(language);
        }
        desk.notices.checkSpeaking(u"de"_s);
        QVERIFY(desk.outlet.story.isEmpty());
    }

    void tellsOncePerLanguage()
    {
        Desk desk;
        for (const char *language : {"de", "de", "tlh", "tlh"}) {
            desk.notices.checkHearing(QString::fromLatin1(language));
            desk.notices.checkSpeaking(QString::fromLatin1(language));
        }
        QCOMPARE(desk.outlet.story, (QStringList{kNotHeard, kNotHeard, kNotSpoken}));
    }

    void tellsAgainWhenAServiceIsGone()
    {
        Desk desk;
        desk.transcriber.known.append(u"de"_s);
        desk.notices.checkHearing(u"de"_s);
        QVERIFY(desk.outlet.story.isEmpty());
        for (int i = 0; i < 2; ++i) {
            desk.transcriber.known.removeAll(u"de"_s);
            desk.notices.checkHearing(u"de"_s);
            desk.transcriber.known.append(u"de"_s);
            desk.notices.checkHearing(u"de"_s);
        }
        QCOMPARE(desk.outlet.story, (QStringList{kNotHeard, kNotHeard}));
    }

    void tellsTheNextClient()
    {
        Desk desk;
        for (int i = 0; i < 2; ++i) {
            desk.notices.checkHearing(u"de"_s);
            desk.notices.forget();
        }
        QCOMPARE(desk.outlet.story, (QStringList{kNotHeard, kNotHeard}));
    }
};

HOLDLINE_TEST(TestLanguageNotices)

} // namespace holdline::tst_languagenotices

#include "tst_languagenotices.moc"
