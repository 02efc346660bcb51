// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/midwordrun.h"

#include "audio/resampler.h"
#include "support/childprocess.h"
#include "support/voice.h"

#include <cstdio>

namespace holdline::chaos {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using testing::DurableClient;
using testing::waitUntil;

namespace {

constexpr Duration kAnswerPatience = 30s;
constexpr int kRecognizers = 2;
constexpr int kTalkers = 5 * kRecognizers;
// As soon as with a free recogniser: two seconds of speech and its answer.
constexpr Duration kOutsiderPatience = 8s;
constexpr auto kSilenceAfter = 1s;

audio::Pcm question(int number)
{
    static const QStringList kNumbers{u"two"_s, u"three"_s, u"four"_s, u"five"_s, u"six"_s};
    const QString &first = kNumbers[number % kNumbers.size()];
    const QString &second = kNumbers[(number / kNumbers.size()) % kNumbers.size()];
    audio::Resampler resampler(audio::kDeviceRate, protocol::kMicRate);
    return resampler.process(
        testing::voice(u"what is %1 plus %2"_s.arg(first, second), kSilenceAfter));
}

/// The answer to the newest question. `nullopt` while it is not complete, or if it is one of the
/// first `answers`.
std::optional<QString> answerAfter(const DurableClient &client, qsizetype answers)
{
    const auto ends = client.items<protocol::TtsEnd>();
    const auto begun = client.items<protocol::TtsBegin>();
    const auto finals = client.items<protocol::FinalAssistantAnswer>();
    if (ends.size() <= answers || finals.isEmpty() || finals.last().id != begun.last().message)
        return std::nullopt;
    return finals.last().content;
}

qsizetype answersOf(const DurableClient &client)
{
    return client.items<protocol::TtsEnd>().size();
}

void hearToTheEnd(DurableClient &client)
{
    const auto end = client.items<protocol::TtsEnd>().last();
    client.tellPlayed(end.utterance, end.samples);
}

/// Asks and waits for the answer; `nullopt` if there is none in time.
std::optional<QString> answerTo(DurableClient &client, const audio::Pcm &speech, Duration patience)
{
    const auto before = answersOf(client);
    client.sendAudio(speech);
    if (!waitUntil([&] { return answerAfter(client, before).has_value(); }, patience))
        return std::nullopt;
    hearToTheEnd(client);
    return answerAfter(client, before);
}

} // namespace

MidWordRun::MidWordRun(int cuts, quint32 seed)
    : m_rounds(std::max(1, cuts / kTalkers))
    , m_seed(seed)
    , m_random(seed)
    , m_server({u"--recognizers"_s, QString::number(kRecognizers)})
{
}

bool MidWordRun::prepare()
{
    if (!m_server.start())
        return false;
    for (int number = 0; number < kTalkers; ++number) {
        Talker talker{std::make_unique<DurableClient>(m_server.url()), question(number)};
        if (talker.speech.empty() || !talker.client->enter())
            return false;
        const auto answer = answerTo(*talker.client, talker.speech, kAnswerPatience);
        if (!answer)
            return false;
        talker.answer = *answer;
        m_talkers.push_back(std::move(talker));
    }
    return true;
}

QJsonObject MidWordRun::run()
{
    int cuts = 0;
    int lost = 0;
    bool isGood = prepare();
    std::uniform_real_distribution<> part(0.25, 0.55); // share of a question; a third is silence
    for (int round = 0; isGood && round < m_rounds; ++round) {
        std::vector<std::size_t> cutAt;
        for (Talker &talker : m_talkers) {
            const auto length = static_cast<double>(talker.speech.size());
            cutAt.push_back(static_cast<std::size_t>(part(m_random) * length));
            talker.client->sendAudio(audio::PcmView(talker.speech).first(cutAt.back()));
        }
        // Waits until the server has received all of it.
        isGood = waitUntil(
            [this] {
                return std::ranges::all_of(m_talkers, [](const Talker &talker) {
                    return talker.client->stream().unacknowledgedBytes() == 0;
                });
            },
            kAnswerPatience);
        for (Talker &talker : m_talkers)
            talker.client->cut();
        cuts += kTalkers;
        isGood = isGood && outsiderIsUnderstood();
        lost += comeBack(cutAt);
    }
    return {{u"cuts"_s, cuts},
            {u"messages"_s, cuts},
            {u"messages_lost"_s, lost},
            {u"seed"_s, static_cast<qint64>(m_seed)},
            {u"good"_s, isGood && lost == 0}};
}

bool MidWordRun::outsiderIsUnderstood() const
{
    DurableClient outsider(m_server.url());
    const bool isUnderstood = outsider.enter()
        && answerTo(outsider, m_talkers.front().speech, kOutsiderPatience)
            == m_talkers.front().answer;
    if (!isUnderstood)
        std::fprintf(stderr, "Nobody else was understood while the talkers were away\n");
    return isUnderstood;
}

/// Lets all talkers return at once, each with the rest of its question. Returns how many were not
/// understood completely.
int MidWordRun::comeBack(const std::vector<std::size_t> &cutAt)
{
    std::vector<qsizetype> answered;
    for (std::size_t i = 0; i < m_talkers.size(); ++i) {
        Talker &talker = m_talkers[i];
        answered.push_back(answersOf(*talker.client));
        if (!talker.client->comeBack())
            continue;
        const audio::PcmView rest = audio::PcmView(talker.speech).subspan(cutAt[i]);
        talker.client->sendAudio(rest.first(rest.size() / 2), true);
        talker.client->sendAudio(rest.subspan(rest.size() / 2));
    }
    int lost = 0;
    for (std::size_t i = 0; i < m_talkers.size(); ++i) {
        Talker &talker = m_talkers[i];
        const auto answer = [&] { return answerAfter(*talker.client, answered[i]); };
        waitUntil([&] { return answer().has_value(); }, kAnswerPatience);
        if (answer())
            hearToTheEnd(*talker.client);
        if (answer() == talker.answer)
            continue;
        ++lost;
        std::fprintf(stderr, "Talker %zu was answered \"%s\" instead of \"%s\"\n", i,
                     qPrintable(answer().value_or(u"not at all"_s)), qPrintable(talker.answer));
    }
    return lost;
}

} // namespace holdline::chaos
