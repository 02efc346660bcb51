// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/resampler.h"
#include "speech/service/servicevoice.h"
#include "speech/service/speechdecoder.h"
#include "speech/silencetrimmer.h"

#include <optional>

namespace holdline::speech {

/// One sentence that a service speaks. If its sound is cut off, the sentence is asked for again,
/// and what was passed on already is left out. If that fails, too, the voice on board speaks the
/// whole sentence: some of it may then be heard twice, but nothing is missing. Made by
/// ServiceVoice, whose parts must outlive it.
class ServiceSpeech : public Speech
{
    Q_OBJECT

public:
    struct Engine
    {
        Service &service;
        const VoiceSettings &settings;
        ServiceVoice::Format &format; ///< becomes Wav when the service refuses PCM
        Voice &onBoard;
        const Clock &clock;
    };

    /// `sampleRate` of the speech, in Hz. `voice` is one of the service; empty for its usual one.
    ServiceSpeech(const Engine &engine, int sampleRate, QString sentence, Manner manner,
                  QString voice);
    ~ServiceSpeech() override;

private:
    void ask();
    void decode(const QByteArray &bytes);
    void add(audio::PcmView pcm);
    void end();
    bool mayAskDifferently(const ServiceTrouble &trouble);
    void fail(const ServiceTrouble &trouble);
    void speakOnBoard();

    Engine m_engine;
    int m_sampleRate;
    QString m_sentence;
    Manner m_manner;
    QString m_voice; ///< of the persona; of the settings, once the service has refused it
    Instant m_askedAt;
    bool m_hasRetried = false;
    ServiceCallPtr m_call;
    std::optional<SpeechDecoder> m_decoder; ///< exists once the answer has begun
    std::optional<audio::Resampler> m_resampler; ///< the same, once its rate is known
    SilenceTrimmer m_trimmer;
    std::size_t m_made = 0; ///< samples of the current answer
    std::size_t m_passedOn = 0; ///< samples in audioAdded()
    std::unique_ptr<Speech> m_onBoard; ///< null unless the service has failed
};

} // namespace holdline::speech
