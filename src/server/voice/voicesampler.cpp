// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/voicesampler.h"

#include "core/log.h"
#include "protocol/limits.h"
#include "server/voice/sentencecutter.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace holdline::server {

namespace {
/// A client that asks on and on gets no speech, and costs none.
constexpr Duration kBeforeSpeech{100};
constexpr std::size_t kMostSamples = audio::samplesIn(protocol::kMaxSample, protocol::kMicRate);

/// A synthesiser cannot be interrupted in a piece, so that a long one would keep other users
/// waiting.
std::deque<QString> piecesOf(const QString &text)
{
    SentenceCutter cutter;
    std::vector<Sentence> sentences = cutter.add(text);
    std::ranges::move(cutter.finish(), std::back_inserter(sentences));
    std::deque<QString> pieces;
    for (const Sentence &sentence : sentences) {
        if (!sentence.spoken.text.isEmpty())
            pieces.push_back(sentence.spoken.text);
    }
    return pieces;
}
} // namespace

VoiceSampler::VoiceSampler(speech::Voice &voices, QObject *parent)
    : QObject(parent)
    , m_voices(voices)
    , m_resampler(audio::kDeviceRate, protocol::kMicRate)
{
    m_start.setSingleShot(true);
    connect(&m_start, &QTimer::timeout, this, &VoiceSampler::proceed);
}

void VoiceSampler::speak(const protocol::SampleVoice &request)
{
    m_pcm.clear();
    m_voice = request.voice;
    m_manner = {.voice = request.voice, .rate = request.speakingRate};
    m_pieces = piecesOf(request.text.trimmed());
    m_resampler.reset();
    m_speech.reset();
    m_start.start(kBeforeSpeech);
}

void VoiceSampler::proceed()
{
    if (m_pieces.empty()) {
        end();
        return;
    }
    m_speech = m_voices.speak(m_pieces.front(), m_manner);
    m_pieces.pop_front();
    connect(m_speech.get(), &speech::Speech::audioAdded, this, &VoiceSampler::add);
    connect(m_speech.get(), &speech::Speech::finished, this, &VoiceSampler::endPiece);
    connect(m_speech.get(), &speech::Speech::failed, this, [this](const QString &reason) {
        qCWarning(lcVoice, "a voice cannot be heard: %s", qPrintable(reason));
        m_pieces.clear();
        endPiece();
    });
}

void VoiceSampler::add(const audio::Pcm &pcm)
{
    const audio::Pcm added = m_resampler.process(pcm);
    m_pcm.insert(m_pcm.end(), added.begin(), added.end());
    if (m_pcm.size() >= kMostSamples) {
        m_pcm.resize(kMostSamples);
        m_pieces.clear();
        endPiece();
    }
}

void VoiceSampler::endPiece()
{
    m_speech->disconnect(this);
    m_speech.release()->deleteLater(); // it is the sender of the current signal
    proceed();
}

void VoiceSampler::end()
{
    if (!m_pcm.empty())
        Q_EMIT spoken({.voice = m_voice, .pcm = audio::toBytes(std::exchange(m_pcm, {}))});
}

} // namespace holdline::server
