// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/wireclient.h"

#include "protocol/audioframe.h"
#include "protocol/limits.h"
#include "support/signals.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace holdline::testing {

WireClient::WireClient(const QUrl &url, const QByteArray &origin)
    : m_socket(QString::fromLatin1(origin))
{
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &WireClient::keep);
    m_socket.open(url);
}

WireClient::~WireClient() = default;

void WireClient::send(const protocol::ClientMessage &message)
{
    m_socket.sendTextMessage(QString::fromUtf8(protocol::encode(message)));
}

void WireClient::type(const QString &text)
{
    send(protocol::TextMessage{text});
}

void WireClient::sendAudio(audio::PcmView pcm)
{
    while (!pcm.empty()) {
        const auto size = std::min<std::size_t>(pcm.size(), protocol::kFrameSamples);
        m_socket.sendBinaryMessage(
            protocol::encode(protocol::AudioFrame{.pcm = audio::toBytes(pcm.first(size))}));
        pcm = pcm.subspan(size);
    }
}

void WireClient::speak(std::chrono::milliseconds duration)
{
    sendAudio(humming(audio::kDeviceRate, duration));
}

void WireClient::beSilent(std::chrono::milliseconds duration)
{
    sendAudio(silence(audio::kDeviceRate, duration));
}

void WireClient::startNewStory()
{
    m_story.clear();
    m_messages.clear();
}

void WireClient::keep(const QString &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    QString entry = json[QLatin1StringView("type")].toString();
    if (const QString state = json[QLatin1StringView("state")].toString(); !state.isEmpty())
        entry = state;
    if (m_story.isEmpty() || m_story.last() != entry)
        m_story.append(entry);
    const auto message = protocol::decodeServerMessage(text.toUtf8());
    if (message)
        m_messages.append(message.value());
    else
        m_story.append(u"undecodable: "_s + text);
}

} // namespace holdline::testing
