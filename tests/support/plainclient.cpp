// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/plainclient.h"

#include "protocol/audioframe.h"
#include "protocol/limits.h"

#include <QNetworkRequest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::testing {

PlainClient::PlainClient() : m_socket(std::make_unique<QWebSocket>())
{
    m_clock.start();
    m_microphone.setTimerType(Qt::PreciseTimer);
    m_microphone.setInterval(5ms);
    connect(&m_microphone, &QTimer::timeout, this, &PlainClient::sendDueFrames);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (const auto message = protocol::decodeServerMessage(text.toUtf8())) {
            m_received.push_back({message.value(), now()});
            Q_EMIT messageReceived();
        }
    });
}

PlainClient::~PlainClient()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

void PlainClient::open(const QUrl &url, std::optional<SessionId> offered, const QByteArray &token,
                       const QString &origin)
{
    QUrl target = url;
    if (offered) {
        QUrlQuery query;
        query.addQueryItem(u"session_id"_s, offered->toString());
        target.setQuery(query);
    }
    QNetworkRequest request(target);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    if (!origin.isEmpty())
        request.setRawHeader("Origin", origin.toLatin1());
    m_socket->open(request);
}

void PlainClient::close()
{
    m_microphone.stop();
    m_socket->close();
}

void PlainClient::send(const protocol::ClientMessage &message)
{
    m_socket->sendTextMessage(QString::fromUtf8(protocol::encode(message)));
}

void PlainClient::speak(const audio::Pcm &pcm)
{
    m_toSpeak = pcm;
    m_spoken = 0;
    m_speaking.start();
    m_microphone.start();
}

void PlainClient::sendDueFrames()
{
    const auto due =
        audio::samplesIn(std::chrono::milliseconds(m_speaking.elapsed()), protocol::kSampleRate);
    while (m_spoken < m_toSpeak.size()) {
        const std::size_t length =
            std::min<std::size_t>(protocol::kFrameSamples, m_toSpeak.size() - m_spoken);
        if (m_spoken + length > due)
            return;
        const audio::PcmView frame(m_toSpeak.data() + m_spoken, length);
        m_socket->sendBinaryMessage(
            protocol::encode(protocol::AudioFrame{.pcm = audio::toBytes(frame)}));
        m_spoken += length;
    }
    m_microphone.stop();
}

std::optional<SessionId> PlainClient::session() const
{
    const auto named = all<protocol::SessionAssigned>();
    return named.isEmpty() ? std::nullopt : std::optional(named.last().id);
}

audio::Pcm PlainClient::heard() const
{
    audio::Pcm pcm;
    for (const protocol::TtsChunk &chunk : all<protocol::TtsChunk>()) {
        const audio::Pcm samples = audio::fromBytes(chunk.pcm);
        pcm.insert(pcm.end(), samples.begin(), samples.end());
    }
    return pcm;
}

} // namespace holdline::testing
