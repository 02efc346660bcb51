// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/certificatecontroller.h"

#include "client/link/certificatetrust.h"
#include "client/link/reconnectingsocket.h"

namespace holdline::client {

const std::optional<CertificateFacts> &CertificateController::refused() const
{
    return m_trust.refused();
}

QList<CertificatePin> CertificateController::accepted() const
{
    return m_trust.pins();
}

void CertificateController::accept(const CertificateFacts &certificate)
{
    m_trust.pin({certificate.server, certificate.fingerprint});
    m_socket.reconnectNow();
}

void CertificateController::distrust(const QString &server)
{
    m_trust.unpin(server);
    if (server == CertificateTrust::serverOf(m_socket.endpoint().url))
        m_socket.redial();
}

} // namespace holdline::client
