// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/resampler.h"
#include "support/durableclient.h"
#include "support/httprequest.h"
#include "support/scriptedservice.h"
#include "support/serverprocess.h"
#include "support/soundfiles.h"
#include "support/syntheticvoice.h"
#include "support/testcase.h"

#include <QTemporaryFile>
#include <QTest>

namespace holdline::tst_speechservices {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kKey = "sk-secret-of-the-service";

QByteArray words(const QByteArray &text)
{
    return ScriptedService::withStatus(200, R"({"text":")" + text + R"("})");
}

/// An answer of a voice service: a tone of this length.
QByteArray tone(std::chrono::milliseconds length)
{
    constexpr int kRate = 24000;
    audio::Pcm pcm(audio::samplesIn(length, kRate));
    for (std::size_t i = 0; i < pcm.size(); ++i)
        pcm[i] = i / 30 % 2 == 0 ? audio::Sample(8000) : audio::Sample(-8000);
    return "HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\nConnection: close\r\n\r\n"
        + wavFile(pcm, kRate);
}

} // namespace

/// The real server, which lets services listen and speak: scripted ones with OpenAI's interface.
class TestSpeechServices : public QObject
{
    Q_OBJECT

    std::unique_ptr<ScriptedService> m_ears;
    std::unique_ptr<ScriptedService> m_mouth;
    QTemporaryFile m_key;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<DurableClient> m_client;

    /// Says something that only the scripted service understands.
    void speak()
    {
        audio::Resampler resampler(audio::kDeviceRate, audio::kSpeechRate);
        m_client->sendAudio(resampler.process(syntheticVoice(1500ms)));
        m_client->beSilent(1500ms);
    }

    static QStringList troubles(const DurableClient &client)
    {
        QStringList codes;
        for (const auto &error : client.items<protocol::ServerError>())
            codes += error.code;
        return codes;
    }

    QByteArray page(const QByteArray &path) const
    {
        return HttpRequest{.port = m_server->port(), .path = path}.send().body;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_key.open());
        m_key.write(kKey + '\n');
        m_key.close();
    }

    void init()
    {
        m_ears = std::make_unique<ScriptedService>();
        m_mouth = std::make_unique<ScriptedService>();
        QVERIFY(m_ears->listen() && m_mouth->listen());
        m_mouth->setVoices(
            ScriptedService::withStatus(200, R"({"voices":[{"id":"bella","name":"Bella"}]})"));
        m_server = std::make_unique<ServerProcess>(
            QStringList{u"--recognition-url"_s, m_ears->base().toString(), u"--recognition-model"_s,
                        u"whisper"_s, u"--recognition-key-file"_s, m_key.fileName(),
                        u"--recognition-partials"_s, u"no"_s, u"--voice-url"_s,
                        m_mouth->base().toString(), u"--voice-model"_s, u"tts"_s, u"--voice-name"_s,
                        u"joe"_s, u"--voice-key-file"_s, m_key.fileName()});
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
        m_client = std::make_unique<DurableClient>(m_server->url());
        QVERIFY(m_client->enter());
    }

    void cleanup()
    {
        m_client.reset();
        QVERIFY(!m_server->process().errorText().contains(QString::fromLatin1(kKey)));
        m_server.reset();
    }

    void listensAndSpeaksThroughServices()
    {
        m_ears->add({.bytes = words("what is two plus two")});
        m_mouth->add({.bytes = tone(700ms)});
        speak();
        QTRY_COMPARE(m_client->turns(), QStringList{u"what is two plus two"_s});
        QTRY_VERIFY(!m_client->items<protocol::TtsEnd>().isEmpty());
        const auto samples = m_client->items<protocol::TtsEnd>().last().samples;
        const auto length = audio::durationOf(samples, audio::kDeviceRate);
        QVERIFY2(length > 690ms && length < 720ms, qPrintable(QString::number(length.count())));
        QVERIFY(m_mouth->requests().first().body.contains(R"("voice":"joe")"));
        QVERIFY(page("/health").contains("whisper at 127.0.0.1"));
    }

    void personasSpeakWithTheVoicesOfTheService()
    {
        m_client->send(protocol::ClientMessage(protocol::ListVoices{}));
        const auto voices = [this] {
            const auto told = m_client->items<protocol::Voices>();
            return told.isEmpty() ? QList<protocol::Voice>() : told.last().list;
        };
        QTRY_COMPARE(voices().value(0), (protocol::Voice{u"bella"_s, u"Bella"_s, {}, u"tts"_s}));
        QCOMPARE(voices().value(1).id, u"slt"_s);
        m_client->send(protocol::ClientMessage(protocol::Configure{{.voice = u"bella"_s}}));
        m_mouth->add({.bytes = tone(700ms)});
        m_client->type(u"what is two plus two"_s);
        QTRY_COMPARE(m_mouth->requests().size(), 1);
        QVERIFY(m_mouth->requests().first().body.contains(R"("voice":"bella")"));
    }

    void aGermanConversationHasAGermanVoiceOnBoard()
    {
        m_mouth->add({.bytes = ScriptedService::withStatus(401, {})}); // from now on it fails
        QList<quint64> lengths;
        for (const char *language : {"en", "de"}) {
            m_client->send(protocol::ClientMessage(
                protocol::Configure{{.language = QString::fromLatin1(language)}}));
            m_client->type(u"what is two plus two"_s);
            QTRY_COMPARE(m_client->items<protocol::TtsEnd>().size(), lengths.size() + 1);
            const auto end = m_client->items<protocol::TtsEnd>().last();
            lengths += end.samples;
            m_client->tellPlayed(end.utterance, end.samples);
        }
        QVERIFY(lengths[0] > 0 && lengths[1] > 0);
        QVERIFY(lengths[0] != lengths[1]); // the same words by another voice
    }

    void losesNothingWhenBothServicesFail()
    {
        for (int i = 0; i < 2; ++i) {
            m_ears->add({.bytes = ScriptedService::withStatus(500, {})});
            m_mouth->add({.bytes = ScriptedService::withStatus(500, {})});
        }
        speak();
        QTRY_VERIFY(page("/health").contains("HTTP 500"));
        m_client->type(u"what is two plus two"_s); // the recogniser on board knows no such voice
        QTRY_VERIFY(!m_client->items<protocol::TtsEnd>().isEmpty());
        QVERIFY(m_client->items<protocol::TtsEnd>().last().samples > 0);
        QCOMPARE(m_client->turns().count(u"what is two plus two"_s), 1);

        // Each outage once, although the voice was needed several times.
        QCOMPARE(troubles(*m_client), (QStringList{u"recognition_broken"_s, u"voice_broken"_s}));
        const QByteArray figures = page("/metrics");
        for (const char *line :
             {"holdline_service_errors_total{engine=\"recognition\",kind=\"broken\"} 2",
              "holdline_service_outages_total{engine=\"voice\"} 1"})
            QVERIFY2(figures.contains(line), line);
    }

    void tellsANewProcessOfTheClientWhatDoesNotWork()
    {
        m_mouth->add({.bytes = ScriptedService::withStatus(401, {})});
        m_client->type(u"what is two plus two"_s);
        QTRY_COMPARE(troubles(*m_client), QStringList{u"voice_denied"_s});
        DurableClient next(m_server->url());
        next.adopt(*m_client);
        QTRY_VERIFY(next.isGreeted());
        next.resume(true);
        QTRY_COMPARE(troubles(next), QStringList{u"voice_denied"_s});
    }

    void saysThatNothingOnBoardUnderstandsGerman()
    {
        m_client->send(protocol::ClientMessage(protocol::Configure{{.language = u"de-AT"_s}}));
        m_client->send(protocol::ClientMessage(protocol::CallRequest{true}));
        for (int i = 0; i < 2; ++i)
            m_ears->add({.bytes = ScriptedService::withStatus(500, {})});
        speak();
        QTRY_COMPARE(troubles(*m_client),
                     (QStringList{u"recognition_broken"_s, u"recognition_language"_s}));
        QVERIFY(m_ears->requests().first().body.contains("name=\"language\"\r\n\r\nde\r\n"));
    }

    void stopsTheVoiceWhenTheUserInterrupts()
    {
        QByteArray begun = tone(10s);
        begun.chop(200'000);
        m_mouth->add({.bytes = begun, .staysOpen = true});
        m_client->type(u"what is two plus two"_s);
        QTRY_COMPARE(m_mouth->openConnections(), 1);
        QTRY_COMPARE(m_mouth->requests().size(), 1);
        m_client->send(protocol::ClientMessage(protocol::ClearHistory{}));
        QTRY_COMPARE(m_mouth->openConnections(), 0);
    }
};

HOLDLINE_TEST(TestSpeechServices)

} // namespace holdline::tst_speechservices

#include "tst_speechservices.moc"
