// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"

#include <QObject>
#include <QProcess>

#include <vector>

namespace holdline::testing {

/// Records a source of a PulseAudio server at 48 kHz mono. Knows when each sample sounded, so that
/// two tapes can be compared.
class Tape : public QObject
{
    Q_OBJECT

public:
    /// `environment` names the server.
    Tape(const QString &source, const QProcessEnvironment &environment);
    ~Tape() override;

    /// Starts to record, and waits for the first samples.
    bool start();

    const audio::Pcm &samples() const { return m_samples; }
    /// The time of a sample on the steady clock, to about 10 ms. Includes the delay of the
    /// recorder.
    Instant timeOf(std::size_t sample) const;
    /// The sample that sounded at `time`, limited to the length of the tape.
    std::size_t sampleAt(Instant time) const;

private:
    struct Block
    {
        std::size_t end; ///< the sample after its last one
        Instant arrived;
    };

    void read();

    QProcess m_recorder;
    QByteArray m_pending; ///< half a sample
    audio::Pcm m_samples;
    std::vector<Block> m_blocks;
};

/// A part of a recording with sound in it.
struct Sound
{
    std::size_t begin;
    std::size_t end; ///< the sample after the last one
};

/// Every sound in 48 kHz samples that is louder than a whisper (−40 dBFS), in order. Silence
/// shorter than `gap` does not end a sound.
std::vector<Sound> soundsIn(audio::PcmView samples, Duration gap = Duration(1000));

} // namespace holdline::testing
