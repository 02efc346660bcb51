// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/openrows.h"

#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_openrows {

using namespace client;

using Pending = std::deque<int>;

class TestOpenRows : public QObject
{
    Q_OBJECT

private:
    static OpenRows rows()
    {
        return {.partialUser = 2, .newestAnswer = 5, .heldSpeech = 8, .pending = {1, 3, 7}};
    }

private Q_SLOTS:
    void followWhenRowsBeforeThemGo()
    {
        OpenRows open = rows();
        open.removed(3, 2);
        QCOMPARE(open.partialUser, 2);
        QCOMPARE(open.newestAnswer, 3);
        QCOMPARE(open.heldSpeech, 6);
        QCOMPARE(open.pending, Pending({1, 5}));
        QVERIFY(!open.partialAnswer);
    }

    void goWithTheirRows()
    {
        OpenRows open = rows();
        open.removed(0, 6);
        QVERIFY(!open.partialUser);
        QVERIFY(!open.newestAnswer);
        QCOMPARE(open.heldSpeech, 2);
        QCOMPARE(open.pending, Pending({1}));
    }

    void followWhenARowComesFirst()
    {
        OpenRows open = rows();
        open.insertedFirst(1);
        QCOMPARE(open.partialUser, 3);
        QCOMPARE(open.newestAnswer, 6);
        QCOMPARE(open.heldSpeech, 9);
        QCOMPARE(open.pending, Pending({2, 4, 8}));
        QVERIFY(!open.partialAnswer);
    }
};

HOLDLINE_TEST(TestOpenRows)

} // namespace holdline::tst_openrows

#include "tst_openrows.moc"
