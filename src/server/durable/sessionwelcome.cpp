// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/sessionwelcome.h"

#include "protocol/limits.h"

#include <algorithm>

namespace holdline::server {

namespace {

/// The first offered codec that the server knows; PCM if none, because every client can send it.
QString chosenCodec(const QStringList &offered)
{
    const auto known = std::find_if(offered.begin(), offered.end(), [](const QString &codec) {
        return codec == protocol::kOpus || codec == protocol::kPcm;
    });
    return known == offered.end() ? QString(protocol::kPcm) : *known;
}

} // namespace

protocol::Welcome welcomeTo(const Session &session, const protocol::AudioOffer &offer, WallTime now)
{
    return {
        .mode = protocol::Welcome::Mode::New,
        .id = session.id,
        .epoch = {},
        .secret = {},
        .received = 0,
        .window = protocol::kWindow,
        .micRate = protocol::kMicRate,
        .ttsRate = protocol::kSampleRate,
        .codec = chosenCodec(offer.codecs),
        .reconnected = session.reconnectionAttempts,
        .age = std::max(Duration(0), Duration(now - session.createdAt)),
        .createdAt = session.createdAt,
        .messageCount = session.messageCount,
    };
}

} // namespace holdline::server
