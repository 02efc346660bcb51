// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/voicegate.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_voicegate {

using namespace client;
using namespace Qt::StringLiterals;

class TestVoiceGate : public QObject
{
    Q_OBJECT

private:
    /// Pushes a frame for each character, "v" for a voiced one. Returns the numbers of the frames
    /// that passed.
    static QList<int> through(VoiceGate &gate, const QString &verdicts, int first = 0,
                              bool everything = false)
    {
        QList<int> numbers;
        for (int i = 0; i < verdicts.size(); ++i) {
            const quint64 position = 160 * static_cast<quint64>(first + i);
            for (const CaptureFrame &frame :
                 gate.push({position, audio::Pcm(160)}, verdicts[i] == u'v', everything))
                numbers += static_cast<int>(frame.position / 160);
        }
        return numbers;
    }
    static QList<int> range(int from, int to)
    {
        QList<int> numbers;
        for (int i = from; i <= to; ++i)
            numbers += i;
        return numbers;
    }

private Q_SLOTS:
    void letsThroughAVoiceAndWhatIsAroundIt()
    {
        VoiceGate gate;
        const QString verdicts = QString(100, u'.') + QString(20, u'v') + QString(100, u'.');
        // The third voiced frame opens the gate, with the 300 ms that end with it. It closes 500 ms
        // after the last one.
        QCOMPARE(through(gate, verdicts), range(102 - 30, 119 + 49));
        QVERIFY(!gate.isOpen());
    }

    void aClickIsNoVoice()
    {
        VoiceGate gate;
        const QString verdicts = QString(50, u'.') + u"vv"_s + QString(50, u'.') + u"v...v...v"_s;
        QCOMPARE(through(gate, verdicts), QList<int>());
    }

    void aPauseInSpeechIsNotCutOut()
    {
        VoiceGate gate;
        const QString verdicts = u"vvv"_s + QString(49, u'.') + u"v"_s + QString(10, u'.');
        QCOMPARE(through(gate, verdicts), range(0, static_cast<int>(verdicts.size()) - 1));
    }

    void whatWasHeldBackComesFirstWhenEverythingPasses()
    {
        VoiceGate gate;
        QVERIFY(through(gate, QString(50, u'.')).isEmpty());
        QCOMPARE(through(gate, u"."_s, 50, true), range(20, 50));
    }

    void goesOnForAWhileWhenEverythingPassedBefore()
    {
        VoiceGate gate;
        through(gate, u"....vvvvv"_s, 0, true);
        QCOMPARE(through(gate, QString(80, u'.'), 9), range(9, 9 + 48));
    }

    void forgetsWhatDoesNotFollow()
    {
        VoiceGate gate;
        through(gate, u"vvv"_s + QString(5, u'.'));
        gate.reset();
        QVERIFY(!gate.isOpen());
        QCOMPARE(through(gate, u"vvv"_s, 100), range(100, 102));
    }
};

HOLDLINE_TEST(TestVoiceGate)

} // namespace holdline::tst_voicegate

#include "tst_voicegate.moc"
