// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/service/service.h"
#include "speech/voice.h"
#include "speech/voicecatalog.h"

#include <QPointer>

namespace holdline::speech {

/// How a service speaks.
struct VoiceSettings
{
    ServiceAddress service{};
    QString voice{}; ///< the name of a voice there
};

/// Lets a service speak, if there is one and it works, and the voice on board if not. A sentence
/// that the service fails to speak is spoken on board. Asks the service which voices it has. Owned
/// by main(); main thread of the server.
class ServiceVoice : public QObject, public Voice
{
    Q_OBJECT

public:
    /// What we ask for: PCM, which can be played as it comes, or WAV from services that know no
    /// PCM.
    enum class Format : quint8 { Pcm, Wav };

    /// `onBoard` delivers `sampleRate`, in Hz, as this object does. All references must outlive it.
    ServiceVoice(Voice &onBoard, VoiceCatalog &catalog, int sampleRate, const Clock &clock,
                 const Service::Limits &limits = Service::Limits());
    ~ServiceVoice() override;

    /// Applies from the next sentence on; without a service the voice on board speaks.
    void setSettings(const VoiceSettings &settings);

    /// A service is believed to speak every language.
    bool speaks(const QString &language) const override;
    /// The service speaks at the rate of `manner`, and with its voice if that may be one of the
    /// service; otherwise with the voice of the settings.
    std::unique_ptr<Speech> speak(const QString &sentence, const Manner &manner) override;
    using Voice::speak;

    const Service &service() const { return m_service; }

private:
    void askForVoices();
    QString voiceFor(const Manner &manner) const;

    Voice &m_onBoard;
    VoiceCatalog &m_catalog;
    int m_sampleRate;
    const Clock &m_clock;
    VoiceSettings m_settings;
    Format m_format = Format::Pcm;
    bool m_knowsVoices = false; ///< the service has said which it has, or that it cannot
    Service m_service;
    QPointer<QNetworkReply> m_question; ///< for the voices; null if none is under way
};

} // namespace holdline::speech
