// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/playedreport.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_playedreport {

using namespace client;
using namespace std::chrono_literals;

namespace {

constexpr Instant kNow{1h};

} // namespace

class TestPlayedReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheFirstAtOnceAndThenEveryQuarterOfASecond()
    {
        PlayedReport report;
        QCOMPARE(report.due(), std::nullopt);
        report.set({1, 480});
        QVERIFY(*report.due() <= kNow);
        QCOMPARE(report.take(kNow), (protocol::Played{1, 480}));
        QCOMPARE(report.due(), std::nullopt);
        report.set({1, 960});
        report.set({1, 1440});
        QCOMPARE(report.due(), kNow + 250ms);
        QCOMPARE(report.take(kNow + 249ms), std::nullopt);
        QCOMPARE(report.take(kNow + 250ms), (protocol::Played{1, 1440}));
    }

    void saysNothingTwice()
    {
        PlayedReport report;
        report.set({1, 480});
        report.take(kNow);
        report.set({1, 480});
        QCOMPARE(report.due(), std::nullopt);
    }

    void saysItAgainOnANewConnection()
    {
        PlayedReport report;
        report.repeat();
        QCOMPARE(report.due(), std::nullopt);
        report.set({1, 480});
        report.take(kNow);
        report.repeat();
        QCOMPARE(report.take(kNow), (protocol::Played{1, 480}));
    }
};

HOLDLINE_TEST(TestPlayedReport)

} // namespace holdline::tst_playedreport

#include "tst_playedreport.moc"
