// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/servicerecognition.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

using Kind = ServiceTrouble::Kind;

constexpr std::size_t kFirstPartial = audio::samplesIn(800ms, audio::kSpeechRate);
constexpr std::size_t kPartialInterval = audio::samplesIn(600ms, audio::kSpeechRate);
constexpr qsizetype kLongestAnswer = 256 * 1024;

} // namespace

ServiceRecognition::ServiceRecognition(const Engine &engine, Speaker speaker, Clues clues)
    : m_engine(engine)
    , m_speaker(speaker)
    , m_clues(std::move(clues))
    , m_nextPartial(kFirstPartial)
{
}

ServiceRecognition::~ServiceRecognition() = default;

void ServiceRecognition::feed(const audio::Pcm &pcm)
{
    if (m_isOver)
        return;
    if (m_onBoard) {
        m_onBoard->feed(pcm);
        return;
    }
    m_sound.insert(m_sound.end(), pcm.begin(), pcm.end());
    askForPartial();
}

void ServiceRecognition::finish()
{
    if (std::exchange(m_isOver, true))
        return;
    if (m_onBoard) {
        m_onBoard->finish();
        return;
    }
    m_call.reset(); // the final transcription does not wait for a partial one
    m_hasRetried = false;
    m_askedAt = m_engine.clock.now();
    ask();
}

void ServiceRecognition::setSuspended(bool suspended)
{
    m_isSuspended = suspended;
    if (m_onBoard)
        m_onBoard->setSuspended(suspended);
}

bool ServiceRecognition::isRunning() const
{
    return m_onBoard ? m_onBoard->isRunning() : m_call && !m_call->isWaiting();
}

bool ServiceRecognition::isWaiting() const
{
    return m_onBoard ? m_onBoard->isWaiting() : m_call && m_call->isWaiting();
}

// ---- the service

void ServiceRecognition::askForPartial()
{
    const bool isDue = m_engine.settings.partials && m_sound.size() >= m_nextPartial;
    if (!isDue || m_call || m_isSuspended || !m_engine.service.hasSpareCalls())
        return;
    m_askedAt = m_engine.clock.now();
    ask();
}

void ServiceRecognition::ask()
{
    if (!m_engine.service.isUsable()) {
        listenOnBoard();
        return;
    }
    m_answer.clear();
    m_events = {};
    m_streamed.reset();
    m_asked = m_sound.size();
    const bool streamed = m_engine.streams && m_engine.settings.partials;
    m_call = m_engine.service.post(
        encodeTranscription(m_engine.settings, m_sound, m_clues, streamed), m_speaker);
    connect(m_call.get(), &ServiceCall::started, this, &Recognition::stateChanged);
    connect(m_call.get(), &ServiceCall::received, this, &ServiceRecognition::read);
    connect(m_call.get(), &ServiceCall::finished, this, &ServiceRecognition::end);
    connect(m_call.get(), &ServiceCall::failed, this, &ServiceRecognition::fail);
    Q_EMIT stateChanged();
}

void ServiceRecognition::read(const QByteArray &bytes)
{
    if (m_call->contentType().startsWith(u"text/event-stream"_s)) {
        readEvents(bytes);
        return;
    }
    m_answer += bytes;
    if (m_answer.size() > kLongestAnswer)
        fail({.kind = Kind::Nonsense, .detail = u"the answer is too long"_s});
}

void ServiceRecognition::readEvents(const QByteArray &bytes)
{
    m_events.add(bytes);
    bool isWhole = false;
    while (const auto data = m_events.next()) {
        if (data->trimmed() == "[DONE]")
            continue;
        const auto piece = decodeTranscriptionPiece(*data);
        if (!piece) {
            fail({.kind = Kind::Nonsense,
                  .detail = serviceErrorIn(*data, m_engine.service.address().key)});
            return;
        }
        isWhole = isWhole || piece.value().isWhole;
        m_streamed = piece.value().isWhole ? piece.value().text
                                           : m_streamed.value_or(QString()) + piece.value().text;
    }
    if (m_events.isBroken() || m_streamed.value_or(QString()).size() > kLongestAnswer) {
        fail({.kind = Kind::Nonsense, .detail = u"the answer is too long"_s});
    } else if (isWhole) {
        understand(wordsIn(*m_streamed));
    } else if (m_streamed && m_streamed->size() > m_words.size()) {
        m_words = wordsIn(*m_streamed); // shorter ones are known from the last transcription
        Q_EMIT partial(m_words);
    }
}

/// The exchange has ended. Services based on faster-whisper mark the end in no other way.
void ServiceRecognition::end()
{
    const Result<QString, NoTranscription> words =
        m_streamed ? wordsIn(*m_streamed) : decodeTranscription(m_answer);
    if (words)
        understand(words.value());
    else
        fail({.kind = Kind::Nonsense, .detail = u"the answer has no text"_s});
}

void ServiceRecognition::understand(const QString &words)
{
    ServiceCall::letEnd(std::move(m_call));
    const Duration time = elapsed(m_engine.clock.now(), m_askedAt);
    if (m_isOver) {
        m_engine.service.noteSuccess(time);
        Q_EMIT finished(words);
        return;
    }
    // The service rests as long as it worked, and more rarely transcribes what has become long.
    const std::size_t worked = audio::samplesIn(time, audio::kSpeechRate);
    m_nextPartial = m_sound.size() + std::max({kPartialInterval, worked, m_asked / 4});
    if (std::exchange(m_words, words) != words)
        Q_EMIT partial(words);
}

void ServiceRecognition::fail(const ServiceTrouble &trouble)
{
    m_call.reset();
    const bool refusesToStream = trouble.kind == Kind::Refused && m_engine.settings.partials;
    if (refusesToStream && m_engine.service.isUsable() && std::exchange(m_engine.streams, false)) {
        ask();
        return;
    }
    if (isPassing(trouble) && m_engine.service.isUsable() && !std::exchange(m_hasRetried, true)) {
        m_engine.service.noteRetry(trouble);
        ask();
        return;
    }
    m_engine.service.noteFailure(trouble);
    listenOnBoard();
}

// ---- on board

void ServiceRecognition::listenOnBoard()
{
    m_onBoard = m_engine.onBoard.begin(m_speaker, m_clues);
    connect(m_onBoard.get(), &Recognition::stateChanged, this, &Recognition::stateChanged);
    connect(m_onBoard.get(), &Recognition::partial, this, &Recognition::partial);
    connect(m_onBoard.get(), &Recognition::finished, this, &Recognition::finished);
    m_onBoard->feed(std::exchange(m_sound, {}));
    if (m_isSuspended)
        m_onBoard->setSuspended(true);
    if (m_isOver)
        m_onBoard->finish();
    Q_EMIT stateChanged();
}

} // namespace holdline::speech
