// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/netns/talker.h"

#include "protocol/limits.h"
#include "support/signals.h"

#include <cstdio>

namespace holdline::netns {

using namespace Qt::StringLiterals;
using client::Line;

namespace {

constexpr Duration kItem{100};
constexpr double kQuiet = 0.0005; ///< too quiet for speech

void tell(const QString &what, const QString &more = {})
{
    std::printf("%s %lld %s\n", qPrintable(what),
                static_cast<long long>(nanoseconds(std::chrono::steady_clock::now())),
                qPrintable(more));
    std::fflush(stdout);
}

} // namespace

Talker::Talker(const QUrl &server)
    : m_settings(m_folder.filePath(u"client.ini"_s), QSettings::IniFormat)
    , m_ids(m_settings)
    , m_secrets(nullptr, nullptr)
    , m_socket(BackoffPolicy::standard(), m_ids, m_clock)
    , m_line(m_socket, m_ids, m_secrets, m_clock)
    , m_room(audio::toBytes(testing::noise(protocol::kMicRate, kItem, kQuiet)))
{
    m_socket.setDialect({.wanted = client::DialectChoice::Wanted::Durable});
    m_socket.setEndpoint(client::Endpoint::forAddress(server.toString()));
    m_socket.setInConversation(true);
    m_microphone.setTimerType(Qt::PreciseTimer);
    connect(&m_microphone, &QTimer::timeout, this, &Talker::speak);
    connect(&m_line, &Line::sessionStarted, this, [this](const Line::Session &session) {
        tell(u"session"_s, QString::number(static_cast<int>(session.origin)));
        m_line.durable().release();
        if (!m_microphone.isActive())
            m_microphone.start(kItem);
    });
    connect(&m_line, &Line::lost, this, [] { tell(u"lost"_s); });
    connect(&m_socket, &client::ReconnectingSocket::received, this, &Talker::onMessage);
}

void Talker::speak()
{
    m_line.durable().send(protocol::AudioItem{.position = m_position, .stream = 1, .pcm = m_room});
    m_position += protocol::kCaptureItemSamples;
}

void Talker::onMessage(const protocol::WireMessage &message)
{
    if (!message.binary && protocol::isControl(message.bytes)) {
        const auto control = protocol::decodeControlMessage(message.bytes);
        if (!control)
            return;
        if (const auto *welcome = std::get_if<protocol::Welcome>(&control.value()))
            m_awaited = welcome->received;
        else if (const auto *ack = std::get_if<protocol::Ack>(&control.value()))
            onAck(ack->upTo);
    } else if (const auto tag = protocol::tagOf(message); tag && tag.value()) {
        onAck(tag.value()->ack);
    }
}

void Talker::onAck(quint64 upTo)
{
    if (!m_awaited || upTo <= *m_awaited)
        return;
    m_awaited.reset();
    tell(u"acked"_s);
}

qint64 nanoseconds(Instant instant)
{
    return std::chrono::nanoseconds(instant.time_since_epoch()).count();
}

} // namespace holdline::netns
