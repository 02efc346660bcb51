// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/serverkills.h"

#include <QJsonDocument>
#include <QTest>

using namespace holdline::chaos;

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

QTEST_GUILESS_MAIN(TestServerKills)
#include "tst_serverkills.moc"
