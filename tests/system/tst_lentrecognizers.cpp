// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/resampler.h"
#include "support/durableclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QTest>
#include <QTimer>

namespace holdline::tst_lentrecognizers {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kClients = 20;
constexpr std::size_t kItem = protocol::kCaptureItemSamples;

/// A question at 16 kHz in whole items of 100 ms, cut in the middle of a word.
struct Question
{
    audio::Pcm begin;
    audio::Pcm end;
};

Question cutInMidWord(const QString &text)
{
    audio::Resampler resampler(audio::kDeviceRate, audio::kSpeechRate);
    audio::Pcm pcm = resampler.process(voice(text, 100ms));
    pcm.resize(pcm.size() - pcm.size() % kItem);
    const auto middle = static_cast<std::ptrdiff_t>(pcm.size() / kItem * 6 / 10 * kItem);
    return {{pcm.begin(), pcm.begin() + middle}, {pcm.begin() + middle, pcm.end()}};
}

/// Whether the server hears the client speak.
bool isHeard(const DurableClient &client)
{
    using protocol::Activity;
    const auto activities = client.transients<Activity>();
    return activities.contains(Activity{Activity::State::Listening})
        || activities.contains(Activity{Activity::State::Waiting});
}

} // namespace

/// Recognisers are lent: the real server has two of them, and ten times as many clients whose lines
/// break in the middle of a word.
class TestLentRecognizers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void afterTwentyBrokenLinesTheNextIsUnderstoodAsIfAloneAndEachWholeOnReturn()
    {
        ServerProcess server({u"--store"_s, u"memory"_s, u"--recognizers"_s, u"2"_s,
                              u"--connections-per-second"_s, u"1000"_s,
                              u"--connections-per-address"_s, u"1000"_s});
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        const Question question = cutInMidWord(u"what time is it"_s);
        QVERIFY(question.begin.size() > 5 * kItem && question.end.size() > 3 * kItem);

        std::vector<std::unique_ptr<DurableClient>> cut;
        for (int i = 0; i < kClients; ++i) {
            cut.push_back(std::make_unique<DurableClient>(server.url()));
            QVERIFY(cut.back()->enter());
            cut.back()->sendAudio(question.begin);
            QTRY_VERIFY(isHeard(*cut.back()));
            cut.back()->cut();
        }

        DurableClient next(server.url());
        QVERIFY(next.enter());
        next.sendAudio(question.begin);
        next.sendAudio(question.end);
        next.beSilent(1500ms);
        QTRY_COMPARE_WITH_TIMEOUT(next.turns().size(), 1, 20000);
        QVERIFY2(next.turns().first().contains(u"time"), qPrintable(next.turns().first()));

        for (const auto &client : cut) {
            QVERIFY(client->comeBack());
            client->sendAudio(question.end, true);
            client->beSilent(1500ms);
        }
        int understood = 0;
        for (const auto &client : cut) {
            QTRY_COMPARE_WITH_TIMEOUT(client->turns().size(), 1, 60000);
            // "what" was said before the cut, "is it" after it. flite is not always understood.
            understood += client->turns().first() == next.turns().first() ? 1 : 0;
        }
        QVERIFY2(understood >= kClients * 9 / 10, qPrintable(QString::number(understood)));
    }

    void twoWhoLetTheirVoicesDripKeepNobodyWaiting()
    {
        ServerProcess server({u"--store"_s, u"memory"_s, u"--recognizers"_s, u"2"_s});
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        const Question question = cutInMidWord(u"what time is it"_s);
        DurableClient dripping[] = {DurableClient(server.url()), DurableClient(server.url())};
        for (DurableClient &client : dripping) {
            QVERIFY(client.enter());
            client.sendAudio(question.begin);
            QTRY_VERIFY(isHeard(client));
        }
        QTimer drops;
        connect(&drops, &QTimer::timeout, this, [&] {
            for (DurableClient &client : dripping)
                client.sendAudio(audio::PcmView(question.end).first(kItem / 10));
        });
        drops.start(1s);
        DurableClient next(server.url());
        QVERIFY(next.enter());
        next.sendAudio(question.begin);
        next.sendAudio(question.end);
        next.beSilent(1500ms);
        // Well before the clock ends the turns of the others.
        QTRY_COMPARE_WITH_TIMEOUT(next.turns().size(), 1, 20000);
        QVERIFY2(next.turns().first().contains(u"time"), qPrintable(next.turns().first()));
    }
};

HOLDLINE_TEST(TestLentRecognizers)

} // namespace holdline::tst_lentrecognizers

#include "tst_lentrecognizers.moc"
