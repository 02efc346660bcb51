// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/numbers.h"
#include "speech/skills/spokenduration.h"
#include "support/testcase.h"

#include <QTest>

#include <cmath>

namespace holdline::tst_numbers {

using namespace speech;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestNumbers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsNumbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        const auto row = [](const char *text, double value) {
            QTest::newRow(text) << QString::fromLatin1(text) << value;
        };
        row("seven", 7);
        row("forty two", 42);
        row("one hundred and five", 105);
        row("a hundred", 100);
        row("twelve hundred", 1200);
        row("two hundred five thousand and one", 205001);
        row("three million two hundred thousand", 3200000);
        row("5 million", 5e6);
        row("three point one four", 3.14);
        row("zero point five", 0.5);
        row("3.5", 3.5);
        row("0", 0);
    }

    void readsNumbers()
    {
        QFETCH(QString, text);
        QFETCH(double, value);
        const auto number = numberFrom(text);
        QVERIFY(number);
        QCOMPARE(*number, value);
    }

    void takesNothingElseForANumber_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "green", "a", "to", "seven one nine", "five green", "and",
                                 "hundred", "point five", "inf", "nan", "1e999"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void takesNothingElseForANumber()
    {
        QFETCH(QString, text);
        QVERIFY(!numberFrom(text));
    }

    void speaksNumbers_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("whole") << 42.0 << u"42"_s;
        QTest::newRow("negative") << -7.0 << u"-7"_s;
        QTest::newRow("decimal") << 7.5 << u"7.5"_s;
        QTest::newRow("a sum that floating point misses") << 0.1 + 0.2 << u"0.3"_s;
        QTest::newRow("endless decimals") << 10.0 / 3 << u"about 3.3333"_s;
        QTest::newRow("thousands") << 1250000.0 << u"1,250,000"_s;
        QTest::newRow("minus zero") << -0.0 << u"0"_s;
        QTest::newRow("beyond exactness") << 2.4e18 << u"about 2.4 quintillion"_s;
        QTest::newRow("beyond names") << 1.5e40 << u"about 1.5 times 10 to the power of 40"_s;
    }

    void speaksNumbers()
    {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(spokenNumber(value), text);
    }

    void findsDurations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Duration>("duration");
        const auto row = [](const char *text, Duration duration) {
            QTest::newRow(text) << QString::fromLatin1(text) << duration;
        };
        row("ten seconds", 10s);
        row("set a timer for ten seconds", 10s);
        row("a minute", 1min);
        row("half an hour", 30min);
        row("an hour and a half", 90min);
        row("two and a half minutes", 150s);
        row("2 minutes and 30 seconds", 150s);
        row("one hour two minutes", 62min);
        row("90s", 90s);
        row("a quarter of an hour", 15min);
        row("for for seconds", 4s);
        row("in five minutes to call two people", 5min);
    }

    void findsDurations()
    {
        QFETCH(QString, text);
        QFETCH(Duration, duration);
        const auto found = findDuration(text.split(u' '));
        QVERIFY(found);
        QCOMPARE(found->duration, duration);
    }

    void findsNoDurationWhereThereIsNone()
    {
        QVERIFY(!findDuration(u"call anna at five"_s.split(u' ')));
        QVERIFY(!findDuration({}));
    }

    void speaksDurations()
    {
        QCOMPARE(spokenDuration(1s), u"1 second"_s);
        QCOMPARE(spokenDuration(90s), u"1 minute and 30 seconds"_s);
        QCOMPARE(spokenDuration(3725s), u"1 hour, 2 minutes and 5 seconds"_s);
        QCOMPARE(spokenDuration(0s), u"1 second"_s);
    }
};

HOLDLINE_TEST(TestNumbers)

} // namespace holdline::tst_numbers

#include "tst_numbers.moc"
