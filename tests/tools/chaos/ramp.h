// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QtGlobal>

#include <functional>
#include <map>

namespace holdline::chaos {

/// Samples from `position` on of an endless ramp: the value of each is its position modulo 65 536.
audio::Pcm ramp(quint64 position, std::size_t samples);
/// A ramp that begins at `offset`, as a SignalCheck::Signal.
std::function<audio::Sample(quint64)> rampFrom(quint64 offset);

/// Checks a signal whose samples must each arrive once and in order.
class SignalCheck
{
public:
    /// Returns the right sample for a position of the signal.
    using Signal = std::function<audio::Sample(quint64 position)>;

    /// Without a signal the values of samples are not checked.
    explicit SignalCheck(Signal signal) : m_signal(std::move(signal)) { }

    /// The next samples have arrived; the sender says that they begin at `position`.
    void take(quint64 position, audio::PcmView pcm);

    /// How many of the first `sent` samples never came.
    quint64 missing(quint64 sent) const;
    quint64 repeated() const { return m_repeated; }
    /// Samples that came after later ones.
    quint64 reordered() const { return m_reordered; }
    /// Samples with a wrong value.
    quint64 wrong() const { return m_wrong; }
    /// The position after the last sample that came.
    quint64 end() const { return m_end; }

private:
    quint64 fillHoles(quint64 from, quint64 to);

    Signal m_signal;
    quint64 m_end = 0;
    std::map<quint64, quint64> m_holes; ///< begin and end of each hole below m_end
    quint64 m_repeated = 0;
    quint64 m_reordered = 0;
    quint64 m_wrong = 0;
};

} // namespace holdline::chaos
