// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/durableconversation.h"

#include "protocol/limits.h"
#include "server/voice/turnpause.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::server {

using CallStatus = protocol::CallStatusChanged::Status;

namespace {

VoicePipeline::Options pipelineOptions(const StoredStream &stored, Duration pause)
{
    return {.pause = stored.speed ? turnPause(*stored.speed) : pause,
            .playback = VoicePipeline::Playback::Durable,
            .microphoneRate = protocol::kMicRate,
            .inCall = stored.call == CallStatus::Active};
}

/// The Durable dialect has no tts_start and tts_stop: the client reports how far it has played.
Result<protocol::ClientMessage, protocol::ValidationError>
decodeV1(const protocol::ParsedMessage &json)
{
    auto message = protocol::decodeClientMessage(json);
    const bool isPlain = message
        && (std::holds_alternative<protocol::TtsStart>(message.value())
            || std::holds_alternative<protocol::TtsStop>(message.value()));
    if (isPlain)
        return Failure{protocol::ValidationError{{{u"type"_s, u"is not known"_s}}}};
    return message;
}

} // namespace

DurableConversation::DurableConversation(Session &session, DurableStream &stream,
                                         const StoredStream &stored, const VoiceServices &services,
                                         Duration pause, const HeldMemory::Share &held,
                                         QObject *parent)
    : QObject(parent)
    , m_id(session.id)
    , m_voices(services.voices)
    , m_stream(stream)
    , m_outlet(session, stream, services.clock, held)
    , m_pipeline(session, services, pipelineOptions(stored, pause), m_outlet)
    , m_sampler(services.voice)
    , m_restoredWork(stream, m_outlet, m_pipeline, m_microphone)
    , m_call(stored.call)
    , m_texts(stored.takenTexts)
{
    connect(&m_sampler, &VoiceSampler::spoken, this, &DurableConversation::sampleSpoken);
    if (m_voices) {
        connect(m_voices, &speech::VoiceCatalog::changed, this, [this] {
            if (m_wantsVoices)
                m_stream.together([this] { sendVoices(); });
        });
    }
    onGone(); // nobody is connected yet
}

void DurableConversation::takeUp(const StoredSession &stored)
{
    if (!stored.stream->journal.empty())
        m_journal = Journal(stored.stream->journal.back().entry);
    m_restoredWork.takeUp(stored);
}

// ---- the client

void DurableConversation::onJoined()
{
    m_outlet.forgetAside(); // only the client that has set it aside offers to take it back
    m_pipeline.setListenerJoined();
}

MessageRate::Cost DurableConversation::apply(const protocol::Stream::Fresh &arrival,
                                             const protocol::WireMessage &item)
{
    return item.binary ? applyAudio(arrival.seq, item.bytes)
                       : applyMessage(arrival, item.bytes.size());
}

MessageRate::Cost DurableConversation::applyAudio(quint64 seq, const QByteArray &bytes)
{
    const protocol::AudioItem item = *protocol::decodeAudioItem(bytes);
    const auto audio = m_microphone.decoded(item);
    if (!audio) {
        refuseAudio(seq);
        return MessageRate::ofSound(protocol::kCaptureItemSamples, protocol::kMicRate);
    }
    const audio::Pcm pcm = audio::fromBytes(audio->pcm);
    const auto samples = static_cast<qint64>(pcm.size());
    Batch effects = m_journal.enter(m_id, item, pcm.size(), m_pipeline.neededFrom());
    const quint64 mark = m_journal.newest();
    const qint64 held = bytes.size() + audio->pcm.size();
    m_uncommitted += held;
    m_stream.commit(seq, std::move(effects), [this, mark, pcm, late = item.replayed, held] {
        m_uncommitted -= held;
        m_pipeline.hear(pcm, mark, late);
    });
    return MessageRate::ofSound(samples, protocol::kMicRate)
        + (item.opus ? MessageRate::ofOpus(samples) : MessageRate::Cost(0));
}

/// Answers an item with audio that cannot be decoded. Nothing is heard for it, and it is not sent
/// again.
void DurableConversation::refuseAudio(quint64 seq)
{
    m_stream.together([&] {
        m_outlet.send(protocol::ValidationError{
            {{u"audio"_s, u"must be PCM or Opus of at most 1 600 samples"_s}}});
        m_stream.commit(seq, {}, [] {});
    });
}

MessageRate::Cost DurableConversation::applyMessage(const protocol::Stream::Fresh &arrival,
                                                    qsizetype bytes)
{
    const quint64 seq = arrival.seq;
    const auto message = decodeV1(arrival.json);
    const auto *typed = message ? std::get_if<protocol::TextMessage>(&message.value()) : nullptr;
    m_stream.together([&] {
        QString question;
        if (typed)
            question = enter(*typed);
        else if (message)
            on(message.value());
        else // refused; it is not sent again
            m_outlet.send(message.error());
        if (!question.isEmpty())
            m_question = seq;
        m_uncommitted += bytes;
        m_stream.commit(seq, {}, [this, seq, question, bytes] {
            m_uncommitted -= bytes;
            // Many questions may become durable at once. Only the newest is answered: it would
            // interrupt the answers to the others before they begin.
            if (m_question == seq)
                m_pipeline.answerNewest(question);
        });
    });
    return message ? MessageRate::ofMessage(message.value()) : MessageRate::Cost(0);
}

/// Returns the text to answer; empty if this text was taken before.
QString DurableConversation::enter(const protocol::TextMessage &typed)
{
    if (!m_texts.take(typed.id))
        return {};
    const QString text = typed.text.trimmed();
    m_pipeline.enterTyped(text, typed.id);
    if (!typed.id.isEmpty())
        m_stream.write(TextTaken{m_id, typed.id});
    return text;
}

void DurableConversation::on(const protocol::ClientMessage &message)
{
    if (const auto *call = std::get_if<protocol::CallRequest>(&message))
        setCall(call->start ? CallStatus::Active : CallStatus::Ended, u"user"_s);
    if (const auto *pause = std::get_if<protocol::SetSpeed>(&message))
        m_stream.write(PauseSet{m_id, pause->speed});
    const auto *configure = std::get_if<protocol::Configure>(&message);
    if (configure && configure->configuration.turnPause)
        m_stream.write(PauseSet{m_id, *configure->configuration.turnPause});
    if (std::holds_alternative<protocol::ListVoices>(message)) {
        m_wantsVoices = true;
        sendVoices();
    }
    if (const auto *request = std::get_if<protocol::SampleVoice>(&message))
        m_sampler.speak(*request);
    const auto *interrupt = std::get_if<protocol::Interrupt>(&message);
    if (!interrupt || interrupt->utterance == m_outlet.utterance())
        m_pipeline.handle(message);
    if (std::holds_alternative<protocol::NewConversation>(message)
        || std::holds_alternative<protocol::SetAside>(message))
        setCall(CallStatus::Idle, u"new"_s);
}

void DurableConversation::sendVoices()
{
    protocol::Voices message;
    if (m_voices) {
        for (const speech::VoiceDescription &voice : m_voices->voices())
            message.list.append({voice.id, voice.name, voice.language, voice.engine});
    }
    m_outlet.send(message);
}

void DurableConversation::setPlayed(const protocol::Played &played)
{
    if (played.utterance != m_outlet.utterance())
        return;
    m_outlet.setPlayed(played);
    m_pipeline.setPlayed(played.position, played.read);
    m_pipeline.proceed();
}

// ---- the call

void DurableConversation::endCall(const QString &reason)
{
    if (m_call == CallStatus::Active)
        setCall(CallStatus::Ended, reason);
}

void DurableConversation::setCall(CallStatus status, const QString &reason)
{
    m_call = status;
    m_stream.together([&] {
        m_stream.write(CallChanged{m_id, status});
        m_outlet.send(protocol::CallStatusChanged{status, reason});
    });
}

} // namespace holdline::server
