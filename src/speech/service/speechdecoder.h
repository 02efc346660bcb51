// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/result.h"

#include <QString>

namespace holdline::speech {

/// Reads the sound that a voice service sends: WAV, or bare 16-bit little-endian mono PCM. WAV is
/// known by its first bytes, because services send it where PCM was asked for. The samples are the
/// same for any split of the bytes. A plain value.
class SpeechDecoder
{
public:
    /// Rate of bare PCM unless the type of the answer tells another one.
    static constexpr int kUsualRate = 24000;

    /// `contentType` such as "audio/pcm;rate=22050".
    explicit SpeechDecoder(const QString &contentType = {});

    /// The samples in the next bytes, mono. Fails with a sentence for the operator if this is no
    /// sound that we can read.
    Result<audio::Pcm, QString> add(const QByteArray &bytes);
    /// In Hz; certain once add() has returned samples.
    int rate() const { return m_rate; }

private:
    enum class Stage : quint8 { Beginning, Chunks, Bare, Data };

    Outcome<QString> readHeader();
    Outcome<QString> readFormat(QByteArrayView chunk);
    audio::Pcm takeSamples();

    Stage m_stage = Stage::Beginning;
    int m_rate = kUsualRate;
    int m_channels = 1;
    bool m_isText = false; ///< the type of the answer is no sound
    bool m_hasFormat = false;
    QByteArray m_input; ///< bytes that are not read yet
};

} // namespace holdline::speech
