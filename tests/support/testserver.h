// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/limits.h"
#include "server/memorystore.h"
#include "server/server.h"
#include "support/manualclock.h"
#include "support/scriptedrecognizer.h"
#include "support/scriptedresponder.h"
#include "support/scriptedsynthesizer.h"

#include <memory>

namespace holdline::testing {

/// A whole server on a loopback port of its own whose ears, thoughts, voice and clock belong to the
/// test. Repeats what it hears unless the test gives it a script.
class TestServer
{
public:
    struct Options
    {
        server::ServerSettings settings{};
        int recognizers = 2;
        std::unique_ptr<server::SessionStore> store = server::memoryStore();
        ScriptedResponder::Script script = [](const speech::Prompt &prompt) {
            const QString whole = QStringLiteral("You said: %1.").arg(prompt.text);
            return ScriptedReply{.pieces = {whole.mid(prompt.prefix.size())}};
        };
    };

    TestServer() : TestServer(Options()) { }
    explicit TestServer(Options options)
        : responder(std::move(options.script))
        , store(std::move(options.store))
        , registry(*store, clock, {.timeout = options.settings.sessionTimeout})
        , recognizers(scriptedRecognizer(ears), options.recognizers)
        , voices(scriptedSynthesizer(voice), 1, protocol::kSampleRate)
        , server(onAnyPort(options.settings), registry, {recognizers, voices, responder, clock},
                 [] { return QByteArray("{}"); })
    {
        m_scheme = QString::fromLatin1(options.settings.hasTls() ? "wss" : "ws");
        m_listens = server.listen().ok();
    }

    bool listens() const { return m_listens; }
    QUrl url(const QString &query = {}) const
    {
        QUrl url(QStringLiteral("%1://127.0.0.1:%2/ws").arg(m_scheme).arg(server.port()));
        url.setQuery(query);
        return url;
    }

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
    static server::ServerSettings onAnyPort(server::ServerSettings settings)
    {
        settings.port = 0;
        return settings;
    }

    QString m_scheme;
    bool m_listens = false;
};

} // namespace holdline::testing
