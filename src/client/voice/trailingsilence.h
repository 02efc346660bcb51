// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"

#include <QObject>
#include <QTimer>

namespace holdline::client {

/// What follows the last word when the microphone closes: a server hears the end of a turn by the
/// silence after it, and would wait for it for ever. Silence comes in real time, 20 ms at a time,
/// because servers drop what comes faster. GUI thread.
class TrailingSilence : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kShortest{700}; ///< ends a turn at the default pause of 500 ms
    static constexpr Duration kLongest{5000}; ///< for a patient server that still hears a turn

    /// `clock` must outlive this.
    explicit TrailingSilence(const Clock &clock, QObject *parent = nullptr);

    void start();
    void stop() { m_timer.stop(); }
    bool isActive() const { return m_timer.isActive(); }
    /// While the server hears a turn, silence goes on after kShortest.
    void setTurnOpen(bool open) { m_turnOpen = open; }

Q_SIGNALS:
    /// 960 zero samples.
    void silence(const holdline::audio::Pcm &block);

private:
    void catchUp();

    const Clock &m_clock;
    QTimer m_timer;
    Instant m_start;
    Duration m_sent{0};
    bool m_turnOpen = false;
};

} // namespace holdline::client
