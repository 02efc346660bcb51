// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/resampler.h"
#include "protocol/messages.h"
#include "speech/voice.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

namespace holdline::server {

/// Speaks a short text in a voice, so that the user can compare voices. A second request replaces
/// the first, and a first one that is replaced at once is not spoken at all. Owned by
/// DurableSession; main thread; synthesis runs in the workers of the pool.
class VoiceSampler : public QObject
{
    Q_OBJECT

public:
    /// `voices` delivers 48 kHz and must outlive this object.
    explicit VoiceSampler(speech::Voice &voices, QObject *parent = nullptr);

    void speak(const protocol::SampleVoice &request);

Q_SIGNALS:
    void spoken(const holdline::protocol::VoiceSample &sample);

private:
    void proceed();
    void add(const audio::Pcm &pcm);
    void endPiece();
    void end();

    speech::Voice &m_voices;
    audio::Resampler m_resampler;
    std::unique_ptr<speech::Speech> m_speech; ///< null if no request is under way
    QTimer m_start;
    QString m_voice;
    speech::Manner m_manner;
    std::deque<QString> m_pieces; ///< still to be spoken, one at a time
    audio::Pcm m_pcm; ///< at kMicRate
};

} // namespace holdline::server
