// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "tools/chaos/serverkills.h"

#include <QJsonDocument>
#include <QTest>

namespace holdline::tst_serverkills {

using namespace chaos;

/// The real server, killed in the middle of everything.
class TestServerKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killsInMidUtteranceLoseNothing()
    {
        constexpr int kKills = 5;
        const Report report = ServerKills(kKills, 1).run();
        const QByteArray json = QJsonDocument(toJson(report)).toJson();
        QCOMPARE(report.cuts, kKills);
        QVERIFY2(report.isPerfect(), json.constData());
    }
};

HOLDLINE_TEST(TestServerKills)

} // namespace holdline::tst_serverkills

#include "tst_serverkills.moc"
