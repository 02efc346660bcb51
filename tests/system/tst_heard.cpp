// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/blocksearch.h"
#include "support/speechwatch.h"
#include "support/stage.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QSettings>
#include <QTest>

namespace holdline::tst_heard {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString kFastReconnect = u"initial=100ms,max=300ms,attempts=30"_s;
}

/// The whole app between a virtual microphone and a virtual loudspeaker, on a line that is cut.
class TestHeard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aQuestionAndItsAnswerSurviveCutsInTheirMiddle()
    {
        Stage stage({u"--reconnect"_s, kFastReconnect});
        QCOMPARE(stage.prepare(), QString());
        // Chimes would mix into the first samples of the answer.
        QSettings(stage.client().settingsPath(), QSettings::IniFormat)
            .setValue(u"audio/sounds"_s, false);
        SpeechWatch watch(stage.line());
        QCOMPARE(stage.startClient(), QString());
        QVERIFY(stage.client().waitForStatus(u"connected"_s));
        QVERIFY(stage.openMicrophone());

        // The question: the line is down for 3 s from its middle on.
        const auto restore = [&] {
            QVERIFY(stage.line().listen(stage.line().port()));
            stage.line().pass();
        };
        const audio::Pcm question = voice(u"remember that my favorite color is green"_s, 1500ms);
        QVERIFY(stage.say(question, audio::kDeviceRate, 0.3, [&] {
            stage.line().refuse();
            QTimer::singleShot(3s, &stage.line(), restore);
        }));
        // The answer: the line is cut after its first speech.
        bool isCut = false;
        connect(&stage.line(), &CuttingProxy::forwarded, &watch, [&] {
            if (watch.speech.empty() || std::exchange(isCut, true))
                return;
            stage.line().refuse();
            QTimer::singleShot(2s, &stage.line(), restore);
        });
        QVERIFY(stage.waitForAnswer(1, 30s));
        QVERIFY(isCut);
        const WatchedTurn turn = stage.watch().turns().first();
        QVERIFY2(turn.request.contains(u"my favorite color is green"), qPrintable(turn.request));
        QCOMPARE(stage.watch().turns().size(), 1);

        const Tape &tape = stage.loudspeaker();
        const auto heard = audio::PcmView(tape.samples()).subspan(tape.sampleAt(turn.requestedAt));
        const std::vector<BlockMatch> matches = findInOrder(watch.speech, heard);
        QVERIFY(matches.size() > 8);
        for (const BlockMatch &match : matches)
            QVERIFY2(match.at,
                     qPrintable(u"sample %1 was not heard in its turn"_s.arg(match.begin)));
        const auto answer =
            heard.subspan(*matches.front().at, *matches.back().at + 4800 - *matches.front().at);
        const auto spoken = audio::PcmView(watch.speech)
                                .subspan(matches.front().begin,
                                         matches.back().begin + 4800 - matches.front().begin);
        QVERIFY(std::chrono::abs(loudTime(answer) - loudTime(spoken)) <= 300ms);
        QCOMPARE(stage.finish(), QString());
    }
};

HOLDLINE_TEST(TestHeard)

} // namespace holdline::tst_heard

#include "tst_heard.moc"
