// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/closeverdict.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_closeverdict {

using namespace client;
using namespace std::chrono_literals;
using Action = CloseVerdict::Action;

class TestCloseVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheTable_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("text");
        QTest::addColumn<CloseVerdict>("verdict");

        const CloseVerdict network{Action::Retry, LossReason::ConnectionLost, {}};
        const CloseVerdict rejected{Action::RetryOnce, LossReason::Rejected, {}};
        for (const int code : {1000, 1001, 1005, 1006, 1011, 1012, 1013, 1014, 1015, 4408, 4999})
            QTest::addRow("%d is the network or a restart", code) << code << QString() << network;
        for (const int code : {1002, 1003, 1007, 1008, 1010})
            QTest::addRow("%d is a rejection", code) << code << QString() << rejected;
        QTest::newRow("1009 says what was wrong")
            << 1009 << QString() << CloseVerdict{Action::RetryOnce, LossReason::TooLarge, {}};
        QTest::newRow("4400 may be cured by a new session")
            << 4400 << QString() << CloseVerdict{Action::StartAnew, LossReason::Rejected, {}};
        QTest::newRow("1002 as Qt reports 1012 to 1014")
            << 1002 << QStringLiteral("Invalid close code 1002 detected.") << network;
        QTest::newRow("4401 is for the user to cure")
            << 4401 << QString() << CloseVerdict{Action::GiveUp, LossReason::NotAuthorised, {}};
        QTest::newRow("4409 is another window")
            << 4409 << QString() << CloseVerdict{Action::GiveUp, LossReason::Replaced, {}};
        QTest::newRow("4412 with a wait")
            << 4412 << QStringLiteral("{\"after_ms\":1500}")
            << CloseVerdict{Action::Retry, LossReason::Restarting, 1500ms};
        QTest::newRow("4413 with a wait") << 4413 << QStringLiteral("{\"after_ms\":20}")
                                          << CloseVerdict{Action::Retry, LossReason::Busy, 20ms};
        QTest::newRow("4429 without a wait")
            << 4429 << QString() << CloseVerdict{Action::Retry, LossReason::Busy, {}};
    }

    void followsTheTable()
    {
        QFETCH(int, code);
        QFETCH(QString, text);
        QTEST(CloseVerdict::forClose(code, text), "verdict");
    }

    void readsOnlySensibleWaits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::optional<Duration>>("wait");

        const std::optional<Duration> none;
        QTest::newRow("zero") << QStringLiteral("{\"after_ms\":0}") << std::optional<Duration>(0ms);
        QTest::newRow("ages") << QStringLiteral("{\"after_ms\":1e300}")
                              << std::optional<Duration>(5min);
        QTest::newRow("negative") << QStringLiteral("{\"after_ms\":-1}") << none;
        QTest::newRow("a string") << QStringLiteral("{\"after_ms\":\"9\"}") << none;
        QTest::newRow("another key") << QStringLiteral("{\"after\":9}") << none;
        QTest::newRow("words") << QStringLiteral("soon") << none;
        QTest::newRow("an array") << QStringLiteral("[9]") << none;
    }

    void readsOnlySensibleWaits()
    {
        QFETCH(QString, text);
        QTEST(CloseVerdict::forClose(4412, text).after, "wait");
    }
};

HOLDLINE_TEST(TestCloseVerdict)

} // namespace holdline::tst_closeverdict

#include "tst_closeverdict.moc"
