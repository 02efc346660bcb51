// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "holdline/doctor.h"

#include <QTimer>

namespace holdline {

/// Checks whether the microphone delivers samples and the loudspeaker takes them.
class SoundCheck : public DoctorCheck
{
    Q_OBJECT

public:
    /// `card` must outlive this.
    explicit SoundCheck(audio::SoundCard &card);
    /// Opens the microphone and plays silence for a short time.
    void start() override;

private:
    void onCaptured(const audio::Pcm &block);
    void look();
    Finding microphone() const;
    Finding loudspeaker() const;

    audio::SoundCard &m_card;
    QTimer m_look;
    int m_looks = 0;
    std::size_t m_samples = 0; ///< captured so far
    bool m_isSilent = true; ///< all captured samples were 0
    qint64 m_played = 0;
};

} // namespace holdline
