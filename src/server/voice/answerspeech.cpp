// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/answerspeech.h"

#include "core/log.h"

using namespace std::chrono_literals;

namespace holdline::server {

namespace {
constexpr std::size_t kMinChunk = audio::samplesIn(100ms, audio::kDeviceRate);
constexpr std::size_t kMaxChunk = audio::samplesIn(200ms, audio::kDeviceRate);

/// The speech of a sentence of which nothing is spoken.
std::unique_ptr<speech::Speech> silence()
{
    auto speech = std::make_unique<speech::Speech>();
    QMetaObject::invokeMethod(speech.get(), &speech::Speech::finished, Qt::QueuedConnection);
    return speech;
}
} // namespace

AnswerSpeech::AnswerSpeech(speech::Voice &voice, const speech::Manner &manner,
                           PlaybackEstimate &playback, HasRoom hasRoom, QObject *parent)
    : QObject(parent)
    , m_voice(voice)
    , m_manner(manner)
    , m_playback(playback)
    , m_hasRoom(std::move(hasRoom))
{
}

AnswerSpeech::~AnswerSpeech() = default;

void AnswerSpeech::say(const Sentence &sentence)
{
    m_sentences.push_back(sentence);
    proceed();
}

void AnswerSpeech::proceed()
{
    if (m_speech || m_sentences.empty() || !m_hasRoom())
        return;
    const Sentence &sentence = m_sentences.front();
    const QString &words = sentence.spoken.text;
    m_playback.beginSentence(sentence.text, sentence.spoken);
    m_speech = words.isEmpty() ? silence() : m_voice.speak(words, m_manner);
    connect(m_speech.get(), &speech::Speech::audioAdded, this, &AnswerSpeech::add);
    connect(m_speech.get(), &speech::Speech::finished, this, &AnswerSpeech::endSentence);
    connect(m_speech.get(), &speech::Speech::failed, this, [this](const QString &reason) {
        qCWarning(lcVoice, "a sentence stays unspoken: %s", qPrintable(reason));
        endSentence();
    });
}

void AnswerSpeech::add(const audio::Pcm &pcm)
{
    m_playback.addSamples(pcm.size());
    m_unsent.insert(m_unsent.end(), pcm.begin(), pcm.end());
    while (m_unsent.size() >= kMinChunk)
        emitChunk(std::min(m_unsent.size(), kMaxChunk));
}

void AnswerSpeech::endSentence()
{
    m_playback.endSentence();
    if (!m_unsent.empty())
        emitChunk(m_unsent.size());
    // It is the sender of the current signal.
    m_speech.release()->deleteLater();
    const Sentence sentence = std::move(m_sentences.front());
    m_sentences.pop_front();
    Q_EMIT sentenceSpoken(sentence);
    proceed();
    if (isIdle())
        Q_EMIT becameIdle();
}

void AnswerSpeech::emitChunk(std::size_t samples)
{
    const auto end = m_unsent.begin() + static_cast<std::ptrdiff_t>(samples);
    const audio::Pcm chunk(m_unsent.begin(), end);
    m_unsent.erase(m_unsent.begin(), end);
    Q_EMIT chunkReady(chunk);
}

} // namespace holdline::server
