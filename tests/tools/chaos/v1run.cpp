// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/v1run.h"

#include "support/childprocess.h"

#include <cstdio>

namespace holdline::chaos {

using namespace Qt::StringLiterals;
using client::DurableLine;
using client::Line;
using std::chrono::steady_clock;
using testing::waitUntil;

namespace {

constexpr Duration kPerCut{3000};
constexpr Duration kSettling{20000};

} // namespace

V1Run::V1Run(int cuts, quint32 seed)
    : m_seed(seed)
    , m_server(storeIn(m_folder))
    , m_nemesis(m_line, seed, cuts)
    , m_talk(seed)
{
    m_server.store().setListener(
        [this](const server::Change &change) { m_audit.noteDurable(change); });
    connect(&m_talk, &Talk::spoken, this, [this](const protocol::AudioItem &item) {
        m_audit.noteSpoken(item);
        m_client->line().durable().send(item);
    });
    connect(&m_talk, &Talk::typed, this, [this](const QString &number) {
        m_audit.noteTyped(kTypedId + number);
        m_client->line().send(protocol::TextMessage{number, kTypedId + number});
    });
    connect(&m_nemesis, &Nemesis::struck, this, [this, cuts](int made) {
        if (made % 100 != 0 && made != cuts)
            return;
        const Report now = report();
        std::fprintf(stderr, "%d cuts; samples %llu up, %llu down; %llu messages\n", made,
                     now.mic.sent, now.tts.sent, now.messages.sent);
    });
}

void V1Run::connectClient()
{
    Line &line = m_client->line();
    connect(&line, &Line::sessionStarted, this, &V1Run::onSession);
    connect(&line, &Line::received, this,
            [this](const protocol::ServerMessage &message) { m_audit.noteReceived(message); });
    connect(&line.durable(), &DurableLine::speechReceived, this,
            [this](const protocol::AudioItem &speech) {
                m_audit.noteHeard(speech);
                const auto samples =
                    static_cast<quint64>(speech.pcm.size()) / sizeof(audio::Sample);
                m_client->line().durable().tellPlayed({speech.stream, speech.position + samples});
            });
}

void V1Run::onSession(const Line::Session &session)
{
    if (session.origin != Line::Session::Origin::Resumed && ++m_sessions > 1)
        std::fprintf(stderr, "after %d cuts the session was not resumed\n", m_nemesis.made());
    if (m_talk.samples() == 0) {
        m_talk.start(); // now the line is known to be Durable
        m_nemesis.start();
    }
    m_nemesis.noteLive();
}

Report V1Run::run()
{
    if (!m_server.listens() || !m_line.listen())
        return report();
    m_line.setTarget(m_server.port());
    m_client = std::make_unique<HastyClient>(m_line.url());
    connectClient();

    const auto start = steady_clock::now();
    m_client->start();
    const bool isDone = waitUntil([this] { return m_sessions > 0 && m_nemesis.isDone(); },
                                  kPerCut * (m_nemesis.cuts() + 10));
    m_talk.stop();
    const bool isAtRest = waitUntil([this] { return m_audit.isAtRest(); }, kSettling);

    Report result = report();
    result.settled = isDone && isAtRest;
    result.seconds = std::chrono::duration<double>(steady_clock::now() - start).count();
    return result;
}

Report V1Run::report() const
{
    Report report{.design = u"v1"_s,
                  .cuts = m_nemesis.made(),
                  .seed = m_seed,
                  .mic = {},
                  .tts = {},
                  .messages = {},
                  .newSessions = std::max(0, m_sessions - 1),
                  .recoveries = m_nemesis.recoveries()};
    m_audit.fill(report);
    return report;
}

} // namespace holdline::chaos
