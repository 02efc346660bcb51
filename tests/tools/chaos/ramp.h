// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QtGlobal>

#include <functional>
#include <map>

namespace holdline::chaos {

/// The samples at and behind `position` of an endless ramp: each is its position modulo 65 536.
audio::Pcm ramp(quint64 position, std::size_t samples);
/// A ramp that began at `offset`, as a SignalCheck::Signal.
std::function<audio::Sample(quint64)> rampFrom(quint64 offset);

/// What became of a signal whose samples each were to arrive once and in order.
class SignalCheck
{
public:
    /// What belongs at a position of the signal.
    using Signal = std::function<audio::Sample(quint64 position)>;

    /// Without a signal the samples themselves are not looked at.
    explicit SignalCheck(Signal signal) : m_signal(std::move(signal)) { }

    /// The next samples to arrive, said to be those behind `position` of the signal.
    void take(quint64 position, audio::PcmView pcm);

    /// Of the first `sent` samples, those that never came.
    quint64 missing(quint64 sent) const;
    quint64 repeated() const { return m_repeated; }
    /// Came after later ones.
    quint64 reordered() const { return m_reordered; }
    /// Were not what belongs at their position.
    quint64 wrong() const { return m_wrong; }
    /// Behind the last that came.
    quint64 end() const { return m_end; }

private:
    quint64 fillHoles(quint64 from, quint64 to);

    Signal m_signal;
    quint64 m_end = 0;
    std::map<quint64, quint64> m_holes; ///< begin and end, below m_end
    quint64 m_repeated = 0;
    quint64 m_reordered = 0;
    quint64 m_wrong = 0;
};

} // namespace holdline::chaos
