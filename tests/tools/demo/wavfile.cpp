// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/demo/wavfile.h"

#include <QDataStream>
#include <QSaveFile>

namespace holdline::demo {

bool writeStereoWav(const QString &path, audio::PcmView left, audio::PcmView right, int rate)
{
    constexpr quint32 kHeaderBytes = 36; // bytes of the header after the first length
    constexpr quint32 kFormatBytes = 16;
    constexpr quint16 kPcm = 1;
    constexpr quint16 kChannels = 2;
    constexpr quint16 kFrameBytes = kChannels * sizeof(audio::Sample);

    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const std::size_t frames = std::min(left.size(), right.size());
    const auto bytes = static_cast<quint32>(frames * kFrameBytes);
    QDataStream stream(&file);
    stream.setByteOrder(QDataStream::LittleEndian);
    stream.writeRawData("RIFF", 4);
    stream << kHeaderBytes + bytes;
    stream.writeRawData("WAVEfmt ", 8);
    stream << kFormatBytes << kPcm << kChannels << static_cast<quint32>(rate)
           << static_cast<quint32>(rate * kFrameBytes) << kFrameBytes << quint16(16);
    stream.writeRawData("data", 4);
    stream << bytes;
    for (std::size_t i = 0; i < frames; ++i)
        stream << qint16(left[i]) << qint16(right[i]);
    return stream.status() == QDataStream::Ok && file.commit();
}

} // namespace holdline::demo
