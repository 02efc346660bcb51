// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/onboard.h"

#include "audio/resampler.h"
#include "speech/pocketsphinxrecognizer.h"
#include "support/childprocess.h"
#include "support/durableclient.h"
#include "support/processfigures.h"
#include "support/serverprocess.h"
#include "support/voice.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <memory>
#include <numeric>

extern "C" {
#include <flite/flite.h>

cst_voice *register_cmu_us_awb(const char *voxdir);
cst_voice *register_cmu_us_rms(const char *voxdir);
cst_voice *register_cmu_us_slt(const char *voxdir);
}

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace testing;

namespace {

constexpr const char *kRequests[] = {
    "what time is it",
    "what is the time",
    "what day is it today",
    "what is the date today",
    "what day is tomorrow",
    "what year is it",
    "what is twelve plus thirty",
    "what is twelve times eleven",
    "what is seven times six",
    "how much is one hundred and five minus five",
    "what is ten divided by four",
    "what is ten percent of fifty",
    "what is the square root of eighty one",
    "what is two to the power of ten",
    "set a timer for ten seconds",
    "start a timer for two hours",
    "set a timer for half an hour",
    "cancel the timer",
    "how much time is left",
    "remind me in five minutes to call anna",
    "remind me to water my plants in half an hour",
    "remember that my locker number is forty two",
    "remember that my favorite color is green",
    "what is my locker number",
    "what do you remember",
    "forget everything",
    "what did i say before",
    "what was my first question",
    "repeat after me the line is back",
    "spell the word connection",
    "how do you spell potato",
    "what can you do",
    "can you help me",
    "good morning",
    "thank you very much",
    "what is your name",
    "can you hear me",
    "goodbye",
};

/// Speech at 16 kHz and its words.
struct Sample
{
    audio::Pcm speech;
    QStringList words;
};

audio::Pcm spoken(const char *text, cst_voice *voice)
{
    const std::unique_ptr<cst_wave, void (*)(cst_wave *)> wave(flite_text_to_wave(text, voice),
                                                               delete_wave);
    audio::Pcm pcm(audio::samplesIn(300ms, audio::kSpeechRate), 0);
    pcm.insert(pcm.end(), wave->samples, wave->samples + wave->num_samples);
    pcm.resize(pcm.size() + audio::samplesIn(500ms, audio::kSpeechRate));
    return pcm;
}

std::vector<Sample> requests()
{
    flite_init();
    std::vector<Sample> samples;
    for (cst_voice *voice : {register_cmu_us_slt(nullptr), register_cmu_us_rms(nullptr),
                             register_cmu_us_awb(nullptr)}) {
        for (const char *request : kRequests)
            samples.push_back({spoken(request, voice), QString::fromLatin1(request).split(u' ')});
    }
    return samples;
}

/// The recordings of a folder with a file "NAME.transcription" or "transcription", whose lines are
/// "<s> words </s> (file)".
std::vector<Sample> recordings(const QString &folder, const QString &transcription)
{
    static const QRegularExpression kLine(u"^<s> (.*?) *</s> \\((.*)\\)$"_s);
    constexpr qsizetype kWavHead = 44;
    std::vector<Sample> samples;
    QFile file(folder + u'/' + transcription);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        const auto match = kLine.match(line.trimmed());
        QFile sound(u"%1/%2.wav"_s.arg(folder, match.captured(2)));
        if (!match.hasMatch() || !sound.open(QIODevice::ReadOnly))
            continue;
        samples.push_back({audio::fromBytes(sound.readAll().mid(kWavHead)),
                           match.captured(1).split(u' ', Qt::SkipEmptyParts)});
    }
    return samples;
}

int wrongWords(const QStringList &said, const QStringList &heard)
{
    std::vector<int> row(static_cast<std::size_t>(heard.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < said.size(); ++i) {
        int diagonal = std::exchange(row[0], static_cast<int>(i) + 1);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const bool isSame = said[i] == heard[static_cast<qsizetype>(j) - 1];
            const int replaced = diagonal + (isSame ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

Row errorRow(const QString &name, speech::Recognizer &recognizer,
             const std::vector<Sample> &samples, const QString &note)
{
    int wrong = 0;
    int right = 0;
    qsizetype words = 0;
    for (const Sample &sample : samples) {
        recognizer.start();
        recognizer.feed(sample.speech);
        const QStringList heard = recognizer.finish().toLower().split(u' ', Qt::SkipEmptyParts);
        const int here = wrongWords(sample.words, heard);
        wrong += here;
        right += here == 0 ? 1 : 0;
        words += sample.words.size();
    }
    return {name, 100.0 * wrong / static_cast<double>(words), u"%"_s,
            u"%1; %2 of %3 word for word"_s.arg(note).arg(right).arg(samples.size())};
}

double megabytes(qint64 bytes)
{
    return static_cast<double>(bytes) / kMegabyte;
}

} // namespace

Rows measureUnderstanding()
{
    auto recognizer = speech::pocketsphinxRecognizer()();
    if (!recognizer)
        return failed(recognizer.error());
    Rows rows{errorRow(u"skills_word_error_pct"_s, *recognizer.value(), requests(),
                       u"requests to the built-in skills by three voices of flite"_s)};
    const QString folder = qEnvironmentVariable("HOLDLINE_RECORDINGS");
    std::vector<Sample> people = recordings(folder + u"/librivox"_s, u"transcription"_s);
    std::ranges::move(recordings(folder + u"/cards"_s, u"cards.transcription"_s),
                      std::back_inserter(people));
    if (people.empty()) {
        failed(u"human_word_error_pct: HOLDLINE_RECORDINGS does not name the test/data of "
               "pocketsphinx (apt-get source pocketsphinx)."_s);
        return rows;
    }
    rows.append(errorRow(u"human_word_error_pct"_s, *recognizer.value(), people,
                         u"people in the test data of pocketsphinx"_s));
    return rows;
}

Rows measureEmbedded()
{
    const QByteArray token = "a-secret-of-this-benchmark";
    ChildProcess server(ServerProcess::program(),
                        {u"--embedded"_s, u"--port"_s, u"0"_s, u"--store"_s, u"memory"_s});
    if (!server.start())
        return failed(u"The server does not start."_s);
    server.write(token + '\n');
    if (!waitUntil([&] { return !server.standardOutput().isEmpty(); }, kPatience))
        return failed(u"The server does not listen."_s);
    DurableClient client(QUrl(server.standardOutput().first().text.section(u' ', 1)), token);
    if (!client.enter())
        return failed(u"The server lets nobody in."_s);
    const auto isAnswered = [&client](qsizetype count) {
        return waitUntil([&] { return client.items<protocol::TtsEnd>().size() == count; },
                         kPatience);
    };
    client.type(u"what can you do"_s);
    if (!isAnswered(1))
        return failed(u"A text is not answered."_s);
    const qint64 idle = residentBytes(server.pid());

    const protocol::TtsEnd first = client.items<protocol::TtsEnd>().first();
    client.tellPlayed(first.utterance, first.samples);
    audio::Resampler resampler(audio::kDeviceRate, audio::kSpeechRate);
    client.sendAudio(resampler.process(voice(u"what time is it"_s, 200ms)));
    client.beSilent(2s);
    if (!isAnswered(2))
        return failed(u"A question is not answered."_s);
    return {
        {u"embedded_typing_mb"_s, megabytes(idle), u"MB"_s, u"resident, after a typed question"_s},
        {u"embedded_talking_mb"_s, megabytes(residentBytes(server.pid())), u"MB"_s,
         u"resident, after a spoken question"_s}};
}

} // namespace holdline::bench
