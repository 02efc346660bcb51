// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/plain/plainoutlet.h"

#include <algorithm>
#include <utility>

namespace holdline::server {

namespace {
// About 8 s of speech: enough to bridge a stutter, and short enough for interruptions.
constexpr qint64 kRoomForAudio = 1024 * 1024;
} // namespace

PlainOutlet::PlainOutlet(Session &session, SessionRegistry &registry, ClientConnection &connection,
                         const HeldMemory::Share &held, const Clock &clock)
    : m_writer(registry, session)
    , m_record(session, clock, m_writer)
    , m_connection(connection)
    , m_held(held)
    , m_clock(clock)
{
    m_room.setSingleShot(true);
    connect(&m_room, &QTimer::timeout, this, [this] {
        waitUntilPlayed();
        if (!m_room.isActive())
            Q_EMIT roomMade();
    });
}

void PlainOutlet::sendPartialTurn(const QString &words)
{
    send(protocol::PartialUserRequest{words});
}

void PlainOutlet::sendPartialAnswer(const QString &text)
{
    send(protocol::PartialAssistantAnswer{text});
}

void PlainOutlet::sendActivity(protocol::Activity::State state)
{
    send(protocol::Activity{state});
}

void PlainOutlet::enterSpokenTurn(const QString &text, quint64 /*neededFrom*/)
{
    if (text.isEmpty())
        send(protocol::PartialUserRequest{{}});
    else
        enterTypedTurn(text, {});
}

void PlainOutlet::enterTypedTurn(const QString &text, const QString & /*id*/)
{
    send(protocol::FinalUserRequest{text});
    m_record.append(speech::Role::User, text);
}

void PlainOutlet::clearHistory(Memories memories)
{
    m_record.clearHistory();
    if (memories == Memories::Forget)
        m_record.setMemory({});
}

void PlainOutlet::configure(const protocol::Configuration &configuration)
{
    m_record.configure(configuration);
    send(protocol::Configured{configuration});
}

void PlainOutlet::beginAnswer()
{
    m_messageId.clear();
}

void PlainOutlet::writeAnswer(const QString & /*text*/, bool /*complete*/,
                              const speech::Memory &memory)
{
    m_record.setMemory(memory);
}

void PlainOutlet::addSpeech(const audio::Pcm &pcm)
{
    send(protocol::TtsChunk{audio::toBytes(pcm)});
    m_playedOut =
        std::max(m_playedOut, m_clock.now()) + audio::durationOf(pcm.size(), audio::kDeviceRate);
    waitUntilPlayed();
}

Duration PlainOutlet::unplayed() const
{
    return std::max(Duration(0), elapsed(m_playedOut, m_clock.now()));
}

/// If too much speech is unplayed, starts the timer that asks for more when there is room.
void PlainOutlet::waitUntilPlayed()
{
    if (unplayed() >= kMaxUnplayed)
        m_room.start(unplayed() - kMaxUnplayed + Duration(1));
}

void PlainOutlet::endSentence(const QString & /*text*/, int /*character*/) { }

void PlainOutlet::completeAnswer(const QString &text)
{
    send(protocol::FinalAssistantAnswer{text});
    if (!text.isEmpty())
        m_messageId = m_record.append(speech::Role::Assistant, text);
}

void PlainOutlet::interruptAnswer(const QString &text, int heard, bool tell)
{
    m_playedOut = {};
    m_room.stop();
    if (tell) {
        send(protocol::FinalAssistantAnswer{text.left(heard)});
        send(protocol::StopTts{});
        send(protocol::TtsInterruption{});
    }
    QString id = std::exchange(m_messageId, {});
    if (id.isEmpty() && !text.isEmpty())
        id = m_record.append(speech::Role::Assistant, text);
    if (heard < text.size())
        m_record.cutShort(id, heard);
}

void PlainOutlet::reportTrouble(const protocol::ServerError &trouble)
{
    send(trouble);
}

bool PlainOutlet::hasRoom() const
{
    return unplayed() < kMaxUnplayed && m_connection.backlog() < kRoomForAudio && m_held.mayGrow();
}

void PlainOutlet::send(const protocol::ServerMessage &message)
{
    if (!m_isMute)
        m_connection.send({.binary = false, .bytes = protocol::encode(message)});
}

} // namespace holdline::server
