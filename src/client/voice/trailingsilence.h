// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"

#include <QObject>
#include <QTimer>

namespace holdline::client {

/// Produces the silence after the last word when the microphone closes. A server detects the end of
/// a turn by the silence after it, so without it the server would wait for ever. The silence comes
/// in real time, 20 ms at a time, because servers drop sound that comes faster. Owned by
/// VoiceCapture; GUI thread.
class TrailingSilence : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kShortest{700}; ///< ends a turn at the default pause of 500 ms
    static constexpr Duration kLongest{5000}; ///< for a server that still hears a turn

    /// `clock` must outlive this.
    explicit TrailingSilence(const Clock &clock, QObject *parent = nullptr);

    void start();
    void stop() { m_timer.stop(); }
    bool isActive() const { return m_timer.isActive(); }
    /// While the server still hears a turn, the silence goes on after kShortest, up to kLongest.
    void setTurnOpen(bool open) { m_turnOpen = open; }

Q_SIGNALS:
    /// 20 ms of silence: 960 zero samples at 48 kHz.
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
