// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "protocol/itemcodec.h"
#include "support/cuttingproxy.h"
#include "support/websocketsniffer.h"

#include <QHash>

#include <algorithm>

namespace holdline::testing {

/// The speech of one answer as the server has sent it.
struct SpeechWatch : QObject
{
    explicit SpeechWatch(CuttingProxy &proxy)
    {
        connect(&proxy, &CuttingProxy::forwarded, this,
                [this](int connection, CuttingProxy::Direction direction, const QByteArray &bytes) {
                    if (direction == CuttingProxy::Direction::ToClient)
                        read(connection, bytes);
                });
    }

    void read(int connection, const QByteArray &bytes)
    {
        for (const WebSocketSniffer::Message &message : sniffers[connection].feed(bytes)) {
            if (const auto item = protocol::decodeAudioItem(message.payload);
                !message.isText && item)
                add(item->position, audio::fromBytes(item->pcm));
        }
    }

    void add(quint64 position, const audio::Pcm &pcm)
    {
        if (position == speech.size()) {
            speech.insert(speech.end(), pcm.begin(), pcm.end());
            return;
        }
        ++repeated;
        const auto before = audio::PcmView(speech).subspan(position, pcm.size());
        changed += std::ranges::equal(before, pcm) ? 0 : 1;
    }

    QHash<int, WebSocketSniffer> sniffers;
    audio::Pcm speech;
    int repeated = 0; ///< items that were sent again
    int changed = 0; ///< of these, items with different samples
};

} // namespace holdline::testing
