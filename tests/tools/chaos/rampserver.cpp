// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/rampserver.h"

#include "protocol/limits.h"
#include "support/scriptedrecognizer.h"

namespace holdline::chaos {

namespace {

server::ServerSettings onAnyPort()
{
    server::ServerSettings settings;
    settings.port = 0;
    return settings;
}

} // namespace

RampServer::RampServer(std::unique_ptr<server::SessionStore> store)
    : m_store(std::move(store))
    , m_registry(m_store, m_clock, {})
    , m_recognizers(testing::scriptedRecognizer(std::make_shared<testing::RecognizerScript>()), 1,
                    m_clock)
    , m_voices(rampSynthesizer(), 1, protocol::kSampleRate)
    , m_server(onAnyPort(), m_registry, {m_recognizers, m_voices, m_responder, m_clock},
               [] { return QByteArray("{}"); })
{
    m_listens = m_server.listen().ok();
}

} // namespace holdline::chaos
