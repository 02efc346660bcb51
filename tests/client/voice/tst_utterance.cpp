// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/utterance.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_utterance {

using namespace client;

using protocol::Played;

class TestUtterance : public QObject
{
    Q_OBJECT

private:
    /// Samples that are numbered by their position.
    static protocol::AudioItem item(quint32 utterance, quint64 position, int samples)
    {
        audio::Pcm pcm;
        for (int i = 0; i < samples; ++i)
            pcm.push_back(static_cast<audio::Sample>(position + static_cast<quint64>(i)));
        return {.fromServer = true,
                .position = position,
                .stream = utterance,
                .pcm = audio::toBytes(pcm)};
    }
    static audio::Pcm ramp(int from, int to)
    {
        audio::Pcm pcm;
        for (int i = from; i < to; ++i)
            pcm.push_back(static_cast<audio::Sample>(i));
        return pcm;
    }

private Q_SLOTS:
    void takesWhatFollows()
    {
        Utterance utterance;
        QVERIFY(utterance.startIfAnother(1));
        QVERIFY(!utterance.startIfAnother(1));
        QCOMPARE(utterance.take(item(1, 0, 10)), ramp(0, 10));
        QCOMPARE(utterance.take(item(1, 10, 10)), ramp(10, 20));
    }

    void aMapOfVeryManyPartsIsFull()
    {
        PlayoutMap map;
        for (quint32 utterance = 1; utterance < 1000; ++utterance)
            map.append(utterance, 0, 1);
        QVERIFY(!map.isFull());
        map.append(1000, 0, 1);
        QVERIFY(map.isFull());
        QVERIFY(map.at(900));
        QVERIFY(!map.isFull());
    }

    void skipsWhatItHas()
    {
        Utterance utterance;
        utterance.startIfAnother(1);
        utterance.take(item(1, 0, 10));
        QCOMPARE(utterance.take(item(1, 4, 10)), ramp(10, 14));
        QCOMPARE(utterance.take(item(1, 0, 14)), audio::Pcm());
        QCOMPARE(utterance.take(item(1, 14, 2)), ramp(14, 16));
    }

    void playsOnBehindAGapAndSaysSo()
    {
        Utterance utterance;
        utterance.startIfAnother(1);
        utterance.take(item(1, 0, 10));
        QTest::ignoreMessage(QtWarningMsg, "speech is missing: 5 samples of answer 1");
        QCOMPARE(utterance.take(item(1, 15, 5)), ramp(15, 20));
        QCOMPARE(utterance.end(), quint64(20));
    }

    void mayBeginAnywhere() // as after a restart of the client
    {
        Utterance utterance;
        utterance.startIfAnother(3);
        QCOMPARE(utterance.take(item(3, 100, 10)), ramp(100, 110));
        QCOMPARE(utterance.begin(), quint64(100));
    }

    void olderUtterancesAreOver()
    {
        Utterance utterance;
        utterance.startIfAnother(2);
        QVERIFY(!utterance.startIfAnother(1));
        QCOMPARE(utterance.take(item(1, 0, 10)), audio::Pcm());
        QVERIFY(utterance.startIfAnother(3));
        QCOMPARE(utterance.take(item(3, 0, 5)), ramp(0, 5));
    }

    void isWholeWhenItsEndIsToldAndHeard()
    {
        Utterance utterance;
        utterance.startIfAnother(1);
        utterance.take(item(1, 0, 10));
        QVERIFY(!utterance.isWhole(10));
        utterance.finish({.utterance = 1, .samples = 20, .marks = {}});
        QVERIFY(!utterance.isWhole(19));
        QVERIFY(utterance.isWhole(20));
    }

    void marksTheWordBeingSpoken_data()
    {
        QTest::addColumn<quint64>("position");
        QTest::addColumn<int>("characters");
        // Two sentences: 10 characters in 1 000 samples, 30 in 9 000.
        QTest::newRow("nothing") << quint64(0) << 0;
        QTest::newRow("half of the first") << quint64(500) << 5;
        QTest::newRow("all of the first") << quint64(1000) << 10;
        QTest::newRow("a third of the second") << quint64(4000) << 20;
        QTest::newRow("all") << quint64(10000) << 40;
    }

    void marksTheWordBeingSpoken()
    {
        QFETCH(quint64, position);
        QFETCH(int, characters);
        Utterance utterance;
        utterance.startIfAnother(1);
        utterance.take(item(1, 0, 10000));
        utterance.finish(
            {.utterance = 1,
             .samples = 10000,
             .marks = {{.character = 0, .position = 0}, {.character = 10, .position = 1000}}});
        QCOMPARE(utterance.charactersAt(position, 40), characters);
    }

    void withoutMarksTheWordIsEstimated()
    {
        Utterance utterance;
        QCOMPARE(utterance.charactersAt(0, 40), 0);
        utterance.startIfAnother(1);
        utterance.take(item(1, 0, 1000));
        QCOMPARE(utterance.charactersAt(250, 40), 10);
        QCOMPARE(utterance.charactersAt(1000, 40), 40);
    }

    void knowsWhichSampleSounds()
    {
        PlayoutMap map;
        QCOMPARE(map.at(0), std::nullopt);
        map.append(1, 500, 100);
        map.append(1, 600, 100);
        map.append(2, 0, 50);
        QCOMPARE(map.at(0), std::nullopt);
        QCOMPARE(map.at(1), (Played{1, 501}));
        QCOMPARE(map.at(200), (Played{1, 700}));
        QCOMPARE(map.at(201), (Played{2, 1}));
        QCOMPARE(map.at(250), (Played{2, 50}));
        QCOMPARE(map.at(9999), (Played{2, 50}));
    }
};

HOLDLINE_TEST(TestUtterance)

} // namespace holdline::tst_utterance

#include "tst_utterance.moc"
