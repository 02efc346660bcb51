// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/attack/neighbour.h"

#include "audio/resampler.h"
#include "support/childprocess.h"
#include "support/voice.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::attack {

using std::chrono::steady_clock;
using testing::waitUntil;

namespace {

const QString kWords = u"what is two plus two"_s;
// Longer than the pause that ends a turn.
constexpr auto kSilenceAfter = 800ms;
// The server lets nobody type more than 20 questions a second for long.
constexpr auto kBetweenTyped = 100ms;

} // namespace

Neighbour::Neighbour(const QUrl &url, Question question) : m_client(url), m_question(question)
{
    if (question == Question::Spoken) {
        audio::Resampler resampler(audio::kDeviceRate, protocol::kMicRate);
        m_speech = resampler.process(testing::voice(kWords, kSilenceAfter));
    }
}

std::optional<std::chrono::nanoseconds> Neighbour::timeToAnswer()
{
    const auto before = m_client.items<protocol::TtsEnd>().size();
    const auto start = ask();
    if (!waitUntil([&] { return isAnswered(before); }, kPatience))
        return std::nullopt;
    const auto time = steady_clock::now() - start;
    const auto end = m_client.items<protocol::TtsEnd>().last();
    m_client.tellPlayed(end.utterance, end.samples); // so that the next question interrupts nothing
    return time;
}

/// Asks the question. Returns the time at which the last word was said.
steady_clock::time_point Neighbour::ask()
{
    if (m_question == Question::Typed) {
        waitUntil([this] { return steady_clock::now() - m_typed >= kBetweenTyped; }, kPatience);
        m_typed = steady_clock::now();
        m_client.type(kWords);
        return m_typed;
    }
    auto end = steady_clock::now();
    constexpr auto kItem = 100ms;
    const std::size_t silence = audio::samplesIn(kSilenceAfter, protocol::kMicRate);
    for (audio::PcmView rest = m_speech; !rest.empty();) {
        const auto size = std::min(rest.size(), audio::samplesIn(kItem, protocol::kMicRate));
        m_client.sendAudio(rest.first(size));
        rest = rest.subspan(size);
        if (rest.size() >= silence)
            end = steady_clock::now();
        waitUntil([] { return false; }, kItem / 2);
    }
    return end;
}

bool Neighbour::isAnswered(qsizetype answersBefore) const
{
    const auto begun = m_client.items<protocol::TtsBegin>();
    const auto answers = m_client.items<protocol::FinalAssistantAnswer>();
    return m_client.items<protocol::TtsEnd>().size() > answersBefore && !answers.isEmpty()
        && answers.last().id == begun.last().message;
}

} // namespace holdline::attack
