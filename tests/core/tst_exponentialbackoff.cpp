// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exponentialbackoff.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_exponentialbackoff {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestExponentialBackoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsAsThePresetSays_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QList<int>>("seconds");
        QTest::addColumn<bool>("givesUp");

        QTest::newRow("standard") << u"standard"_s << QList<int>{1, 2, 4, 8, 16, 30, 30, 30, 30, 30}
                                  << true;
        QTest::newRow("persistent") << u"persistent"_s << QList<int>{1, 2, 4, 8, 16} << true;
        QTest::newRow("custom") << u"initial=2s,factor=3,max=10s,attempts=3"_s
                                << QList<int>{2, 6, 10} << true;
        QTest::newRow("custom without limit")
            << u"initial=1s,max=2s,attempts=unlimited"_s << QList<int>{1, 2, 2, 2} << false;
    }

    void waitsAsThePresetSays()
    {
        QFETCH(QString, preset);
        QFETCH(QList<int>, seconds);
        QFETCH(bool, givesUp);
        ExponentialBackoff backoff(BackoffPolicy::parse(preset).value());

        for (qsizetype i = 0; i < seconds.size(); ++i) {
            QCOMPARE(backoff.next(), std::chrono::seconds(seconds[i]));
            QCOMPARE(backoff.attempt(), i + 1);
        }
        QCOMPARE(backoff.next().has_value(), !givesUp);
    }

    void startsAnewAfterReset()
    {
        ExponentialBackoff backoff(BackoffPolicy::persistent());
        while (backoff.next()) { }
        backoff.reset();
        QCOMPARE(backoff.attempt(), 0);
        QCOMPARE(backoff.next(), 1000ms);
    }

    void alwaysOnAddsUpToOneSecondAndNeverGivesUp()
    {
        ExponentialBackoff backoff(BackoffPolicy::alwaysOn(), 7);
        bool jittered = false;
        for (const auto base : {2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}) {
            const Duration wait = backoff.next().value();
            QVERIFY2(wait >= base && wait <= base + 1s, qPrintable(QString::number(wait.count())));
            jittered = jittered || wait != base;
        }
        QVERIFY(jittered);
    }

    void jitterIsTheSameForTheSameSeed()
    {
        ExponentialBackoff one(BackoffPolicy::alwaysOn(), 5);
        ExponentialBackoff two(BackoffPolicy::alwaysOn(), 5);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(one.next(), two.next());
    }

    void readsBackWhatItWrites_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"standard", "persistent", "always-on",
                                 "initial=250ms,factor=1.5,max=8s,attempts=3,jitter=20ms"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void readsBackWhatItWrites()
    {
        QFETCH(QString, text);
        const BackoffPolicy policy = BackoffPolicy::parse(text).value();
        QCOMPARE(BackoffPolicy::parse(policy.toString()).value(), policy);
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("named");
        QTest::newRow("empty") << u""_s << u"preset"_s;
        QTest::newRow("unknown preset") << u"eager"_s << u"eager"_s;
        QTest::newRow("unknown key") << u"speed=3"_s << u"speed"_s;
        QTest::newRow("no unit that exists") << u"initial=3h"_s << u"3h"_s;
        QTest::newRow("negative") << u"initial=-1s"_s << u"-1s"_s;
        QTest::newRow("longer than an hour") << u"max=3601s"_s << u"3601s"_s;
        QTest::newRow("shrinking") << u"factor=0.5"_s << u"0.5"_s;
        QTest::newRow("factor not a number") << u"factor=nan"_s << u"nan"_s;
        QTest::newRow("no attempts") << u"attempts=0"_s << u"0"_s;
        QTest::newRow("maximum below initial") << u"initial=2s,max=1s"_s << u"max"_s;
    }

    void refusesNonsense()
    {
        QFETCH(QString, text);
        QFETCH(QString, named);
        const auto policy = BackoffPolicy::parse(text);
        QVERIFY(!policy);
        QVERIFY2(policy.error().contains(named), qPrintable(policy.error()));
    }
};

HOLDLINE_TEST(TestExponentialBackoff)

} // namespace holdline::tst_exponentialbackoff

#include "tst_exponentialbackoff.moc"
