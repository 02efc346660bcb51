// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/flitesynthesizer.h"

#include "speech/silencetrimmer.h"
#include "speech/spokentext.h"

#include <mutex>

extern "C" {
#include <flite/flite.h>

cst_voice *register_cmu_us_slt(const char *voxdir);
void unregister_cmu_us_slt(cst_voice *voice);
extern cst_voice *cmu_us_slt_cg;
}

namespace holdline::speech {

namespace {

constexpr int kSampleRate = 16000;
// The first block is small, so that speech starts early; larger ones cost less work.
constexpr int kFirstBlock = kSampleRate / 50;
constexpr int kBlock = kSampleRate / 20;

/// Guards flite's global variables, which change when a voice is registered or removed.
std::mutex &registryMutex()
{
    static std::mutex mutex;
    return mutex;
}

struct VoiceDeleter
{
    void operator()(cst_voice *voice) const
    {
        const std::scoped_lock lock(registryMutex());
        cmu_us_slt_cg = voice; // flite removes only the voice that it registered last
        unregister_cmu_us_slt(voice);
    }
};

using VoicePtr = std::unique_ptr<cst_voice, VoiceDeleter>;

/// A voice for one thread: flite counts references to the features of a voice without a lock.
VoicePtr makeVoice()
{
    const std::scoped_lock lock(registryMutex());
    flite_init();
    cmu_us_slt_cg = nullptr; // otherwise flite returns the voice that it registered before
    return VoicePtr(register_cmu_us_slt(nullptr));
}

int deliver(const cst_wave *wave, int start, int size, int /*last*/,
            cst_audio_streaming_info *streaming)
{
    const auto &sink = *static_cast<const Synthesizer::Sink *>(streaming->userdata);
    streaming->min_buffsize = kBlock;
    const audio::PcmView pcm(wave->samples + start, static_cast<std::size_t>(size));
    return size == 0 || sink(pcm) ? CST_AUDIO_STREAM_CONT : CST_AUDIO_STREAM_STOP;
}

class FliteSynthesizer : public Synthesizer
{
public:
    explicit FliteSynthesizer(VoicePtr voice) : m_voice(std::move(voice)) { }

    int sampleRate() const override { return kSampleRate; }

    Outcome<QString> speak(const QString &sentence, const Sink &sink) override
    {
        bool wanted = true;
        SilenceTrimmer trimmer;
        const Sink untilStopped = [&](audio::PcmView pcm) {
            const audio::PcmView heard = trimmer.trim(pcm);
            return wanted = heard.empty() || sink(heard);
        };
        for (const QByteArray &piece : speakablePieces(sentence)) {
            if (wanted && !speakPiece(piece, untilStopped) && wanted)
                return Failure{QStringLiteral("flite could not speak a sentence.")};
        }
        return Success{};
    }

private:
    bool speakPiece(const QByteArray &piece, const Sink &sink)
    {
        cst_audio_streaming_info *streaming = new_audio_streaming_info();
        streaming->asc = deliver;
        streaming->min_buffsize = kFirstBlock;
        streaming->userdata = const_cast<Sink *>(&sink);
        // The voice owns it from now on, and frees the previous one.
        flite_feat_set(m_voice->features, "streaming_info", audio_streaming_info_val(streaming));
        cst_utterance *utterance = flite_synth_text(piece.constData(), m_voice.get());
        if (!utterance)
            return false;
        delete_utterance(utterance);
        return true;
    }

    VoicePtr m_voice;
};

} // namespace

SynthesizerFactory fliteSynthesizer()
{
    return []() -> Result<std::unique_ptr<Synthesizer>, QString> {
        VoicePtr voice = makeVoice();
        if (!voice)
            return Failure{QStringLiteral("flite could not load its voice \"slt\".")};
        return std::unique_ptr<Synthesizer>(std::make_unique<FliteSynthesizer>(std::move(voice)));
    };
}

} // namespace holdline::speech
