// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/durableclient.h"

#include "protocol/proof.h"
#include "support/signals.h"

#include <QTest>
#include <QWebSocketHandshakeOptions>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::testing {

DurableClient::DurableClient(QUrl url, QByteArray token)
    : m_url(std::move(url))
    , m_token(std::move(token))
{
    dial();
}

DurableClient::~DurableClient() = default;

// ---- connections

void DurableClient::dial()
{
    if (m_socket)
        m_older.push_back(std::move(m_socket));
    m_socket = std::make_unique<QWebSocket>();
    for (auto &older : m_older)
        older->disconnect(this);
    m_controls.clear();
    m_stream.detach();
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        receive({false, text.toUtf8()});
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) {
                receive({true, bytes});
            });
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
    QNetworkRequest request(m_url);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token);
    m_socket->open(request, options);
}

void DurableClient::cut()
{
    m_stream.detach();
    m_socket->abort();
}

// ---- the handshake

void DurableClient::open()
{
    send(protocol::Open{u"test"_s, offer(), m_window});
}

void DurableClient::resume(bool forgot)
{
    protocol::Resume request{u"test"_s, offer(), m_window, *m_id, proof(), std::nullopt};
    if (!forgot && !m_epoch.isEmpty())
        request.point = protocol::ResumePoint{m_epoch, m_stream.received()};
    send(request);
}

QByteArray DurableClient::proof() const
{
    return protocol::resumeProof(m_secret, *m_id, last<protocol::Hello>()->nonce);
}

void DurableClient::adopt(const DurableClient &owner)
{
    m_id = owner.m_id;
    m_secret = owner.m_secret;
}

bool DurableClient::enter()
{
    return QTest::qWaitFor([this] { return isGreeted(); })
        && (open(), QTest::qWaitFor([this] { return isWelcome(); }));
}

bool DurableClient::comeBack()
{
    cut();
    dial();
    return QTest::qWaitFor([this] { return isGreeted(); })
        && (resume(), QTest::qWaitFor([this] { return isWelcome(); }));
}

protocol::AudioOffer DurableClient::offer() const
{
    return {{protocol::kMicRate}, {protocol::kSampleRate}, m_codecs};
}

// ---- talking

void DurableClient::sendRaw(const protocol::WireMessage &message)
{
    if (message.binary)
        m_socket->sendBinaryMessage(message.bytes);
    else
        m_socket->sendTextMessage(QString::fromUtf8(message.bytes));
}

void DurableClient::type(const QString &text, const QString &id)
{
    send(protocol::ClientMessage(protocol::TextMessage{text, id}));
}

void DurableClient::sendAudio(audio::PcmView pcm, bool replayed)
{
    while (!pcm.empty()) {
        const auto size = std::min<std::size_t>(pcm.size(), protocol::kCaptureItemSamples);
        append({true,
                encode(protocol::AudioItem{.replayed = replayed,
                                           .position = m_captured,
                                           .stream = 1,
                                           .pcm = audio::toBytes(pcm.first(size))})});
        m_captured += size;
        pcm = pcm.subspan(size);
    }
}

void DurableClient::speak(std::chrono::milliseconds duration)
{
    sendAudio(humming(audio::kSpeechRate, duration));
}

void DurableClient::beSilent(std::chrono::milliseconds duration)
{
    sendAudio(silence(audio::kSpeechRate, duration));
}

void DurableClient::tellPlayed(quint32 utterance, quint64 position)
{
    send(protocol::Ack{m_stream.takeAck(), protocol::Played{utterance, position}});
}

void DurableClient::append(const protocol::WireMessage &item)
{
    m_stream.logged(m_stream.append(item));
    pump();
}

void DurableClient::pump()
{
    while (const auto message = m_stream.next())
        sendRaw(*message);
}

// ---- what was heard

QStringList DurableClient::turns() const
{
    QStringList texts;
    for (const auto &turn : items<protocol::FinalUserRequest>())
        texts += turn.content;
    return texts;
}

QStringList DurableClient::answers() const
{
    QStringList texts;
    for (const auto &answer : items<protocol::FinalAssistantAnswer>())
        texts += answer.content;
    return texts;
}

audio::Pcm DurableClient::heardSpeech() const
{
    audio::Pcm all;
    for (const protocol::AudioItem &item : m_speech) {
        const audio::Pcm pcm = audio::fromBytes(item.pcm);
        all.insert(all.end(), pcm.begin(), pcm.end());
    }
    return all;
}

void DurableClient::receive(const protocol::WireMessage &message)
{
    if (!message.binary && protocol::isControl(message.bytes)) {
        if (const auto control = protocol::decodeControlMessage(message.bytes))
            onControl(control.value());
        else
            m_violation = true;
        return;
    }
    const auto arrival = m_stream.receive(message);
    if (!arrival) {
        m_violation = true;
        return;
    }
    const auto *fresh = std::get_if<protocol::Stream::Fresh>(&arrival.value());
    if (fresh && message.binary)
        m_speech.append(*protocol::decodeAudioItem(message.bytes));
    else if (const auto json = protocol::decodeServerMessage(message.bytes);
             !message.binary && json)
        (fresh ? m_items : m_transients).append(json.value());
    if (fresh)
        m_stream.committed(fresh->seq, std::chrono::steady_clock::now());
    if (fresh && m_acknowledging)
        send(protocol::Ack{m_stream.takeAck(), std::nullopt});
    pump();
}

void DurableClient::onControl(const protocol::ControlMessage &control)
{
    m_controls.append(control);
    if (const auto *welcome = std::get_if<protocol::Welcome>(&control)) {
        onWelcome(*welcome);
    } else if (const auto *history = std::get_if<protocol::History>(&control)) {
        m_history += history->messages;
    } else if (std::holds_alternative<protocol::HistoryEnd>(control)) {
        m_stream.attach(0, m_peerWindow);
        pump();
    } else if (const auto *ack = std::get_if<protocol::Ack>(&control)) {
        m_violation |= !m_stream.acknowledge(ack->upTo).ok();
        pump();
    }
}

void DurableClient::onWelcome(const protocol::Welcome &welcome)
{
    using Mode = protocol::Welcome::Mode;
    m_id = welcome.id;
    m_peerWindow = welcome.window;
    if (welcome.mode == Mode::New)
        m_secret = welcome.secret;
    if (welcome.mode == Mode::Resumed) {
        m_stream.attach(welcome.received, welcome.window);
        pump();
        return;
    }
    m_epoch = welcome.epoch;
    const auto rest = m_stream.beyond(welcome.received);
    m_stream = protocol::Stream();
    for (const protocol::WireMessage &item : rest)
        m_stream.logged(m_stream.append(item));
    if (welcome.mode == Mode::Rejoined) {
        m_history.clear();
        return; // the history comes first
    }
    m_stream.attach(0, welcome.window);
    pump();
}

} // namespace holdline::testing
