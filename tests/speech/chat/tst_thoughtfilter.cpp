// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/thoughtfilter.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_thoughtfilter {

using namespace speech;
using namespace Qt::StringLiterals;

class TestThoughtFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesOnlyWhatIsForTheUser_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("passed");

        QTest::newRow("no thoughts") << u"Hello there."_s << u"Hello there."_s;
        QTest::newRow("thoughts first")
            << u"<think>Hm. Let me see.</think>\nHello."_s << u"\nHello."_s;
        QTest::newRow("space before thoughts") << u"\n<think>Hm.</think>Hello."_s << u"Hello."_s;
        QTest::newRow("another tag") << u"<thin>ice</thin>"_s << u"<thin>ice</thin>"_s;
        QTest::newRow("a tag later") << u"Say <think> twice"_s << u"Say <think> twice"_s;
        QTest::newRow("thoughts without end") << u"<think>Hm, and so on"_s << QString();
        QTest::newRow("the beginning of a tag only") << u"<th"_s << u"<th"_s;
        QTest::newRow("nothing") << QString() << QString();
    }

    void passesOnlyWhatIsForTheUser()
    {
        QFETCH(QString, answer);
        for (const qsizetype step : {qsizetype(1), qsizetype(4), qsizetype(100)}) {
            ThoughtFilter filter;
            QString passed;
            for (qsizetype i = 0; i < answer.size(); i += step)
                passed += filter.pass(answer.mid(i, step));
            passed += filter.finish();
            QTEST(passed, "passed");
        }
    }
};

HOLDLINE_TEST(TestThoughtFilter)

} // namespace holdline::tst_thoughtfilter

#include "tst_thoughtfilter.moc"
