// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/connectionnotice.h"
#include "widgets/look/connectionwords.h"
#include "widgets/look/notices.h"
#include "widgets/look/noticewords.h"
#include "widgets/panes/banner.h"

#include "support/testcase.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace holdline::tst_notice {

using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using audio::Direction;
using audio::EndpointStatus;
using client::ConnectionState;
using client::ConnectionStatus;
using client::LossReason;
using Source = Notices::Source;

namespace {

ConnectionStatus in(ConnectionState state, LossReason reason = LossReason::None)
{
    ConnectionStatus status;
    status.state = state;
    status.reason = reason;
    return status;
}

Notice titled(const QString &title)
{
    return {.title = title};
}

QString shownTitle(const Banner &banner)
{
    return banner.findChild<QLabel *>(u"noticeTitle"_s)->text();
}

} // namespace

class TestNotice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDamagedStoreIsToldWithItsFile()
    {
        const Notice notice = NoticeWords::forStoreSetAside(u"/data/sessions.sqlite.damaged"_s);
        QVERIFY(notice.text.contains(u"/data/sessions.sqlite.damaged"_s));
        QVERIFY(notice.dismissable);
    }

    void everyReasonHasCauseAndRemedy_data()
    {
        QTest::addColumn<LossReason>("reason");
        const auto first = static_cast<int>(LossReason::Refused);
        const auto last = static_cast<int>(LossReason::FolderNotWritable);
        for (int i = first; i <= last; ++i)
            QTest::addRow("reason %d", i) << static_cast<LossReason>(i);
    }

    void everyReasonHasCauseAndRemedy()
    {
        QFETCH(LossReason, reason);
        const QString cause = ConnectionWords::cause(reason);
        const QString remedy = ConnectionWords::remedy(reason);
        QVERIFY(!cause.isEmpty());
        QVERIFY(remedy.endsWith(u'.'));

        const auto notice = ConnectionNotice::of(in(ConnectionState::Failed, reason));
        QVERIFY(notice);
        const bool isNamed = !notice->title.startsWith(u"Couldn’t reach"_s);
        QVERIFY(isNamed || notice->text.contains(cause, Qt::CaseInsensitive));
        QVERIFY(notice->offersHelp);
        QVERIFY(notice->text.contains(remedy));
        QVERIFY(notice->action == Notice::Action::TryAgain
                || notice->otherAction == Notice::Action::TryAgain);
        QCOMPARE(notice->tone, Notice::Tone::Error);
    }

    void noTwoReasonsHaveTheSameWords()
    {
        QSet<QString> causes;
        const int count = static_cast<int>(LossReason::FolderNotWritable) + 1;
        for (int i = 0; i < count; ++i)
            causes.insert(ConnectionWords::cause(static_cast<LossReason>(i)));
        QCOMPARE(causes.size(), count);
    }

    void failureNamesTheServerAndCountsTheTries()
    {
        ConnectionStatus status = in(ConnectionState::Failed, LossReason::Refused);
        status.host = u"voice.example.org"_s;
        status.attempt = 10;
        const auto notice = ConnectionNotice::of(status);
        QCOMPARE(notice->title, u"Couldn’t reach voice.example.org"_s);
        QVERIFY(notice->text.startsWith(u"10 tries failed: connection refused."_s));
    }

    void aCutOfLessThanTwoSecondsHasNoBanner()
    {
        for (const ConnectionState state :
             {ConnectionState::Disconnected, ConnectionState::Reconnecting}) {
            ConnectionStatus status = in(state, LossReason::ConnectionLost);
            status.isBrief = true;
            QVERIFY(!ConnectionNotice::of(status));
            status.isBrief = false;
            QVERIFY(ConnectionNotice::of(status));
        }
    }

    void whatWasNeverThereIsNotCalledLost()
    {
        for (const ConnectionState state :
             {ConnectionState::Disconnected, ConnectionState::Reconnecting,
              ConnectionState::Failed}) {
            ConnectionStatus status = in(state, LossReason::Refused);
            status.neverConnected = true;
            const auto notice = ConnectionNotice::of(status);
            QVERIFY2(!notice->title.contains(u"lost"_s), qPrintable(notice->title));
            QVERIFY2(!notice->text.contains(u"is safe"_s), qPrintable(notice->text));
            QVERIFY(!ConnectionWords::description(status).contains(u"lost"_s));
        }
    }

    void aFailureThatCanBeCuredHereOffersTheCure_data()
    {
        QTest::addColumn<LossReason>("reason");
        QTest::addColumn<QString>("title");
        QTest::addColumn<Notice::Action>("action");
        const auto row = [](const char *name, LossReason reason, const char *title,
                            Notice::Action action) {
            QTest::newRow(name) << reason << QString::fromUtf8(title) << action;
        };
        using Action = Notice::Action;
        row("an unknown certificate", LossReason::CertificateUnknown,
            "a.example’s certificate isn’t trusted", Action::TrustCertificate);
        row("an expired one", LossReason::CertificateInvalid, "a.example’s certificate isn’t valid",
            Action::TrustCertificate);
        row("another than the trusted one", LossReason::CertificateChanged,
            "a.example’s certificate has changed", Action::TryAgain);
        row("not encrypted", LossReason::Insecure,
            "The connection to a.example wouldn’t be encrypted", Action::TryAgain);
        row("no agreement on how to be secure", LossReason::Tls,
            "No secure connection to a.example", Action::TryAgain);
        row("no token", LossReason::NotAuthorised, "a.example denied access", Action::TryAgain);
        row("taken over", LossReason::Replaced, "The conversation is open in another window",
            Action::TryAgain);
        row("too many others", LossReason::Busy, "a.example is full or busy", Action::TryAgain);
        row("something else", LossReason::NotAWebSocket, "a.example isn’t a voice server",
            Action::TryAgain);
        row("nobody there", LossReason::Refused, "Couldn’t reach a.example", Action::TryAgain);
    }

    void aFolderThatCannotBeWrittenToIsNamed()
    {
        ConnectionStatus status = in(ConnectionState::Failed, LossReason::FolderNotWritable);
        status.detail = u"/home/me/data"_s;
        const auto notice = ConnectionNotice::of(status);
        QString text = notice->text;
        QVERIFY2(text.remove(QChar(0x200b)).startsWith(u"Can’t write to /home/me/data."_s),
                 qPrintable(text));
    }

    void aFailureThatCanBeCuredHereOffersTheCure()
    {
        QFETCH(LossReason, reason);
        ConnectionStatus status = in(ConnectionState::Failed, reason);
        status.host = u"a.example"_s;
        const auto notice = ConnectionNotice::of(status);
        QTEST(notice->title, "title");
        QTEST(notice->action, "action");
        QVERIFY(notice->otherAction != notice->action);
    }

    void tellsWhenThereIsSomethingToTell_data()
    {
        QTest::addColumn<ConnectionStatus>("status");
        QTest::addColumn<Notice::Action>("action");
        QTest::newRow("stopped offers to connect")
            << in(ConnectionState::Stopped) << Notice::Action::Connect;
        QTest::newRow("lost offers to reconnect")
            << in(ConnectionState::Disconnected, LossReason::ConnectionLost)
            << Notice::Action::ReconnectNow;
        QTest::newRow("without a network offers to reconnect")
            << in(ConnectionState::Disconnected, LossReason::NoNetwork)
            << Notice::Action::ReconnectNow;
        QTest::newRow("reconnecting offers to do it now")
            << in(ConnectionState::Reconnecting) << Notice::Action::ReconnectNow;
    }

    void tellsWhenThereIsSomethingToTell()
    {
        QFETCH(ConnectionStatus, status);
        const auto notice = ConnectionNotice::of(status);
        QVERIFY(notice);
        QTEST(notice->action, "action");
        QVERIFY(!NoticeWords::actionText(notice->action).isEmpty());
    }

    void anAnnouncedRestartIsNoLoss_data()
    {
        QTest::addColumn<bool>("waits");
        QTest::addColumn<QString>("title");
        QTest::newRow("waiting") << true << u"Server restarting — next try in %1 s"_s;
        QTest::newRow("dialling") << false << u"Server restarting — trying again…"_s;
    }

    void anAnnouncedRestartIsNoLoss()
    {
        QFETCH(bool, waits);
        ConnectionStatus status = in(ConnectionState::Reconnecting, LossReason::Restarting);
        if (waits)
            status.nextTry = Instant(3s);
        const auto notice = ConnectionNotice::of(status);
        QTEST(notice->title, "title");
        QVERIFY(notice->text.startsWith(u"Holdline reconnects by itself. "_s));
        QCOMPARE(notice->tone, Notice::Tone::Warning);
        QCOMPARE(notice->action, Notice::Action::ReconnectNow);
        QCOMPARE(notice->countdownTo, status.nextTry);
        QVERIFY(ConnectionNotice::of(status, true)->text.contains(u"Keep talking"_s));
        QVERIFY(!ConnectionWords::description(status).contains(u"lost"_s));

        status.reason = LossReason::Refused;
        QVERIFY(ConnectionNotice::of(status)->title.startsWith(u"Connection lost"_s));
        QVERIFY(ConnectionWords::description(status).contains(u"lost"_s));
    }

    void isSilentWhileAllIsWell()
    {
        for (const auto state : {ConnectionState::Connecting, ConnectionState::Reconnected,
                                 ConnectionState::Recording, ConnectionState::Connected})
            QVERIFY(!ConnectionNotice::of(in(state)));
        for (const auto state : {EndpointStatus::State::Closed, EndpointStatus::State::Open})
            QVERIFY(!NoticeWords::forDevice(Direction::Input, {state, {}}));
    }

    void tellsOfDevicesThatAreMissingOrBroken()
    {
        for (const auto direction : {Direction::Input, Direction::Output}) {
            const auto missing =
                NoticeWords::forDevice(direction, {EndpointStatus::State::Missing, {}});
            QVERIFY(missing && missing->dismissable);
            const auto failed = NoticeWords::forDevice(
                direction, {EndpointStatus::State::Failed, {"usb", u"USB headset"_s}});
            QVERIFY(failed && failed->text.contains(u"USB headset"_s));
        }
    }

    void theLateNoteSaysHowMuchAndHowLongAgo_data()
    {
        QTest::addColumn<Duration>("speech");
        QTest::addColumn<Duration>("age");
        QTest::addColumn<QString>("title");
        const auto row = [](Duration speech, Duration age, const QString &title) {
            QTest::newRow(qPrintable(title)) << speech << age << title;
        };
        row(12s, 3min + 40s, u"You spoke for 12 s while offline, 3 minutes ago. Send it?"_s);
        row(200ms, 90s, u"You spoke for 1 s while offline, a minute ago. Send it?"_s);
        row(60s, 119min, u"You spoke for 60 s while offline, 119 minutes ago. Send it?"_s);
        row(3s, 5h, u"You spoke for 3 s while offline, 5 hours ago. Send it?"_s);
    }

    void theLateNoteSaysHowMuchAndHowLongAgo()
    {
        QFETCH(Duration, speech);
        QFETCH(Duration, age);
        const Notice notice = NoticeWords::forLateNote(speech, age);
        QTEST(notice.title, "title");
        QCOMPARE(NoticeWords::actionText(notice.action), u"Send"_s);
        QCOMPARE(NoticeWords::actionText(notice.otherAction), u"Discard"_s);
        QVERIFY(!notice.dismissable);
    }

    void theLateNoteTellsOfTextsOfAnEarlierRun_data()
    {
        QTest::addColumn<Duration>("speech");
        QTest::addColumn<int>("texts");
        QTest::addColumn<QString>("title");
        QTest::newRow("one") << Duration(
            0) << 1 << u"You typed a message 3 minutes ago, before Holdline was closed. Send it?"_s;
        QTest::newRow("some")
            << Duration(0) << 4
            << u"You typed 4 messages 3 minutes ago, before Holdline was closed. Send them?"_s;
        QTest::newRow("one and speech")
            << Duration(2s) << 1
            << u"You typed a message and spoke for 2 s 3 minutes ago, before Holdline was closed. Send them?"_s;
        QTest::newRow("some and speech")
            << Duration(2s) << 4
            << u"You typed 4 messages and spoke for 2 s 3 minutes ago, before Holdline was closed. Send them?"_s;
    }

    void theLateNoteTellsOfTextsOfAnEarlierRun()
    {
        QFETCH(Duration, speech);
        QFETCH(int, texts);
        QTEST(NoticeWords::forLateNote(speech, 3min, texts).title, "title");
    }

    void troubleOfTheServerHasWordsOfItsOwn()
    {
        const Notice full = NoticeWords::forServerTrouble(u"store_full"_s, u"ENOSPC"_s);
        QVERIFY(full.title.contains(u"disk is full"_s) && !full.text.contains(u"ENOSPC"_s));
        QCOMPARE(full.title, u"The server’s disk is full"_s);
        QCOMPARE(NoticeWords::forServerTrouble(u"store_full"_s, {}, true).title,
                 u"This computer’s disk is full"_s);
        const Notice failed = NoticeWords::forServerTrouble(u"store_failed"_s, u"EIO"_s);
        QVERIFY(failed.title != full.title && !failed.text.contains(u"EIO"_s));
        QCOMPARE(NoticeWords::forServerTrouble(u"new_one"_s, u"It hurts."_s).text, u"It hurts."_s);
    }

    void bannerOffersTwoThingsToDo()
    {
        Banner banner;
        const Notice notice = NoticeWords::forLateNote(12s, 3min);
        banner.setNotice(&notice, {});
        QSignalSpy triggered(&banner, &Banner::actionTriggered);
        QTest::mouseClick(banner.findChild<QPushButton *>(u"otherAction"_s), Qt::LeftButton);
        QCOMPARE(triggered[0][0].value<Notice::Action>(), Notice::Action::DiscardLateNote);
        const Notice other = titled(u"lost"_s);
        banner.setNotice(&other, {});
        QVERIFY(banner.findChild<QPushButton *>(u"otherAction"_s)->isHidden());
    }

    void theMostPressingIsShown()
    {
        Notices notices;
        QVERIFY(!notices.top());
        notices.set(Source::Refusal, titled(u"refused"_s));
        notices.set(Source::Connection, titled(u"lost"_s));
        notices.set(Source::Microphone, titled(u"silent"_s));
        QCOMPARE(notices.top()->title, u"lost"_s);
        notices.set(Source::Connection, {});
        QCOMPARE(notices.top()->title, u"silent"_s);
        notices.dismissTop();
        QCOMPARE(notices.top()->title, u"refused"_s);
        notices.dismissTop();
        QVERIFY(!notices.top());
        notices.dismissTop();
    }

    void bannerComesAndGoes()
    {
        Banner banner;
        QVERIFY(banner.isHidden());
        const Notice notice = titled(u"<b>plain</b>"_s);
        banner.setNotice(&notice, {});
        QVERIFY(!banner.isHidden());
        QCOMPARE(shownTitle(banner), u"<b>plain</b>"_s);
        banner.setNotice(nullptr, {});
        QVERIFY(banner.isHidden());
    }

    void bannerCountsDownWhileVisible()
    {
        Banner banner;
        Notice notice = titled(u"next try in %1 s"_s);
        const Instant now = Clock().now();
        notice.countdownTo = now + 2100ms;
        banner.setNotice(&notice, now);
        QCOMPARE(shownTitle(banner), u"next try in 3 s"_s);
        QTRY_COMPARE(shownTitle(banner), u"next try in 2 s"_s);
        QTRY_COMPARE(shownTitle(banner), u"next try in 0 s"_s);
    }

    void bannerTellsWhatWasClicked()
    {
        Banner banner;
        Notice notice = titled(u"lost"_s);
        notice.action = Notice::Action::ReconnectNow;
        notice.dismissable = true;
        banner.setNotice(&notice, {});
        QSignalSpy triggered(&banner, &Banner::actionTriggered);
        QSignalSpy dismissed(&banner, &Banner::dismissed);
        QTest::mouseClick(banner.findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(triggered.size(), 1);
        QCOMPARE(triggered[0][0].value<Notice::Action>(), Notice::Action::ReconnectNow);
        QTest::mouseClick(banner.findChild<QToolButton *>(), Qt::LeftButton);
        QCOMPARE(dismissed.size(), 1);
    }
};

HOLDLINE_TEST(TestNotice)

} // namespace holdline::tst_notice

#include "tst_notice.moc"
