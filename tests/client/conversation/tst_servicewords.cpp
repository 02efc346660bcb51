// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/servicewatch.h"
#include "client/conversation/servicewords.h"
#include "support/fakeline.h"
#include "support/manualclock.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_servicewords {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;

/// Tests what the user reads when a service behind the server fails.
class TestServiceWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryTroubleOfEveryService_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("trouble");
        for (const char *engine : {"language", "recognition", "voice"}) {
            for (const char *trouble : {"unreachable", "denied", "unknown_model", "busy", "refused",
                                        "broken", "too_slow", "cut_off", "nonsense"})
                QTest::addRow("%s %s", engine, trouble)
                    << QString::fromLatin1(engine) << QString::fromLatin1(trouble);
        }
    }

    void knowsEveryTroubleOfEveryService()
    {
        QFETCH(QString, engine);
        QFETCH(QString, trouble);
        const QString sentence = serviceTroubleText(engine + u'_' + trouble);
        QVERIFY(sentence.endsWith(u"works again."_s) && !sentence.contains(u'%'));
        const QString few = failedServiceText({engine, trouble});
        QVERIFY2(few.contains(u" failed: it"_s), qPrintable(few));
        QVERIFY(sentence.contains(few.section(u": "_s, 1)));
    }

    void saysNothingOfWhatItDoesNotKnow()
    {
        for (const char *code : {"", "_", "voice", "voice_", "voice_hoarse", "taxi_busy",
                                 "store_full", "work_given_up"})
            QVERIFY(serviceTroubleText(QString::fromLatin1(code)).isEmpty());
        QVERIFY(failedServiceText({u"taxi"_s, u"busy"_s}).isEmpty());
    }

    void saysThatTheServiceIsBack()
    {
        QCOMPARE(serviceTroubleText(u"voice_back"_s), u"The voice service works again."_s);
    }

    void saysWhatKnowsOnlyEnglish()
    {
        const QString hearing = serviceTroubleText(u"recognition_language"_s);
        QVERIFY2(hearing.contains(u"understands only English"_s), qPrintable(hearing));
        QVERIFY(serviceTroubleText(u"voice_language"_s).contains(u"English voice"_s));
        QVERIFY(serviceTroubleText(u"language_language"_s).isEmpty());
        QVERIFY(failedServiceIn(u"recognition_language"_s).engine.isEmpty()); // nothing has failed
    }

    // ---- which services do not work

    void followsWhatTheServerTells()
    {
        FakeLine line;
        ServiceWatch watch(line);
        QSignalSpy changed(&watch, &ServiceWatch::changed);
        const auto tell = [&line](const char *code) {
            line.say(protocol::ServerError{QString::fromLatin1(code), {}, true});
        };
        line.startSession();
        for (const char *code : {"voice_busy", "voice_busy", "store_full", "language_denied"})
            tell(code);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(watch.failed(),
                 (QList<FailedService>{{u"voice"_s, u"busy"_s}, {u"language"_s, u"denied"_s}}));
        tell("voice_back");
        QCOMPARE(watch.failed(), (QList<FailedService>{{u"language"_s, u"denied"_s}}));
        tell("language_too_slow");
        QCOMPARE(watch.failed(), (QList<FailedService>{{u"language"_s, u"too_slow"_s}}));
        tell("language_changed");
        QVERIFY(watch.failed().isEmpty());
    }

    void forgetsTheFailuresOfAnotherSession_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("origin");
        QTest::addColumn<bool>("isKnown");
        using Session = Line::Session;
        const auto row = [](const char *name, Line::Kind kind, Session::Origin origin, bool known) {
            QTest::newRow(name) << static_cast<int>(kind) << static_cast<int>(origin) << known;
        };
        row("durable, resumed", Line::Kind::Durable, Session::Origin::Resumed, true);
        row("durable, rejoined", Line::Kind::Durable, Session::Origin::Rejoined, false);
        row("durable, new", Line::Kind::Durable, Session::Origin::New, false);
        row("plain, restored", Line::Kind::Plain, Session::Origin::Resumed, false);
    }

    void forgetsTheFailuresOfAnotherSession()
    {
        QFETCH(int, kind);
        QFETCH(int, origin);
        const ManualClock clock;
        FakeLine line;
        if (static_cast<Line::Kind>(kind) == Line::Kind::Durable)
            line.hold(clock);
        ServiceWatch watch(line);
        line.startSession();
        line.say(protocol::ServerError{u"voice_busy"_s, {}, true});
        line.goDown();
        line.startSession({.id = SessionId::generate(),
                           .kind = static_cast<Line::Kind>(kind),
                           .origin = static_cast<Line::Session::Origin>(origin)});
        QTEST(watch.failed().size() == 1, "isKnown");
    }
};

HOLDLINE_TEST(TestServiceWords)

} // namespace holdline::tst_servicewords

#include "tst_servicewords.moc"
