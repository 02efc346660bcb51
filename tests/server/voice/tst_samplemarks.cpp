// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/samplemarks.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_samplemarks {

using namespace server;

class TestSampleMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheItemOfASample()
    {
        const SampleMarks marks = three();
        QCOMPARE(marks.length(), 300u);
        QCOMPARE(marks.at(0), 7u);
        QCOMPARE(marks.at(99), 7u);
        QCOMPARE(marks.at(100), 8u);
        QCOMPARE(marks.at(299), 12u);
    }

    void findsTheFirstWholeItemBehindASample()
    {
        const SampleMarks marks = three();
        QCOMPARE(marks.from(0), 7u);
        QCOMPARE(marks.from(1), 8u);
        QCOMPARE(marks.from(200), 12u);
    }

    void whatIsStillToComeIsTheNext()
    {
        const SampleMarks marks = three();
        QCOMPARE(marks.at(300), 13u);
        QCOMPARE(marks.from(201), 13u);
    }

    void withoutNumbersThereIsNothingToName()
    {
        SampleMarks marks;
        QCOMPARE(marks.at(0), 0u);
        marks.add(0, 100);
        QCOMPARE(marks.at(50), 0u);
        QCOMPARE(marks.from(0), 0u);
        QCOMPARE(marks.length(), 100u);
    }

    void forgetsOldItems()
    {
        SampleMarks marks = three();
        marks.forgetBefore(8);
        QCOMPARE(marks.at(0), 8u);
        QCOMPARE(marks.from(0), 8u);
        QCOMPARE(marks.at(250), 12u);
    }

private:
    static SampleMarks three()
    {
        SampleMarks marks;
        for (const quint64 mark : {7u, 8u, 12u})
            marks.add(mark, 100);
        return marks;
    }
};

HOLDLINE_TEST(TestSampleMarks)

} // namespace holdline::tst_samplemarks

#include "tst_samplemarks.moc"
