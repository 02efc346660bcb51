// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tape.h"

#include "support/childprocess.h"

#include <csignal>
#include <sys/prctl.h>

namespace holdline::testing {

using namespace Qt::StringLiterals;
using audio::kDeviceRate;

namespace {

} // namespace

Tape::Tape(const QString &source, const QProcessEnvironment &environment)
{
    m_recorder.setProgram(u"parec"_s);
    m_recorder.setArguments({u"--device=%1"_s.arg(source), u"--latency-msec=5"_s, u"--raw"_s,
                             u"--format=s16le"_s, u"--channels=1"_s,
                             u"--rate=%1"_s.arg(kDeviceRate)});
    m_recorder.setProcessEnvironment(environment);
    m_recorder.setStandardErrorFile(QProcess::nullDevice());
    m_recorder.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    connect(&m_recorder, &QProcess::readyReadStandardOutput, this, &Tape::read);
}

Tape::~Tape()
{
    m_recorder.disconnect(this);
    m_recorder.kill();
    m_recorder.waitForFinished();
}

bool Tape::start()
{
    m_recorder.start();
    return m_recorder.waitForStarted()
        && waitUntil([this] { return !m_blocks.empty(); }, kStartPatience);
}

void Tape::read()
{
    const Instant now = std::chrono::steady_clock::now();
    m_pending += m_recorder.readAllStandardOutput();
    const audio::Pcm pcm = audio::fromBytes(m_pending);
    m_pending.remove(0, static_cast<qsizetype>(pcm.size()) * qsizetype{sizeof(audio::Sample)});
    m_samples.insert(m_samples.end(), pcm.begin(), pcm.end());
    m_blocks.push_back({m_samples.size(), now});
}

Instant Tape::timeOf(std::size_t sample) const
{
    // Samples come late, never early, so the earliest time that a nearby block proves is the best
    // estimate. Distant blocks are not used: when playback begins, the sound server takes back what
    // it has rendered ahead, and the tape gains some milliseconds.
    constexpr std::size_t kNear = kDeviceRate / 2;
    const auto from =
        std::lower_bound(m_blocks.begin(), m_blocks.end(), sample,
                         [](const Block &block, std::size_t s) { return block.end < s; });
    Instant best = Instant::max();
    for (auto block = from; block != m_blocks.end() && block->end <= sample + kNear; ++block)
        best = std::min<Instant>(
            best, block->arrived - audio::durationOf(block->end - sample, kDeviceRate));
    return best;
}

std::size_t Tape::sampleAt(Instant time) const
{
    const auto block = std::lower_bound(m_blocks.begin(), m_blocks.end(), time,
                                        [](const Block &b, Instant t) { return b.arrived < t; });
    if (block == m_blocks.end())
        return m_samples.size();
    const auto before =
        std::chrono::duration_cast<std::chrono::microseconds>(block->arrived - time);
    return block->end - std::min(block->end, audio::samplesIn(before, kDeviceRate));
}

std::vector<Sound> soundsIn(audio::PcmView samples, Duration gap)
{
    constexpr int kThreshold = 328; // -40 dBFS
    const std::size_t shortestGap = audio::samplesIn(gap, kDeviceRate);
    std::vector<Sound> sounds;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (std::abs(samples[i]) < kThreshold)
            continue;
        if (sounds.empty() || i - sounds.back().end >= shortestGap)
            sounds.push_back({i, i + 1});
        else
            sounds.back().end = i + 1;
    }
    return sounds;
}

} // namespace holdline::testing
