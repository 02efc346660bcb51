// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/hastyclient.h"

#include "client/vault/filevault.h"

namespace holdline::chaos {

using namespace Qt::StringLiterals;

namespace {

BackoffPolicy impatience()
{
    return {.initial = Duration(10),
            .factor = 1.5,
            .maximum = Duration(100),
            .attempts = std::nullopt,
            .jitter = Duration(10)};
}

client::LinkTimings timings()
{
    client::LinkTimings timings;
    timings.immediateRetrySpread = Duration(10);
    timings.uncountedSpacing = Duration(0);
    timings.pingTalking = Duration(150);
    timings.pongWaitTalking = Duration(300);
    timings.pongMargin = Duration(200);
    return timings;
}

} // namespace

HastyClient::HastyClient(const QUrl &server) : HastyClient(server, {}, nullptr, {}) { }

HastyClient::HastyClient(const QUrl &server, const Home &home)
    : HastyClient(server, home.folder, std::make_unique<client::FileVault>(home.folder),
                  home.hasOutboxes ? home.folder : QString())
{
}

HastyClient::HastyClient(const QUrl &server, const QString &settings,
                         std::unique_ptr<client::Vault> secrets, const QString &outboxes)
    : m_settings((settings.isEmpty() ? m_folder.path() : settings) + u"/client.ini"_s,
                 QSettings::IniFormat)
    , m_ids(m_settings)
    , m_secrets(nullptr, std::move(secrets))
    , m_socket(impatience(), m_ids, m_clock, nullptr, timings())
    , m_line(m_socket, m_ids, m_secrets, m_clock)
{
    m_line.keepUnsentIn(outboxes);
    m_socket.setEndpoint(client::Endpoint::forAddress(server.toString()));
    m_socket.setInConversation(true);
    // What waited goes out when the line is back, as in a conversation.
    QObject::connect(&m_line, &client::Line::sessionStarted, &m_line,
                     [this] { m_line.durable().release(); });
}

} // namespace holdline::chaos
