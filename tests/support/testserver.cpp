// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testserver.h"

#include "protocol/limits.h"
#include "server/store/memorystore.h"

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

server::ServerSettings onAnyPort(server::ServerSettings settings)
{
    settings.port = 0;
    return settings;
}

} // namespace

TestServer::TestServer() : TestServer(Options()) { }

TestServer::TestServer(Options options)
    : responder(std::move(options.script))
    , store(options.store ? std::move(options.store) : server::memoryStore())
    , registry(*store, clock, {.timeout = options.settings.sessionTimeout})
    , recognizers(scriptedRecognizer(ears), options.recognizers, clock)
    , voices(scriptedSynthesizer(voice), 1, protocol::kSampleRate)
    , server(onAnyPort(options.settings), registry, {recognizers, voices, responder, clock},
             [] { return QByteArray("{}"); })
    , m_scheme(options.settings.hasTls() ? u"wss"_s : u"ws"_s)
    , m_listens(server.listen().ok())
{
}

TestServer::~TestServer() = default;

QUrl TestServer::url(const QString &query) const
{
    QUrl url(u"%1://127.0.0.1:%2/ws"_s.arg(m_scheme).arg(server.port()));
    url.setQuery(query);
    return url;
}

std::optional<ScriptedReply> TestServer::repeat(const speech::Prompt &prompt)
{
    const QString whole = u"You said: %1."_s.arg(prompt.text);
    return ScriptedReply{.pieces = {whole.mid(prompt.prefix.size())}};
}

} // namespace holdline::testing
