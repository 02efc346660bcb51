// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/tokenbucket.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_tokenbucket {

using namespace server;
using namespace std::chrono_literals;

class TestTokenBucket : public QObject
{
    Q_OBJECT

    static constexpr Instant kStart{1000h};
    const TokenBucket::Rate m_rate{10, 3s};

    /// Takes all tokens that are free at `now`. Returns how many there were.
    int drain(TokenBucket &bucket, Instant now) const
    {
        int count = 0;
        for (; bucket.wait(m_rate, now) == 0s; ++count)
            bucket.take(m_rate, now);
        return count;
    }

private Q_SLOTS:
    void isFullAtFirst()
    {
        TokenBucket bucket;
        QVERIFY(bucket.isFull(kStart));
        QCOMPARE(drain(bucket, kStart), 30);
        QVERIFY(!bucket.isFull(kStart));
    }

    void fillsWithTimeAndNoFurther()
    {
        TokenBucket bucket;
        drain(bucket, kStart);
        QCOMPARE(drain(bucket, kStart + 99ms), 0);
        QCOMPARE(drain(bucket, kStart + 500ms), 5);
        QVERIFY(!bucket.isFull(kStart + 3s));
        QVERIFY(bucket.isFull(kStart + 4s));
        QCOMPARE(drain(bucket, kStart + 1h), 30);
    }

    void promisesQueueUpAndTakeNothing()
    {
        TokenBucket bucket;
        drain(bucket, kStart);
        for (int i = 1; i <= 5; ++i) {
            QVERIFY(bucket.waitInQueue(m_rate, kStart) == i * 100ms);
            bucket.promise(m_rate, kStart);
        }
        QVERIFY(bucket.wait(m_rate, kStart) == 100ms);
        QCOMPARE(drain(bucket, kStart + 500ms), 5);
        QVERIFY(bucket.waitInQueue(m_rate, kStart + 500ms) == 100ms);
    }

    void promisesThatAreNotCalledInPass()
    {
        TokenBucket bucket;
        drain(bucket, kStart);
        bucket.promise(m_rate, kStart);
        QVERIFY(!bucket.isFull(kStart + 3s));
        QVERIFY(bucket.isFull(kStart + 4s));
        QVERIFY(bucket.waitInQueue(m_rate, kStart + 4s) == 0ms);
    }
};

HOLDLINE_TEST(TestTokenBucket)

} // namespace holdline::tst_tokenbucket

#include "tst_tokenbucket.moc"
