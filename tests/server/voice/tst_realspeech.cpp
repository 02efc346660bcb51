// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/resampler.h"
#include "server/server.h"
#include "server/store/memorystore.h"
#include "server/voice/turnlistener.h"
#include "speech/builtinresponder.h"
#include "speech/flitesynthesizer.h"
#include "speech/pocketsphinxrecognizer.h"
#include "speech/recognizerpool.h"
#include "speech/synthesizerpool.h"
#include "support/testcase.h"
#include "support/wireclient.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

namespace holdline::tst_realspeech {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The microphone of a user who says one thing and is silent afterwards, in real time.
class Microphone : public QObject
{
public:
    Microphone(WireClient &client, audio::Pcm speech)
        : m_client(client)
        , m_speech(std::move(speech))
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Microphone::sendWhatIsDue);
        m_sinceStart.start();
        m_timer.start(10ms);
    }

    /// Time since the end of speech; negative before.
    std::chrono::milliseconds sinceEndOfSpeech() const
    {
        const auto length = audio::durationOf(m_speech.size(), audio::kDeviceRate);
        return std::chrono::milliseconds(m_sinceStart.elapsed())
            - std::chrono::duration_cast<std::chrono::milliseconds>(length);
    }

private:
    void sendWhatIsDue()
    {
        const auto due =
            audio::samplesIn(std::chrono::milliseconds(m_sinceStart.elapsed()), audio::kDeviceRate);
        while (m_sent + protocol::kFrameSamples <= due) {
            audio::Pcm frame(protocol::kFrameSamples);
            const auto begin = std::min(m_sent, m_speech.size());
            const auto end = std::min(m_sent + frame.size(), m_speech.size());
            std::copy(m_speech.begin() + static_cast<std::ptrdiff_t>(begin),
                      m_speech.begin() + static_cast<std::ptrdiff_t>(end), frame.begin());
            m_client.sendAudio(frame);
            m_sent += frame.size();
        }
    }

    WireClient &m_client;
    audio::Pcm m_speech;
    std::size_t m_sent = 0;
    QElapsedTimer m_sinceStart;
    QTimer m_timer;
};

/// `sentence` in the voice slt of flite, without silence at both ends.
audio::Pcm spoken(speech::SynthesizerPool &voices, const QString &sentence)
{
    audio::Pcm pcm;
    const auto speech = voices.speak(sentence);
    QObject::connect(speech.get(), &speech::Speech::audioAdded, [&pcm](const audio::Pcm &more) {
        pcm.insert(pcm.end(), more.begin(), more.end());
    });
    QSignalSpy finished(speech.get(), &speech::Speech::finished);
    finished.wait();
    const auto isSound = [](audio::Sample sample) { return std::abs(sample) > 300; };
    pcm.erase(std::find_if(pcm.rbegin(), pcm.rend(), isSound).base(), pcm.end());
    return pcm;
}

/// `speech` at 16 kHz in items of 100 ms, with 300 ms of silence before and `pause` after it.
std::vector<audio::Pcm> recorded(const audio::Pcm &speech, std::chrono::milliseconds pause,
                                 int times = 1)
{
    constexpr auto kItem = static_cast<std::size_t>(protocol::kCaptureItemSamples);
    audio::Resampler resampler(audio::kDeviceRate, audio::kSpeechRate);
    const audio::Pcm before(audio::samplesIn(300ms, audio::kDeviceRate));
    const audio::Pcm behind(audio::samplesIn(pause, audio::kDeviceRate));
    audio::Pcm all;
    for (int i = 0; i < times; ++i) {
        for (const audio::Pcm *part : {&before, &speech, &behind}) {
            const audio::Pcm pcm = resampler.process(*part);
            all.insert(all.end(), pcm.begin(), pcm.end());
        }
    }
    std::vector<audio::Pcm> items;
    for (audio::PcmView rest(all); rest.size() >= kItem; rest = rest.subspan(kItem))
        items.emplace_back(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(kItem));
    return items;
}

/// Hears items, which it numbers from 1.
struct Ear
{
    explicit Ear(speech::RecognizerPool &pool) : ears(pool, clock, 500ms, audio::kSpeechRate)
    {
        QObject::connect(&ears, &TurnListener::understood, &ears,
                         [this](const QString &words) { turns += words; });
    }
    void hear(const std::vector<audio::Pcm> &items, std::size_t first, std::size_t last, bool late)
    {
        for (std::size_t number = first; number <= last; ++number)
            ears.hear(items[number - 1], number, late);
    }
    void hear(const std::vector<audio::Pcm> &items, bool late)
    {
        hear(items, 1, items.size(), late);
    }

    Clock clock;
    TurnListener ears;
    QStringList turns;
};

} // namespace

/// From real speech in the microphone to real speech in the loudspeaker.
class TestRealSpeech : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSpokenQuestionIsUnderstoodAndAnsweredAloud()
    {
        const Clock clock;
        const auto store = memoryStore();
        SessionRegistry registry(*store, clock, {});
        speech::RecognizerPool recognizers(speech::pocketsphinxRecognizer(), 1, clock);
        speech::SynthesizerPool voices(speech::fliteSynthesizer(), 1, protocol::kSampleRate);
        speech::BuiltinResponder responder;
        ServerSettings settings;
        settings.port = 0;
        Server server(settings, registry, {recognizers, voices, responder, clock}, {});
        QVERIFY(server.listen());
        WireClient client(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(server.port())));
        QTRY_VERIFY(client.hasSession());
        QTRY_COMPARE_WITH_TIMEOUT(recognizers.size(), 1, 20000);

        Microphone microphone(client, spoken(voices, u"what time is it"_s));
        QTRY_VERIFY_WITH_TIMEOUT(client.heardOf(u"tts_chunk"_s), 20000);
        const auto firstAudio = microphone.sinceEndOfSpeech();
        QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));

        qInfo("end of speech to first audio: %lld ms", static_cast<long long>(firstAudio.count()));
        QVERIFY(client.lastContent<protocol::FinalUserRequest>().contains(u"time"));
        QVERIFY(client.heardOf(u"partial_user_request"_s));
        audio::Pcm answer;
        for (const protocol::TtsChunk &chunk : client.all<protocol::TtsChunk>()) {
            const audio::Pcm pcm = audio::fromBytes(chunk.pcm);
            answer.insert(answer.end(), pcm.begin(), pcm.end());
        }
        QVERIFY(answer.size() > audio::samplesIn(500ms, audio::kDeviceRate));
        const auto loudest = *std::ranges::max_element(answer);
        QVERIFY2(loudest > 2000, qPrintable(QString::number(loudest)));
    }

    void aMinuteOfHeldSpeechIsUnderstoodAsOneTurn()
    {
        constexpr int kTimes = 40;
        const Clock clock;
        speech::RecognizerPool recognizers(speech::pocketsphinxRecognizer(), 1, clock);
        speech::SynthesizerPool voices(speech::fliteSynthesizer(), 1, protocol::kSampleRate);
        const audio::Pcm question = spoken(voices, u"what time is it"_s);
        const auto once = recorded(question, 700ms);
        const auto held = recorded(question, 700ms, kTimes);
        QVERIFY(held.size() > 600);
        Ear reference(recognizers);
        reference.hear(once, false);
        QTRY_COMPARE_WITH_TIMEOUT(reference.turns.size(), 1, 30000);

        Ear listener(recognizers);
        listener.hear(held, true);
        listener.hear(recorded({}, 200ms), false);
        QTRY_COMPARE_WITH_TIMEOUT(listener.turns.size(), 1, 300000);
        QVERIFY(reference.turns.first().contains(u"time"));
        // The recogniser mishears a few words; dropped speech would cost dozens.
        const auto heard = listener.turns.first().count(u"time"_s);
        QVERIFY2(heard >= kTimes * 3 / 4, qPrintable(QString::number(heard)));
    }

    void aRestartAfterAnyItemHearsTheSameWords()
    {
        const Clock clock;
        speech::RecognizerPool recognizers(speech::pocketsphinxRecognizer(), 2, clock);
        speech::SynthesizerPool voices(speech::fliteSynthesizer(), 1, protocol::kSampleRate);
        const auto items = recorded(spoken(voices, u"what time is it"_s), 700ms);
        Ear whole(recognizers);
        whole.hear(items, false);
        QTRY_COMPARE_WITH_TIMEOUT(whole.turns.size(), 1, 30000);
        QVERIFY(!whole.turns.first().isEmpty());

        for (std::size_t cut = 1; cut < items.size(); ++cut) {
            std::size_t again = 0;
            {
                Ear before(recognizers);
                before.hear(items, 1, cut, false);
                again = before.ears.neededFrom();
            }
            Ear after(recognizers);
            after.hear(items, again, items.size(), false);
            QTRY_COMPARE_WITH_TIMEOUT(after.turns, whole.turns, 30000);
        }
    }
};

HOLDLINE_TEST(TestRealSpeech)

} // namespace holdline::tst_realspeech

#include "tst_realspeech.moc"
