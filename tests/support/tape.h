// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"

#include <QObject>
#include <QProcess>

#include <vector>

namespace holdline::testing {

/// Records a source of a PulseAudio server, 48 kHz mono, and knows when each sample sounded, so
/// that two tapes can be laid beside each other.
class Tape : public QObject
{
    Q_OBJECT

public:
    /// `environment` leads to the server.
    Tape(const QString &source, const QProcessEnvironment &environment);
    ~Tape() override;

    /// Waits for the first samples.
    bool start();

    const audio::Pcm &samples() const { return m_samples; }
    /// On the steady clock, to about 10 ms: the delay of the recorder is not taken off.
    Instant timeOf(std::size_t sample) const;
    /// The sample that sounded then, or the first one or the end.
    std::size_t sampleAt(Instant time) const;

private:
    struct Block
    {
        std::size_t end; ///< behind its last sample
        Instant arrived;
    };

    void read();

    QProcess m_recorder;
    QByteArray m_pending; ///< half a sample
    audio::Pcm m_samples;
    std::vector<Block> m_blocks;
};

/// Where sound starts and ends; silence shorter than `gap` does not count.
struct Sound
{
    std::size_t begin;
    std::size_t end; ///< behind the last sample
};

/// Every sound in 48 kHz samples that is louder than a whisper (−40 dBFS), in order.
std::vector<Sound> soundsIn(audio::PcmView samples, Duration gap = Duration(1000));

} // namespace holdline::testing
