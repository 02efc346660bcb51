// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/sessionwelcome.h"

#include "protocol/limits.h"

using namespace Qt::StringLiterals;

namespace holdline::server {

protocol::Welcome welcomeTo(const Session &session, WallTime now)
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
        .codec = u"pcm"_s,
        .reconnected = session.reconnectionAttempts,
        .age = std::max(Duration(0), Duration(now - session.createdAt)),
        .createdAt = session.createdAt,
        .messageCount = session.messageCount,
    };
}

} // namespace holdline::server
