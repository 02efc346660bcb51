// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/timeofday.h"
#include "support/testcase.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

namespace holdline::tst_timeofday {

using namespace client;
using namespace Qt::StringLiterals;

/// Newer locales write a narrow no-break space before AM and PM.
QString withPlainSpaces(QString text)
{
    return text.replace(QChar(0x202f), u' ');
}

class TestTimeOfDay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void isWrittenAsInTheLocale_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("brief");
        QTest::addColumn<QString>("exact");
        QTest::newRow("American English") << QLocale(u"en_US"_s) << u"1:14 AM"_s << u"1:14:05 AM"_s;
        QTest::newRow("British English") << QLocale(u"en_GB"_s) << u"01:14"_s << u"01:14:05"_s;
        QTest::newRow("German") << QLocale(u"de_DE"_s) << u"01:14"_s << u"01:14:05"_s;
        QTest::newRow("Finnish") << QLocale(u"fi_FI"_s) << u"1.14"_s << u"1.14.05"_s;
        QTest::newRow("none") << QLocale::c() << u"01:14"_s << u"01:14:05"_s;
    }

    void isWrittenAsInTheLocale()
    {
        QFETCH(QLocale, locale);
        QLocale::setDefault(locale);
        const QDateTime night(QDate(2026, 11, 30), QTime(1, 14, 5));
        const WallTime time{Duration(night.toMSecsSinceEpoch())};
        QTEST(withPlainSpaces(timeOfDay(time)), "brief");
        QTEST(withPlainSpaces(timeOfDay(night.time())), "brief");
        QTEST(withPlainSpaces(timeOfDayWithSeconds(time)), "exact");
        QVERIFY(widestTimeOfDay().size() >= timeOfDayWithSeconds(time).size());
    }
};

HOLDLINE_TEST(TestTimeOfDay)

} // namespace holdline::tst_timeofday

#include "tst_timeofday.moc"
