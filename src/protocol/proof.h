// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sessionid.h"

#include <QByteArray>

namespace holdline::protocol {

/// The proof of owning a session for this nonce: HMAC-SHA256(secret, "holdline.v1|" + id + "|" +
/// base64url(nonce)), 32 bytes.
QByteArray resumeProof(const QByteArray &secret, const SessionId &id, const QByteArray &nonce);

/// Compares in a time that does not depend on where the two differ.
bool equalInConstantTime(const QByteArray &a, const QByteArray &b);

/// `count` bytes from the random generator of the system, for secrets and nonces.
QByteArray randomBytes(qsizetype count);

} // namespace holdline::protocol
