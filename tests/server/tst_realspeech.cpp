// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/memorystore.h"
#include "server/server.h"
#include "speech/builtinresponder.h"
#include "speech/flitesynthesizer.h"
#include "speech/pocketsphinxrecognizer.h"
#include "support/wireclient.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTimer>

using namespace holdline;
using namespace holdline::server;
using namespace holdline::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The microphone of somebody who says one thing and is silent then, in real time.
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

    /// Since the last sample of speech was spoken; negative before.
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

/// flite's slt, from the first to the last sample that is not silence.
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

} // namespace

/// From a voice in the microphone to a voice in the loudspeaker, nothing scripted.
class TestRealSpeech : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aSpokenQuestionIsUnderstoodAndAnsweredAloud()
    {
        const Clock clock;
        const auto store = memoryStore();
        SessionRegistry registry(*store, clock, {});
        speech::RecognizerPool recognizers(speech::pocketsphinxRecognizer(), 1);
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
        // Three times what is promised, for machines that do other things as well.
        QVERIFY2(firstAudio < 3 * 800ms, qPrintable(QString::number(firstAudio.count())));
    }
};

QTEST_GUILESS_MAIN(TestRealSpeech)
#include "tst_realspeech.moc"
