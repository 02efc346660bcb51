// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/service/service.h"
#include "speech/voice.h"

namespace holdline::speech {

/// How a service speaks.
struct VoiceSettings
{
    ServiceAddress service{};
    QString voice{}; ///< the name of a voice there
};

/// Lets a service speak, if there is one and it works, and the voice on board if not. A sentence
/// that the service fails to speak is spoken on board. Owned by main(); main thread of the server.
class ServiceVoice : public Voice
{
public:
    /// What we ask for: PCM, which can be played as it comes, or WAV from services that know no
    /// PCM.
    enum class Format : quint8 { Pcm, Wav };

    /// `onBoard` delivers `sampleRate`, in Hz, as this object does. All references must outlive it.
    ServiceVoice(Voice &onBoard, int sampleRate, const Clock &clock,
                 const Service::Limits &limits = Service::Limits());

    /// Applies from the next sentence on; without a service the voice on board speaks.
    void setSettings(const VoiceSettings &settings);

    /// The service speaks at the rate of `manner`, with the voice of the settings.
    std::unique_ptr<Speech> speak(const QString &sentence, const Manner &manner) override;
    using Voice::speak;

    const Service &service() const { return m_service; }

private:
    Voice &m_onBoard;
    int m_sampleRate;
    const Clock &m_clock;
    VoiceSettings m_settings;
    Format m_format = Format::Pcm;
    Service m_service;
};

} // namespace holdline::speech
