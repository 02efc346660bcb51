// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/eventstream.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_eventstream {

using namespace speech;

class TestEventStream : public QObject
{
    Q_OBJECT

    static QByteArrayList eventsOf(const QByteArray &bytes, qsizetype step)
    {
        EventStream stream;
        QByteArrayList events;
        for (qsizetype i = 0; i < bytes.size(); i += step) {
            stream.add(QByteArrayView(bytes).sliced(i, std::min(step, bytes.size() - i)));
            while (const auto event = stream.next())
                events.append(*event);
        }
        return events;
    }

private Q_SLOTS:
    void readsTheDataOfEvents_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("events");

        QTest::newRow("one event") << QByteArray("data: {}\n\n") << QByteArrayList{"{}"};
        QTest::newRow("no space behind the colon")
            << QByteArray("data:x\n\n") << QByteArrayList{"x"};
        QTest::newRow("only one space belongs to the field")
            << QByteArray("data:  x\n\n") << QByteArrayList{" x"};
        QTest::newRow("CRLF") << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n")
                              << QByteArrayList{"a", "b"};
        QTest::newRow("CR") << QByteArray("data: a\r\rdata: b\r\r") << QByteArrayList{"a", "b"};
        QTest::newRow("several lines of data")
            << QByteArray("data: a\ndata: b\n\n") << QByteArrayList{"a\nb"};
        QTest::newRow("comments and other fields")
            << QByteArray(": ping\nevent: delta\nid: 7\ndatabase: no\ndata: x\n\n")
            << QByteArrayList{"x"};
        QTest::newRow("empty data") << QByteArray("data\n\n") << QByteArrayList{""};
        QTest::newRow("empty lines between events")
            << QByteArray("\n\ndata: x\n\n\n\n") << QByteArrayList{"x"};
        QTest::newRow("an event that has not ended")
            << QByteArray("data: a\n\ndata: b\n") << QByteArrayList{"a"};
        QTest::newRow("UTF-8") << QByteArray("data: \xe2\x82\xac\n\n")
                               << QByteArrayList{"\xe2\x82\xac"};
    }

    void readsTheDataOfEvents()
    {
        QFETCH(QByteArray, bytes);
        for (const qsizetype step : {qsizetype(1), qsizetype(2), qsizetype(3), bytes.size()})
            QTEST(eventsOf(bytes, step), "events");
    }

    void breaksAtAnEventThatNeverEnds()
    {
        EventStream stream;
        const QByteArray line = "data: " + QByteArray(1000, 'x') + '\n';
        for (qsizetype sent = 0; sent < 2 * EventStream::kLongestEvent; sent += line.size()) {
            stream.add(line);
            QVERIFY(!stream.next());
        }
        QVERIFY(stream.isBroken());
        stream.add("\n\ndata: more\n\n");
        QVERIFY(!stream.next());
    }

    void breaksAtALineThatNeverEnds()
    {
        EventStream stream;
        for (int i = 0; i < 3; ++i) {
            stream.add(QByteArray(EventStream::kLongestEvent / 2, 'x'));
            QVERIFY(!stream.next());
        }
        QVERIFY(stream.isBroken());
    }
};

HOLDLINE_TEST(TestEventStream)

} // namespace holdline::tst_eventstream

#include "tst_eventstream.moc"
