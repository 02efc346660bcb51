// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/service/transcriptioncodec.h"
#include "speech/transcriber.h"

namespace holdline::speech {

/// Lets a service understand what users say, if there is one and it works, and the recognisers on
/// board if not. An utterance that the service fails to understand is heard again on board, so that
/// nothing is lost. Owned by main(); main thread of the server.
class ServiceTranscriber : public Transcriber
{
public:
    /// Both must outlive this object.
    ServiceTranscriber(Transcriber &onBoard, const Clock &clock,
                       const Service::Limits &limits = Service::Limits());

    /// Applies at once; without a service the recognisers on board do everything.
    void setSettings(const RecognitionSettings &settings);

    void load() override;
    using Transcriber::begin;
    /// A service is believed to understand every language.
    bool understands(const QString &language) const override;
    std::unique_ptr<Recognition> begin(Speaker speaker, const Clues &clues) override;

    const Service &service() const { return m_service; }

private:
    Transcriber &m_onBoard;
    const Clock &m_clock;
    RecognitionSettings m_settings;
    bool m_streams = true; ///< the service has not refused to stream
    Service m_service;
};

} // namespace holdline::speech
