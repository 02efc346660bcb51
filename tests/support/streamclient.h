// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "protocol/control.h"
#include "protocol/limits.h"
#include "protocol/proof.h"
#include "protocol/stream.h"
#include "support/syntheticvoice.h"

#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <memory>
#include <optional>

namespace holdline::testing {

/// A v1 client without a will of its own: does what the test says, right or wrong, keeps what it
/// hears, and acknowledges it. Its streams outlive its connections.
class StreamClient : public QObject
{
public:
    explicit StreamClient(QUrl url) : m_url(std::move(url)) { dial(); }

    // ---- connections

    /// Another connection; the one before is left as it is, unheard.
    void dial()
    {
        if (m_socket)
            m_older.push_back(std::move(m_socket));
        m_socket = std::make_unique<QWebSocket>();
        for (auto &older : m_older)
            older->disconnect(this);
        m_controls.clear();
        m_stream.detach();
        connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
                [this](const QString &text) {
                    receive({false, text.toUtf8()});
                });
        connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
                [this](const QByteArray &bytes) {
                    receive({true, bytes});
                });
        QWebSocketHandshakeOptions options;
        options.setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
        m_socket->open(m_url, options);
    }
    /// Where the next connection goes.
    void setUrl(const QUrl &url) { m_url = url; }
    /// As when a cable is pulled.
    void cut()
    {
        m_stream.detach();
        m_socket->abort();
    }
    QWebSocket &socket() { return *m_socket; }
    QWebSocket &olderSocket() { return *m_older.back(); }
    int closeCode() const { return static_cast<int>(m_socket->closeCode()); }

    // ---- the handshake

    bool isGreeted() const { return heard<protocol::Hello>(); }
    void open() { send(protocol::Open{QStringLiteral("test"), offer(), m_window}); }
    /// With the right proof, and as far as the client has come unless it `forgot` its streams.
    void resume(bool forgot = false)
    {
        protocol::Resume request{
            QStringLiteral("test"), offer(), m_window, *m_id, proof(), std::nullopt};
        if (!forgot && !m_epoch.isEmpty())
            request.cursor = protocol::Cursor{m_epoch, m_stream.received()};
        send(request);
    }
    QByteArray proof() const
    {
        return protocol::resumeProof(m_secret, *m_id, last<protocol::Hello>()->nonce);
    }
    bool isWelcome() const { return m_stream.isAttached(); }
    void setWindow(qint64 window) { m_window = window; }
    /// What it says it can send; "pcm" at first. What it does send is the business of the test.
    void setCodecs(const QStringList &codecs) { m_codecs = codecs; }
    /// Becomes another client of the same session.
    void adopt(const StreamClient &owner)
    {
        m_id = owner.m_id;
        m_secret = owner.m_secret;
    }

    const std::optional<SessionId> &id() const { return m_id; }
    const QByteArray &secret() const { return m_secret; }
    const QString &epoch() const { return m_epoch; }
    protocol::Stream &stream() { return m_stream; }

    // ---- talking

    void send(const protocol::ControlMessage &message) { sendRaw({false, encode(message)}); }
    void sendRaw(const protocol::WireMessage &message)
    {
        if (message.binary)
            m_socket->sendBinaryMessage(message.bytes);
        else
            m_socket->sendTextMessage(QString::fromUtf8(message.bytes));
    }
    /// Numbered, and sent as soon as there is a session.
    void send(const protocol::ClientMessage &message) { append({false, encode(message)}); }
    void type(const QString &text, const QString &id = {})
    {
        send(protocol::ClientMessage(protocol::TextMessage{text, id}));
    }
    void send(const protocol::AudioItem &item) { append({true, encode(item)}); }
    /// 16 kHz, in items of 100 ms.
    void sendAudio(audio::PcmView pcm, bool replayed = false)
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
    void speak(std::chrono::milliseconds duration)
    {
        sendAudio(humming(audio::kSpeechRate, duration));
    }
    void beSilent(std::chrono::milliseconds duration)
    {
        sendAudio(silence(audio::kSpeechRate, duration));
    }
    void tellPlayed(quint32 utterance, quint64 position)
    {
        send(protocol::Ack{m_stream.takeAck(), protocol::Played{utterance, position}});
    }
    /// What is received from now on is not acknowledged.
    void setAcknowledging(bool acknowledging) { m_acknowledging = acknowledging; }

    // ---- what was heard

    /// Control messages of this connection.
    template <typename Message>
    const Message *last() const
    {
        for (auto it = m_controls.rbegin(); it != m_controls.rend(); ++it) {
            if (const auto *message = std::get_if<Message>(&*it))
                return message;
        }
        return nullptr;
    }
    template <typename Message>
    bool heard() const
    {
        return last<Message>() != nullptr;
    }
    const QList<protocol::HistoryMessage> &history() const { return m_history; }
    /// Numbered messages of all connections, once and in order.
    template <typename Message>
    QList<Message> items() const
    {
        return of<Message>(m_items);
    }
    /// Unnumbered ones.
    template <typename Message>
    QList<Message> transients() const
    {
        return of<Message>(m_transients);
    }
    /// Binary items.
    const QList<protocol::AudioItem> &speech() const { return m_speech; }
    /// Their samples one behind the other.
    audio::Pcm heardSpeech() const
    {
        audio::Pcm all;
        for (const protocol::AudioItem &item : m_speech) {
            const audio::Pcm pcm = audio::fromBytes(item.pcm);
            all.insert(all.end(), pcm.begin(), pcm.end());
        }
        return all;
    }
    bool sawViolation() const { return m_violation; }

private:
    template <typename Message>
    static QList<Message> of(const QList<protocol::ServerMessage> &messages)
    {
        QList<Message> found;
        for (const protocol::ServerMessage &message : messages) {
            if (const auto *wanted = std::get_if<Message>(&message))
                found.append(*wanted);
        }
        return found;
    }
    protocol::AudioOffer offer() const
    {
        return {{protocol::kMicRate}, {protocol::kSampleRate}, m_codecs};
    }

    void append(const protocol::WireMessage &item)
    {
        m_stream.logged(m_stream.append(item));
        pump();
    }
    void pump()
    {
        while (const auto message = m_stream.next())
            sendRaw(*message);
    }

    void receive(const protocol::WireMessage &message)
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

    void onControl(const protocol::ControlMessage &control)
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

    void onWelcome(const protocol::Welcome &welcome)
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

    QUrl m_url;
    std::unique_ptr<QWebSocket> m_socket;
    std::vector<std::unique_ptr<QWebSocket>> m_older;
    protocol::Stream m_stream;
    qint64 m_window = protocol::kWindow;
    QStringList m_codecs{QStringLiteral("pcm")};
    qint64 m_peerWindow = 0;
    bool m_acknowledging = true;
    bool m_violation = false;
    std::optional<SessionId> m_id;
    QByteArray m_secret;
    QString m_epoch;
    quint64 m_captured = 0;
    QList<protocol::ControlMessage> m_controls;
    QList<protocol::HistoryMessage> m_history;
    QList<protocol::ServerMessage> m_items;
    QList<protocol::ServerMessage> m_transients;
    QList<protocol::AudioItem> m_speech;
};

} // namespace holdline::testing
