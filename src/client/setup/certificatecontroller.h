// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/certificatefacts.h"

#include <QList>

#include <optional>

namespace holdline::client {

class CertificateTrust;
class ReconnectingSocket;

/// What the user decides about the certificates of servers. The line follows at once. Owned by the
/// application; GUI thread.
class CertificateController
{
public:
    /// Both must outlive this. The socket uses `trust`.
    CertificateController(CertificateTrust &trust, ReconnectingSocket &socket)
        : m_trust(trust)
        , m_socket(socket)
    {
    }

    /// The certificate because of which the line failed; `nullopt` if that is not the reason.
    const std::optional<CertificateFacts> &refused() const;
    /// The certificates that the user has accepted, sorted by server.
    QList<CertificatePin> accepted() const;

    /// Accepts this certificate for its server, and dials again.
    void accept(const CertificateFacts &certificate);
    /// Takes back accept() for this server. A connection to it ends.
    void distrust(const QString &server);

private:
    CertificateTrust &m_trust;
    ReconnectingSocket &m_socket;
};

} // namespace holdline::client
