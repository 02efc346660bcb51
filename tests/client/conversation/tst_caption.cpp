// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/caption.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_caption {

using namespace client;

using Device = audio::EndpointStatus::State;
using Server = protocol::Activity::State;

class TestCaption : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatMattersMost_data()
    {
        QTest::addColumn<CaptionSituation>("situation");
        QTest::addColumn<Caption>("expected");
        const auto row = [](const char *name, const CaptionSituation &situation, Caption expected) {
            QTest::newRow(name) << situation << expected;
        };
        const CaptionSituation closed{.lineLive = true};
        const CaptionSituation open{
            .microphoneOpen = true, .microphone = Device::Open, .lineLive = true};
        const auto with = [](CaptionSituation situation, auto change) {
            change(situation);
            return situation;
        };

        row("closed", closed, Caption::MicrophoneClosed);
        row("closed and the line down", {}, Caption::MicrophoneClosed);
        row("closed while the server hears the end",
            with(closed, [](auto &s) { s.server = Server::Listening; }), Caption::MicrophoneClosed);
        row("closed and a typed question is thought about",
            with(closed, [](auto &s) { s.server = Server::Thinking; }), Caption::Thinking);
        row("closed and an answer plays", with(closed, [](auto &s) { s.answerPlaying = true; }),
            Caption::Speaking);
        row("an answer plays on while the line is down",
            with(CaptionSituation{}, [](auto &s) { s.answerPlaying = true; }), Caption::Speaking);
        row("closed and there is no microphone",
            with(closed, [](auto &s) { s.microphone = Device::Missing; }),
            Caption::MicrophoneClosed);

        row("open", open, Caption::Listening);
        row("open, the device not ready yet",
            with(open, [](auto &s) { s.microphone = Device::Closed; }), Caption::MicrophoneOpening);
        row("an answer plays, the device not ready yet",
            with(open,
                 [](auto &s) {
                     s.microphone = Device::Closed;
                     s.answerPlaying = true;
                 }),
            Caption::Speaking);
        row("the server hears speech", with(open, [](auto &s) { s.server = Server::Listening; }),
            Caption::Hearing);
        row("every recogniser is taken", with(open, [](auto &s) { s.server = Server::Waiting; }),
            Caption::Waiting);
        row("the server thinks", with(open, [](auto &s) { s.server = Server::Thinking; }),
            Caption::Thinking);
        row("the server speaks, but nothing sounds here",
            with(open, [](auto &s) { s.server = Server::Speaking; }), Caption::Listening);
        row("an answer plays in headphones", with(open, [](auto &s) { s.answerPlaying = true; }),
            Caption::Interruptible);
        row("an answer plays and gates the microphone",
            with(open, [](auto &s) { s.answerPlaying = s.gated = true; }), Caption::GatedBySpeech);
        row("the tail of an answer gates the microphone",
            with(open, [](auto &s) { s.gated = true; }), Caption::GatedBySpeech);

        row("the line is down", with(open, [](auto &s) { s.lineLive = false; }), Caption::LineDown);
        row("the line is down while an answer plays on",
            with(open,
                 [](auto &s) {
                     s.lineLive = false;
                     s.answerPlaying = s.gated = true;
                 }),
            Caption::LineDown);
        const CaptionSituation holding = with(open, [](auto &s) {
            s.lineLive = false;
            s.holding = true;
        });
        row("the line is down and speech is held", holding, Caption::HoldingSpeech);
        row("a line that is congested holds, too", with(open, [](auto &s) { s.holding = true; }),
            Caption::HoldingSpeech);
        row("no more speech can be held", with(holding, [](auto &s) { s.holdFull = true; }),
            Caption::HoldLimitReached);
        row("an answer plays on, so that nothing is held",
            with(holding, [](auto &s) { s.answerPlaying = s.gated = true; }),
            Caption::GatedBySpeech);
        row("closed, so that nothing is held",
            with(holding, [](auto &s) { s.microphoneOpen = false; }), Caption::MicrophoneClosed);
        row("the microphone is missing",
            with(open,
                 [](auto &s) {
                     s.microphone = Device::Missing;
                     s.lineLive = false;
                 }),
            Caption::MicrophoneMissing);
        row("the microphone failed",
            with(open,
                 [](auto &s) {
                     s.microphone = Device::Failed;
                     s.answerPlaying = true;
                 }),
            Caption::MicrophoneFailed);
    }

    void saysWhatMattersMost()
    {
        QFETCH(CaptionSituation, situation);
        QFETCH(Caption, expected);
        QCOMPARE(caption(situation), expected);
    }

    void theButtonShowsTheMicrophoneWhateverGoesOn_data()
    {
        QTest::addColumn<CaptionSituation>("situation");
        QTest::addColumn<Microphone>("expected");
        const CaptionSituation open{
            .microphoneOpen = true, .microphone = Device::Open, .lineLive = true};
        const auto row = [&](const char *name, Microphone expected, auto change) {
            CaptionSituation situation = open;
            change(situation);
            QTest::newRow(name) << situation << expected;
        };
        row("open and heard", Microphone::Live, [](auto &) {});
        row("the device does not deliver yet", Microphone::Opening,
            [](auto &s) { s.microphone = Device::Closed; });
        row("the device is missing", Microphone::Broken,
            [](auto &s) { s.microphone = Device::Missing; });
        row("the device fails", Microphone::Broken, [](auto &s) { s.microphone = Device::Failed; });
        row("waiting for the end of an answer", Microphone::Gated, [](auto &s) { s.gated = true; });
        row("the line is down", Microphone::Unheard, [](auto &s) { s.lineLive = false; });
        row("what is said waits", Microphone::Holding, [](auto &s) {
            s.lineLive = false;
            s.holding = true;
        });
        row("no more can wait", Microphone::Unheard, [](auto &s) {
            s.lineLive = false;
            s.holding = s.holdFull = true;
        });
        row("what is said waits, once the device delivers", Microphone::Opening, [](auto &s) {
            s.lineLive = false;
            s.holding = true;
            s.microphone = Device::Closed;
        });
    }

    void theButtonShowsTheMicrophoneWhateverGoesOn()
    {
        QFETCH(CaptionSituation, situation);
        QFETCH(Microphone, expected);
        for (const bool answerPlaying : {false, true}) {
            situation.answerPlaying = answerPlaying;
            for (const Server server : {Server::Idle, Server::Listening, Server::Waiting,
                                        Server::Thinking, Server::Speaking}) {
                situation.server = server;
                QCOMPARE(microphone(situation), expected);
                CaptionSituation closed = situation;
                closed.microphoneOpen = false;
                QCOMPARE(microphone(closed), Microphone::Closed);
                QVERIFY(caption(closed) != Caption::Interruptible);
            }
        }
    }
};

HOLDLINE_TEST(TestCaption)

} // namespace holdline::tst_caption

#include "tst_caption.moc"
