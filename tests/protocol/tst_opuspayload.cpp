// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/opuspayload.h"

#include "protocol/limits.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_opuspayload {

using namespace protocol;

namespace {

/// `count` as two bytes.
QByteArray samples(int count)
{
    return QByteArray(1, char(count >> 8)) + char(count & 0xff);
}

} // namespace

class TestOpusPayload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysHowManySamplesItHolds()
    {
        const OpusPayload payload{.samples = 321, .packets = {"abc", QByteArray(255, 'd')}};
        const QByteArray bytes = encode(payload);
        QCOMPARE(bytes, samples(321) + "\3abc" + '\xff' + QByteArray(255, 'd'));
        QVERIFY(decodeOpusPayload(bytes) == payload);
    }

    void isMarkedInTheHeader()
    {
        const AudioItem item{.position = 7, .stream = 2, .opus = samples(1) + "\1a"};
        const QByteArray bytes = encode(item);
        QCOMPARE(bytes.mid(4, 4), QByteArray("\0\0\2\2", 4));
        QVERIFY(decodeAudioItem(bytes) == item);
        QVERIFY2(decodeAudioItem(encode(AudioItem{.opus = QByteArray()}))->opus,
                 "what is marked is Opus, be it malformed");
    }

    void refusesWhatIsMalformed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a count") << QByteArray(1, '\1');
        QTest::newRow("no samples") << samples(0);
        QTest::newRow("no samples in a packet") << samples(0) + "\1a";
        QTest::newRow("more than 100 ms") << samples(1601) + "\1a\1b\1c\1d\1e\1f";
        QTest::newRow("no packet") << samples(320);
        QTest::newRow("a packet too few") << samples(321) + "\1a";
        QTest::newRow("a packet too many") << samples(320) + "\1a\1b";
        QTest::newRow("an empty packet") << samples(320) + '\0';
        QTest::newRow("a packet cut off") << samples(320) + "\3ab";
        QTest::newRow("a length at the end") << samples(320) + "\1a\1";
    }

    void refusesWhatIsMalformed()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!decodeOpusPayload(bytes));
    }

    void goesOnWhereTheItemBeforeHasEnded()
    {
        OpusSequence sequence;
        QVERIFY(!sequence.goesOn({.position = 0, .stream = 1}, 1600));
        QVERIFY(sequence.goesOn({.position = 1600, .stream = 1}, 1600));
        QVERIFY2(sequence.goesOn({.position = 3200, .stream = 1}, 5), "a short one");
        QVERIFY(sequence.goesOn({.position = 3205, .stream = 1}, 1600));
        QVERIFY2(!sequence.goesOn({.position = 6400, .stream = 1}, 1600), "a jump");
        QVERIFY2(!sequence.goesOn({.gapBefore = true, .position = 8000, .stream = 1}, 1600),
                 "a gap");
        QVERIFY2(!sequence.goesOn({.position = 9600, .stream = 2}, 1600), "another stream");
        QVERIFY(sequence.goesOn({.position = 11200, .stream = 2}, 1600));
    }
};

HOLDLINE_TEST(TestOpusPayload)

} // namespace holdline::tst_opuspayload

#include "tst_opuspayload.moc"
