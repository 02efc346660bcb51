// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/flitesynthesizer.h"

#include "speech/silencetrimmer.h"
#include "speech/spokentext.h"

#include <algorithm>
#include <mutex>

extern "C" {
#include <flite/flite.h>

cst_voice *register_cmu_us_slt(const char *voxdir);
void unregister_cmu_us_slt(cst_voice *voice);
extern cst_voice *cmu_us_slt_cg;
cst_voice *register_cmu_us_rms(const char *voxdir);
void unregister_cmu_us_rms(cst_voice *voice);
extern cst_voice *cmu_us_rms_cg;
cst_voice *register_cmu_us_awb(const char *voxdir);
void unregister_cmu_us_awb(cst_voice *voice);
extern cst_voice *cmu_us_awb_cg;
}

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr int kSampleRate = 16000;
// The first block is small, so that speech starts early; larger ones cost less work.
constexpr int kFirstBlock = kSampleRate / 50;
constexpr int kBlock = kSampleRate / 20;

/// A voice in a library of flite. `registered` is the voice that flite has made last.
struct FliteVoice
{
    QLatin1StringView id;
    QLatin1StringView name;
    cst_voice *(*make)(const char *);
    void (*remove)(cst_voice *);
    cst_voice **registered;
};

/// The first one is the usual voice.
constexpr FliteVoice kVoices[] = {
    {"slt"_L1, "slt (woman)"_L1, register_cmu_us_slt, unregister_cmu_us_slt, &cmu_us_slt_cg},
    {"rms"_L1, "rms (man)"_L1, register_cmu_us_rms, unregister_cmu_us_rms, &cmu_us_rms_cg},
    {"awb"_L1, "awb (man, Scottish)"_L1, register_cmu_us_awb, unregister_cmu_us_awb,
     &cmu_us_awb_cg},
};

const FliteVoice &voiceNamed(const QString &id)
{
    const auto *found = std::ranges::find(kVoices, id, &FliteVoice::id);
    return found == std::end(kVoices) ? kVoices[0] : *found;
}

/// Guards flite's global variables, which change when a voice is registered or removed.
std::mutex &registryMutex()
{
    static std::mutex mutex;
    return mutex;
}

struct VoiceDeleter
{
    const FliteVoice *kind = nullptr;

    void operator()(cst_voice *voice) const
    {
        const std::scoped_lock lock(registryMutex());
        *kind->registered = voice; // flite removes only the voice that it registered last
        kind->remove(voice);
    }
};

using VoicePtr = std::unique_ptr<cst_voice, VoiceDeleter>;

/// A voice for one thread: flite counts references to the features of a voice without a lock.
VoicePtr makeVoice(const FliteVoice &kind)
{
    const std::scoped_lock lock(registryMutex());
    flite_init();
    *kind.registered = nullptr; // otherwise flite returns the voice that it registered before
    return VoicePtr(kind.make(nullptr), VoiceDeleter{&kind});
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
    explicit FliteSynthesizer(VoicePtr usual) { m_voices.push_back(std::move(usual)); }

    int sampleRate() const override { return kSampleRate; }

    Outcome<QString> speak(const QString &sentence, const Manner &manner, const Sink &sink) override
    {
        cst_voice *voice = voiceFor(manner);
        if (!voice)
            return Failure{u"flite could not load the voice \"%1\"."_s.arg(manner.voice)};
        feat_set_float(voice->features, "duration_stretch", static_cast<float>(1 / manner.rate));
        bool wanted = true;
        SilenceTrimmer trimmer;
        const Sink untilStopped = [&](audio::PcmView pcm) {
            const audio::PcmView heard = trimmer.trim(pcm);
            return wanted = heard.empty() || sink(heard);
        };
        for (const QByteArray &piece : speakablePieces(sentence)) {
            if (wanted && !speakPiece(*voice, piece, untilStopped) && wanted)
                return Failure{QStringLiteral("flite could not speak a sentence.")};
        }
        return Success{};
    }

private:
    /// Loads a voice when it is first needed. Null if that fails.
    cst_voice *voiceFor(const Manner &manner)
    {
        const FliteVoice &kind = voiceNamed(manner.voice);
        const auto found = std::ranges::find(
            m_voices, &kind, [](const VoicePtr &voice) { return voice.get_deleter().kind; });
        if (found != m_voices.end())
            return found->get();
        VoicePtr voice = makeVoice(kind);
        return voice ? m_voices.emplace_back(std::move(voice)).get() : nullptr;
    }

    bool speakPiece(cst_voice &voice, const QByteArray &piece, const Sink &sink)
    {
        cst_audio_streaming_info *streaming = new_audio_streaming_info();
        streaming->asc = deliver;
        streaming->min_buffsize = kFirstBlock;
        streaming->userdata = const_cast<Sink *>(&sink);
        // The voice owns it from now on, and frees the previous one.
        flite_feat_set(voice.features, "streaming_info", audio_streaming_info_val(streaming));
        cst_utterance *utterance = flite_synth_text(piece.constData(), &voice);
        if (!utterance)
            return false;
        delete_utterance(utterance);
        return true;
    }

    std::vector<VoicePtr> m_voices; ///< those that were needed so far
};

} // namespace

std::vector<VoiceDescription> fliteVoices()
{
    std::vector<VoiceDescription> voices;
    for (const FliteVoice &voice : kVoices)
        voices.push_back({voice.id, voice.name, u"en"_s, u"flite"_s});
    return voices;
}

SynthesizerFactory fliteSynthesizer()
{
    return []() -> Result<std::unique_ptr<Synthesizer>, QString> {
        VoicePtr voice = makeVoice(kVoices[0]);
        if (!voice)
            return Failure{QStringLiteral("flite could not load its voice \"slt\".")};
        return std::unique_ptr<Synthesizer>(std::make_unique<FliteSynthesizer>(std::move(voice)));
    };
}

} // namespace holdline::speech
