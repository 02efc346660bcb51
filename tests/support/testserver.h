// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/server.h"
#include "speech/recognizerpool.h"
#include "speech/synthesizerpool.h"
#include "support/manualclock.h"
#include "support/scriptedrecognizer.h"
#include "support/scriptedresponder.h"
#include "support/scriptedsynthesizer.h"

#include <memory>

namespace holdline::testing {

/// A whole server on a loopback port. The test controls its recognisers, responder, voice and
/// clock. Without a script it repeats what it hears.
class TestServer
{
public:
    struct Options
    {
        server::ServerSettings settings{};
        int recognizers = 2;
        std::unique_ptr<server::SessionStore> store{}; ///< null for a store in memory
        ScriptedResponder::Script script = repeat;
    };

    TestServer();
    explicit TestServer(Options options);
    ~TestServer();

    bool listens() const { return m_listens; }
    QUrl url(const QString &query = {}) const;

    std::shared_ptr<RecognizerScript> ears = std::make_shared<RecognizerScript>();
    std::shared_ptr<SynthesizerScript> voice = std::make_shared<SynthesizerScript>();
    ManualClock clock;
    ScriptedResponder responder;
    std::unique_ptr<server::SessionStore> store;
    server::SessionRegistry registry;
    speech::RecognizerPool recognizers;
    speech::SynthesizerPool voices;
    server::Server server;

private:
    static std::optional<ScriptedReply> repeat(const speech::Prompt &prompt);

    QString m_scheme;
    bool m_listens = false;
};

} // namespace holdline::testing
