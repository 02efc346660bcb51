// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/server.h"
#include "speech/recognizerpool.h"
#include "speech/synthesizerpool.h"
#include "tools/chaos/rampspeech.h"
#include "tools/chaos/tapstore.h"

namespace holdline::chaos {

/// The whole server with a recogniser that hears nothing, and with a responder and a voice that
/// make ramps. So only line, streams and store are tested.
class RampServer
{
public:
    explicit RampServer(std::unique_ptr<server::SessionStore> store);

    bool listens() const { return m_listens; }
    quint16 port() const { return m_server.port(); }
    TapStore &store() { return m_store; }
    server::SessionRegistry &registry() { return m_registry; }

private:
    Clock m_clock;
    TapStore m_store;
    server::SessionRegistry m_registry;
    speech::RecognizerPool m_recognizers;
    speech::SynthesizerPool m_voices;
    RampResponder m_responder;
    server::Server m_server;
    bool m_listens = false;
};

} // namespace holdline::chaos
