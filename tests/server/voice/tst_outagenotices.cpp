// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/outagenotices.h"

#include "server/session/session.h"
#include "support/fakeoutlet.h"
#include "support/scriptedservice.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QTest>

namespace holdline::tst_outagenotices {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Kind = speech::ServiceTrouble::Kind;

namespace {

struct Desk
{
    ScriptedService server;
    speech::Service service{"language", {.again = BackoffPolicy{.initial = 1ms, .maximum = 1ms}}};
    Session session{.id = SessionId::generate(), .context = ContextWindow(100)};
    FakeOutlet outlet{session};
    OutageNotices notices{{&service}, outlet};

    bool open()
    {
        const bool listens = server.listen();
        service.setAddress({.base = server.base(), .model = u"tiny"_s});
        return listens;
    }
    void fail(Kind kind)
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the language service failed"_s));
        service.noteFailure({.kind = kind, .detail = u"so"_s});
    }
    /// The service answers the question whether it works.
    bool comeBack()
    {
        server.add({.bytes = ScriptedService::withStatus(200, R"({"data":[]})")});
        return QTest::qWaitFor([this] { return service.isUsable(); });
    }
};

} // namespace

class TestOutageNotices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysNothingWhileAllServicesWork()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.notices.tell(true);
        QVERIFY(desk.outlet.story.isEmpty());
    }

    void tellsEachOutageOnceToThoseWhoTalk()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.fail(Kind::TooSlow);
        desk.notices.tell(false);
        QVERIFY(desk.outlet.story.isEmpty());
        for (int i = 0; i < 2; ++i)
            desk.notices.tell(true);
        QCOMPARE(desk.outlet.story, QStringList{u"trouble: language_too_slow"_s});
    }

    void tellsThatTheServiceIsBack()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.fail(Kind::Busy);
        desk.notices.tell(true);
        QVERIFY(desk.comeBack());
        for (int i = 0; i < 2; ++i)
            desk.notices.tell(false);
        QCOMPARE(desk.outlet.story,
                 (QStringList{u"trouble: language_busy"_s, u"trouble: language_back"_s}));
    }

    void tellsThatAnotherServiceWasChosen()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.fail(Kind::Busy);
        desk.notices.tell(true);
        desk.service.setAddress({});
        desk.notices.tell(true);
        QCOMPARE(desk.outlet.story.last(), u"trouble: language_changed"_s);
        QCOMPARE(desk.outlet.story.size(), 2);
    }

    void tellsAClientThatJoinsWhatDoesNotWork()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.notices.tellAnew();
        QVERIFY(desk.outlet.story.isEmpty());
        desk.fail(Kind::Busy);
        desk.notices.tell(true);
        for (int i = 0; i < 2; ++i)
            desk.notices.tellAnew();
        desk.notices.tell(true); // the new client knows it
        QCOMPARE(desk.outlet.story, QStringList(3, u"trouble: language_busy"_s));
        QVERIFY(desk.comeBack());
        desk.notices.tell(false);
        QCOMPARE(desk.outlet.story.last(), u"trouble: language_back"_s);
    }

    void doesNotTellOfAnOutageThatNobodyNoticed()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.fail(Kind::Busy);
        QVERIFY(desk.comeBack());
        desk.notices.tell(true);
        QVERIFY(desk.outlet.story.isEmpty());
    }
};

HOLDLINE_TEST(TestOutageNotices)

} // namespace holdline::tst_outagenotices

#include "tst_outagenotices.moc"
