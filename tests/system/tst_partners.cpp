// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/resampler.h"
#include "speech/pocketsphinxrecognizer.h"
#include "speech/recognizerpool.h"
#include "speech/service/servicetranscriber.h"
#include "speech/service/speechdecoder.h"
#include "support/childprocess.h"
#include "support/durableclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <numeric>
#include <utility>

namespace holdline::tst_partners {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 120'000; // ms; a small machine may run three models and a build

/// A real engine behind the HTTP interface of OpenAI.
class Partner
{
public:
    explicit Partner(const QString &engine)
        : m_process(QStringLiteral(HOLDLINE_PARTNERS_PYTHON),
                    {QStringLiteral(HOLDLINE_PARTNER_PROGRAM), engine})
    {
    }

    bool start()
    {
        return m_process.start() && waitUntil([this] { return port() != 0; }, Duration(kPatience));
    }
    QString base() const { return u"http://127.0.0.1:%1/v1"_s.arg(port()); }
    void kill() { m_process.kill(); }
    QString errors() const { return m_process.errorText(); }

private:
    int port() const
    {
        for (const OutputLine &line : m_process.standardOutput()) {
            if (line.text.startsWith(u"listening "))
                return line.text.sliced(10).toInt();
        }
        return 0;
    }

    ChildProcess m_process;
};

/// The question at 16 kHz, in whole items of 100 ms.
audio::Pcm question()
{
    audio::Resampler resampler(audio::kDeviceRate, audio::kSpeechRate);
    audio::Pcm pcm = resampler.process(voice(u"What is a train?"_s, 100ms));
    pcm.resize(pcm.size() - pcm.size() % protocol::kCaptureItemSamples);
    return pcm;
}

struct Recording
{
    audio::Pcm pcm; ///< 16 kHz
    QString words;
};

/// Sentences read by people, from the test data that Debian ships with PocketSphinx.
std::vector<Recording> recordingsOfPeople()
{
    const QString folder = u"/usr/share/pocketsphinx/test/data"_s;
    std::vector<Recording> recordings;
    for (const QString &list : {u"librivox/transcription"_s, u"cards/cards.transcription"_s}) {
        QFile file(folder + u'/' + list);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        static const QRegularExpression kLine(uR"(<s>(.*)</s> \(([\w-]+)\))"_s);
        while (!file.atEnd()) {
            const auto line = kLine.match(QString::fromUtf8(file.readLine()));
            QFile wav(u"%1/%2/%3.wav"_s.arg(folder, list.section(u'/', 0, 0), line.captured(2)));
            speech::SpeechDecoder decoder;
            if (!line.hasMatch() || !wav.open(QIODevice::ReadOnly))
                continue;
            const auto pcm = decoder.add(wav.readAll());
            if (pcm)
                recordings.push_back(
                    {audio::Resampler(decoder.rate(), audio::kSpeechRate).process(pcm.value()),
                     line.captured(1)});
        }
    }
    return recordings;
}

QStringList plainWords(const QString &text)
{
    static const QRegularExpression kMark(u"[^a-z' ]"_s);
    QString plain = text.toLower().replace(u'-', u' ');
    plain.replace(u"mr."_s, u"mister"_s);
    return plain.remove(kMark).split(u' ', Qt::SkipEmptyParts);
}

/// The smallest number of words to add, remove or replace.
int wordErrors(const QString &said, const QString &understoodText)
{
    const QStringList from = plainWords(said);
    const QStringList to = plainWords(understoodText);
    std::vector<int> row(static_cast<std::size_t>(to.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (const QString &word : from) {
        int diagonal = row[0]++;
        for (std::size_t i = 1; i < row.size(); ++i) {
            const bool isSame = to[static_cast<qsizetype>(i) - 1] == word;
            const int here = std::min({row[i] + 1, row[i - 1] + 1, diagonal + (isSame ? 0 : 1)});
            diagonal = std::exchange(row[i], here);
        }
    }
    return row.back();
}

bool isLoud(const audio::Pcm &pcm)
{
    return std::ranges::any_of(pcm, [](audio::Sample sample) { return sample > 3000; });
}

} // namespace

/// The real server with real partners: Whisper listens, SmolLM2 answers and Piper speaks. The line
/// is cut, and each partner is killed in the middle of its work.
class TestPartners : public QObject
{
    Q_OBJECT

    std::unique_ptr<Partner> m_whisper;
    std::unique_ptr<Partner> m_smolLm;
    std::unique_ptr<Partner> m_piper;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<DurableClient> m_client;

    bool begin(std::unique_ptr<Partner> &partner, const QString &engine)
    {
        if (partner)
            return true;
        partner = std::make_unique<Partner>(engine);
        return partner->start();
    }

    void say(const audio::Pcm &pcm, bool replayed = false) { m_client->sendAudio(pcm, replayed); }

    bool isThinking() const
    {
        using protocol::Activity;
        return m_client->transients<Activity>().contains(Activity{Activity::State::Thinking});
    }

    /// Waits for the end of the answer and plays it. Returns its text, or an empty one.
    QString hearAnswer()
    {
        const auto ends = [this] { return m_client->items<protocol::TtsEnd>(); };
        const bool isEnded = QTest::qWaitFor(
            [&] {
                return !ends().isEmpty() && m_client->heardSpeech().size() == ends().last().samples;
            },
            kPatience);
        if (!isEnded)
            return {};
        m_client->tellPlayed(ends().last().utterance, ends().last().samples);
        return m_client->answers().value(0);
    }

    /// The words that `transcriber` understands of a recording at 16 kHz.
    QString wordsOf(speech::Transcriber &transcriber, const audio::Pcm &pcm)
    {
        const auto recognition = transcriber.begin(this);
        QSignalSpy finished(recognition.get(), &speech::Recognition::finished);
        recognition->feed(pcm);
        recognition->finish();
        return waitUntil([&] { return !finished.isEmpty(); }, Duration(kPatience))
            ? finished.first().first().toString()
            : QString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFileInfo(QStringLiteral(HOLDLINE_PARTNERS_PYTHON)).isExecutable())
            QSKIP("the partners are not installed; ./dev partners installs them");
    }

    void init()
    {
        QVERIFY2(begin(m_whisper, u"whisper"_s), qPrintable(m_whisper->errors()));
        QVERIFY2(begin(m_smolLm, u"smollm"_s), qPrintable(m_smolLm->errors()));
        QVERIFY2(begin(m_piper, u"piper"_s), qPrintable(m_piper->errors()));
        m_server = std::make_unique<ServerProcess>(QStringList{
            u"--recognition-url"_s, m_whisper->base(), u"--recognition-model"_s, u"whisper"_s,
            u"--language-url"_s, m_smolLm->base(), u"--language-model"_s, u"smollm"_s,
            u"--voice-url"_s, m_piper->base(), u"--voice-model"_s, u"piper"_s});
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
        m_client = std::make_unique<DurableClient>(m_server->url());
        QVERIFY(m_client->enter());
    }

    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void talksThroughCutsOfTheLine()
    {
        const audio::Pcm pcm = question();
        const auto middle = static_cast<std::ptrdiff_t>(pcm.size() / protocol::kCaptureItemSamples
                                                        / 2 * protocol::kCaptureItemSamples);
        say({pcm.begin(), pcm.begin() + middle});
        QVERIFY(m_client->comeBack());
        say({pcm.begin() + middle, pcm.end()}, true);
        m_client->beSilent(1500ms);
        QTRY_COMPARE_WITH_TIMEOUT(m_client->turns().size(), 1, kPatience);
        QVERIFY2(m_client->turns().first().contains(u"train"_s, Qt::CaseInsensitive),
                 qPrintable(m_client->turns().first()));
        QTRY_VERIFY_WITH_TIMEOUT(!m_client->speech().isEmpty(), kPatience);
        QVERIFY(m_client->comeBack());
        const QString answer = hearAnswer();
        QVERIFY(!answer.isEmpty());
        QCOMPARE(m_client->turns().size(), 1);
        QVERIFY(isLoud(m_client->heardSpeech()));
        // What was heard is what was written: the recogniser on board knows at least some of it.
        QVERIFY2(!understood(m_client->heardSpeech()).isEmpty(), qPrintable(answer));
    }

    void understandsPeopleBetterThanTheRecogniserOnBoard()
    {
        const std::vector<Recording> recordings = recordingsOfPeople();
        if (recordings.empty())
            QSKIP("the recordings of pocketsphinx-testdata are not installed");
        const Clock clock;
        speech::RecognizerPool onBoard(speech::pocketsphinxRecognizer(), 1, clock);
        speech::ServiceTranscriber whisper(onBoard, clock);
        whisper.setSettings({.service = {.base = QUrl(m_whisper->base()), .model = u"whisper"_s},
                             .partials = false});
        int words = 0;
        int errorsOnBoard = 0;
        int errorsOfWhisper = 0;
        for (const Recording &recording : recordings) {
            words += static_cast<int>(plainWords(recording.words).size());
            errorsOnBoard += wordErrors(recording.words, wordsOf(onBoard, recording.pcm));
            errorsOfWhisper += wordErrors(recording.words, wordsOf(whisper, recording.pcm));
        }
        qInfo("%zu recordings, %d words; wrong on board %d, by Whisper %d", recordings.size(),
              words, errorsOnBoard, errorsOfWhisper);
        QCOMPARE(whisper.service().figures().answers.count(), recordings.size());
        QVERIFY(errorsOfWhisper < errorsOnBoard);
    }

    void losesNothingWhenWhisperIsKilled()
    {
        say(question());
        m_client->beSilent(1500ms);
        QTRY_VERIFY(isThinking()); // Whisper works
        m_whisper->kill();
        m_whisper.reset();
        QTRY_COMPARE_WITH_TIMEOUT(m_client->turns().size(), 1, kPatience);
        QVERIFY(!hearAnswer().isEmpty());
    }

    void endsTheAnswerWhenTheModelIsKilled()
    {
        m_client->type(u"Tell me a long story about a train."_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_client->transients<protocol::PartialAssistantAnswer>().isEmpty(), kPatience);
        m_smolLm->kill();
        m_smolLm.reset();
        QVERIFY(!hearAnswer().isEmpty());
        QCOMPARE(m_client->turns().size(), 1);
    }

    void speaksOnBoardWhenPiperIsKilled()
    {
        m_client->type(u"what is two plus two"_s); // answered by the skills, so in full in any case
        QTRY_VERIFY(isThinking()); // Piper works
        m_piper->kill();
        m_piper.reset();
        QVERIFY(!hearAnswer().isEmpty());
        QVERIFY(isLoud(m_client->heardSpeech()));
    }
};

HOLDLINE_TEST(TestPartners)

} // namespace holdline::tst_partners

#include "tst_partners.moc"
