// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/mortalclient.h"

#include "tools/chaos/audit.h"
#include "tools/chaos/rampspeech.h"

#include <cstdio>

namespace holdline::chaos {

using namespace Qt::StringLiterals;
using client::DurableLine;
using client::Line;

namespace {

void tell(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

} // namespace

MortalClient::MortalClient(const QUrl &server, const QString &vault, quint32 life)
    : m_life(life)
    , m_client(server, {.folder = vault, .hasOutboxes = true})
    , m_talk(life)
{
    Line &line = m_client.line();
    connect(&line, &Line::sessionStarted, this, &MortalClient::onSession);
    connect(&line.durable(), &DurableLine::speechReceived, this, &MortalClient::onHeard);
    connect(&line, &Line::received, this, [](const protocol::ServerMessage &message) {
        if (const auto *said = std::get_if<protocol::FinalUserRequest>(&message))
            tell(u"said "_s + said->id);
    });
    connect(&line.durable(), &DurableLine::historyReceived, this,
            [](const QList<protocol::HistoryMessage> &messages) {
                for (const protocol::HistoryMessage &message : messages) {
                    if (message.role == protocol::HistoryMessage::Role::User)
                        tell(u"history "_s + message.id);
                }
            });
    connect(&m_talk, &Talk::spoken, this, [this](protocol::AudioItem item) {
        item.stream = m_life;
        m_client.line().durable().send(item);
        tell(u"spoke %1"_s.arg(m_talk.samples()));
    });
    connect(&m_talk, &Talk::typed, this, [this](const QString &number) {
        const QString id = kTypedId + u"%1-%2"_s.arg(m_life).arg(number);
        m_client.line().send(protocol::TextMessage{number, id});
        tell(u"typed "_s + number);
    });
}

void MortalClient::onSession(const Line::Session &session)
{
    tell(u"session %1"_s.arg(static_cast<int>(session.origin)));
    if (m_life != 0 && m_talk.samples() == 0)
        m_talk.start();
}

void MortalClient::onHeard(const protocol::AudioItem &speech)
{
    SignalCheck check(rampFrom(kSpeechOffset));
    const audio::Pcm pcm = audio::fromBytes(speech.pcm);
    check.take(speech.position, pcm);
    tell(u"speech %1 %2 %3 %4"_s.arg(speech.stream)
             .arg(speech.position)
             .arg(pcm.size())
             .arg(check.wrong()));
    m_client.line().durable().tellPlayed({speech.stream, speech.position + pcm.size()});
}

} // namespace holdline::chaos
