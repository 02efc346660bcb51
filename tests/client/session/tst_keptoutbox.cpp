// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/keptoutbox.h"

#include "protocol/messages.h"
#include "support/testcase.h"

#include <QRandomGenerator>
#include <QTest>

namespace holdline::tst_keptoutbox {

using namespace client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

KeptItem typed(const QString &words)
{
    return {{false, protocol::encode(protocol::ClientMessage(protocol::TextMessage{words, words}))},
            WallTime(5s)};
}

KeptItem spoken(quint64 position)
{
    return {{true,
             protocol::encode(protocol::AudioItem{
                 .position = position, .stream = 1, .pcm = QByteArray(320, 'x')})},
            WallTime(7s)};
}

/// A file, and what it says after each of its records.
struct Story
{
    QByteArray file;
    std::vector<qsizetype> ends; ///< the ends of the records
    std::vector<KeptOutbox> says; ///< one more: also before the first record

    Story()
    {
        KeptOutbox outbox;
        says.push_back(outbox);
        outbox.epoch = u"e"_s;
        outbox.first = 4;
        append(headRecord(outbox), outbox);
        for (const KeptItem &item : {typed(u"one"_s), spoken(0), typed(u"two"_s)}) {
            outbox.items.push_back(item);
            append(itemRecord(item), outbox);
        }
        outbox.acknowledge(5);
        append(acknowledgementRecord(5), outbox);
        outbox.items.push_back(spoken(160));
        append(itemRecord(spoken(160)), outbox);
    }

private:
    void append(const QByteArray &record, const KeptOutbox &outbox)
    {
        file += record;
        ends.push_back(file.size());
        says.push_back(outbox);
    }
};

} // namespace

class TestKeptOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acknowledgedItemsAreDoneWith()
    {
        KeptOutbox outbox{.epoch = u"e"_s, .first = 4, .items = {typed(u"one"_s), spoken(0)}};
        outbox.acknowledge(3);
        QCOMPARE(outbox.items.size(), std::size_t(2));
        outbox.acknowledge(4);
        QCOMPARE(outbox.items.front(), spoken(0));
        QCOMPARE(outbox.first, quint64(5));
        outbox.acknowledge(9); // acknowledges items that the file did not take
        QVERIFY(outbox.items.empty());
        QCOMPARE(outbox.first, quint64(10));
    }

    void isReadAsItWasWritten()
    {
        const KeptOutbox outbox{
            .epoch = u"e"_s,
            .first = 4,
            .items = {typed(u"öne"_s), spoken(0), {{true, "no item"}, WallTime(1s)}}};
        QCOMPARE(decodeKeptOutbox(encode(outbox)), outbox);
        QCOMPARE(decodeKeptOutbox({}), KeptOutbox());
    }

    void aFileThatIsCutOffSaysWhatItSaidEarlier()
    {
        const Story story;
        std::size_t records = 0;
        for (qsizetype length = 0; length <= story.file.size(); ++length) {
            while (records < story.ends.size() && story.ends[records] <= length)
                ++records;
            QCOMPARE(decodeKeptOutbox(story.file.first(length)), story.says[records]);
        }
        QCOMPARE(records, story.ends.size());
    }

    void aDamagedByteEndsTheFile()
    {
        const Story story;
        std::size_t record = 0;
        for (qsizetype at = 0; at < story.file.size(); ++at) {
            if (at >= story.ends[record])
                ++record;
            QByteArray damaged = story.file;
            damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
            QCOMPARE(decodeKeptOutbox(damaged), story.says[record]);
        }
    }

    void anyBytesAreReadWithoutHarm()
    {
        QRandomGenerator random(1);
        for (int round = 0; round < 2000; ++round) {
            QByteArray noise(random.bounded(200), '\0');
            for (char &byte : noise)
                byte = static_cast<char>(random.bounded(256));
            QCOMPARE(decodeKeptOutbox(noise), KeptOutbox());
        }
    }
};

HOLDLINE_TEST(TestKeptOutbox)

} // namespace holdline::tst_keptoutbox

#include "tst_keptoutbox.moc"
