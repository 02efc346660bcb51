// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"

#include <QByteArray>

namespace holdline::protocol {

/// What only the owner of the session's secret can answer to this nonce:
/// HMAC-SHA256(secret, "holdline.v1|" + id + "|" + base64url(nonce)). 32 bytes.
QByteArray resumeProof(const QByteArray &secret, const SessionId &id, const QByteArray &nonce);

/// Takes the same time wherever the two differ.
bool equalInConstantTime(const QByteArray &a, const QByteArray &b);

/// So many bytes from the system's generator, for secrets and nonces.
QByteArray randomBytes(qsizetype count);

} // namespace holdline::protocol
