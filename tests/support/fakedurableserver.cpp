// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakedurableserver.h"

#include "core/overloaded.h"
#include "protocol/limits.h"
#include "protocol/proof.h"

#include <QRegularExpression>

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::testing {

using protocol::Welcome;
using protocol::WireMessage;

FakeDurableServer::FakeDurableServer() : m_window(protocol::kWindow)
{
    m_wire.setManner(FakeVoiceServer::Manner::NamesNothing);
    m_wire.setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
    connect(&m_wire, &FakeVoiceServer::served, this, &FakeDurableServer::serve);
}

bool FakeDurableServer::reaches(Step step)
{
    if (m_cutAt == step) {
        m_cutAt.reset();
        if (step == Step::Hello) // the connection is still being made
            QMetaObject::invokeMethod(&m_wire, &FakeVoiceServer::cut, Qt::QueuedConnection);
        else
            m_wire.cut();
        return false;
    }
    return !m_silentAt || step < *m_silentAt;
}

void FakeDurableServer::serve(QWebSocket *socket)
{
    connect(socket, &QWebSocket::textMessageReceived, this, [this, socket](const QString &text) {
        onMessage(socket, {.binary = false, .bytes = text.toUtf8()});
    });
    connect(socket, &QWebSocket::binaryMessageReceived, this,
            [this, socket](const QByteArray &bytes) {
                onMessage(socket, {.binary = true, .bytes = bytes});
            });
    connect(socket, &QWebSocket::disconnected, this, [this, socket] {
        if (m_socket == socket) {
            m_isLive = false;
            m_stream.detach();
        }
    });
    if (m_socket && m_socket->isValid())
        m_socket->close(QWebSocketProtocol::CloseCode(m_replaced));
    m_socket = socket;
    m_isLive = false;
    m_stream.detach();
    m_nonce = protocol::randomBytes(protocol::kNonceBytes);
    if (reaches(Step::Hello))
        say(protocol::Hello{.nonce = m_nonce, .maxMessage = qint64(protocol::kMaxMessageBytes)});
}

void FakeDurableServer::onMessage(QWebSocket *socket, const WireMessage &message)
{
    if (socket != m_socket)
        return;
    if (message.binary || !protocol::isControl(message.bytes)) {
        onItem(message);
        return;
    }
    const auto control = protocol::decodeControlMessage(message.bytes);
    if (!control)
        qFatal("the client said: %s", message.bytes.constData());
    m_controls.append(control.value());
    onControl(control.value());
}

void FakeDurableServer::onControl(const protocol::ControlMessage &message)
{
    std::visit(Overloaded{[this](const protocol::Open &) { onOpen(); },
                          [this](const protocol::Resume &m) { onResume(m); },
                          [this](const protocol::Ack &m) {
                              if (!m_stream.acknowledge(m.upTo))
                                  qFatal("the client acknowledges what was never sent");
                          },
                          [this](const protocol::Bye &) {
                              forgetSession();
                              say(protocol::ByeOk{});
                          },
                          [](const auto &) {}},
               message);
}

void FakeDurableServer::onItem(const WireMessage &message)
{
    if (!m_isLive || !m_isTaking)
        return;
    const auto arrival = m_stream.receive(message);
    if (!arrival)
        qFatal("the client breaks the protocol: %d", int(arrival.error()));
    const auto *fresh = std::get_if<protocol::Stream::Fresh>(&arrival.value());
    if (!fresh)
        return;
    m_stream.committed(fresh->seq, {});
    if (const auto item =
            message.binary ? protocol::decodeAudioItem(message.bytes) : std::nullopt) {
        m_audio.append(*item);
        m_story.append(u"[%1]"_s.arg(item->position));
    } else if (const auto decoded = protocol::decodeClientMessage(message.bytes)) {
        m_messages.append(decoded.value());
        if (const auto *text = std::get_if<protocol::TextMessage>(&decoded.value()))
            m_story.append(text->text);
    }
    say(protocol::Ack{m_stream.takeAck(), {}});
}

// ---- sessions

void FakeDurableServer::onOpen()
{
    if (m_reset && m_reset->reason == protocol::Reset::Reason::Overload) {
        say(*std::exchange(m_reset, {}));
        return;
    }
    m_id = SessionId::generate();
    m_secret = protocol::randomBytes(protocol::kSecretBytes);
    m_received.clear();
    m_epoch.clear();
    beginEpoch();
    welcome(Welcome::Mode::New, 0);
}

void FakeDurableServer::onResume(const protocol::Resume &resume)
{
    const bool isOurs =
        m_id == resume.id && resume.proof == protocol::resumeProof(m_secret, resume.id, m_nonce);
    if (m_reset || !isOurs) {
        say(std::exchange(m_reset, {})
                .value_or(protocol::Reset{protocol::Reset::Reason::Unknown, {}}));
        return;
    }
    ++m_resumed;
    const bool goesOn = resume.point && resume.point->received && resume.point->epoch == m_epoch;
    if (goesOn && m_stream.covers(*resume.point->received)) {
        m_stream.attach(*resume.point->received, resume.window);
        welcome(Welcome::Mode::Resumed, m_stream.received());
        return;
    }
    beginEpoch();
    welcome(Welcome::Mode::Rejoined, resume.point ? m_received.value(resume.point->epoch) : 0);
}

void FakeDurableServer::beginEpoch()
{
    const QString last = u"e%1"_s.arg(m_epochs);
    m_received.insert(last, m_stream.received());
    m_epoch = u"e%1"_s.arg(++m_epochs);
    m_stream = {};
    m_stream.attach(0, protocol::kWindow);
}

void FakeDurableServer::welcome(Welcome::Mode mode, quint64 received)
{
    if (!reaches(Step::Welcome))
        return;
    Welcome message{.mode = mode,
                    .id = *m_id,
                    .epoch = m_epoch,
                    .secret = mode == Welcome::Mode::New ? m_secret : QByteArray(),
                    .received = received,
                    .window = m_window,
                    .micRate = protocol::kMicRate,
                    .ttsRate = protocol::kSampleRate,
                    .codec = u"pcm"_s,
                    .reconnected = m_resumed,
                    .age = std::chrono::seconds(7),
                    .createdAt = WallTime(std::chrono::hours(1)),
                    .messageCount = static_cast<int>(m_history.size())};
    if (const auto change = m_change)
        change(message);
    m_isLive = true;
    say(protocol::ControlMessage(message));
    if (mode == Welcome::Mode::Rejoined)
        tellHistory();
    if (m_isLive && reaches(Step::Live))
        pump();
}

void FakeDurableServer::tellHistory()
{
    for (const protocol::HistoryMessage &message : std::as_const(m_history)) {
        if (reaches(Step::History))
            say(protocol::History{{message}});
    }
    if (reaches(Step::HistoryEnd))
        say(protocol::HistoryEnd{});
}

// ---- going out

void FakeDurableServer::say(const protocol::ServerMessage &message)
{
    m_stream.logged(m_stream.append({.binary = false, .bytes = protocol::encode(message)}));
    pump();
}

void FakeDurableServer::say(const protocol::AudioItem &item)
{
    m_stream.logged(m_stream.append({.binary = true, .bytes = protocol::encode(item)}));
    pump();
}

void FakeDurableServer::pump()
{
    while (m_isLive && m_socket) {
        const auto message = m_stream.next();
        if (!message)
            return;
        if (message->binary)
            m_socket->sendBinaryMessage(message->bytes);
        else
            sayRaw(message->bytes);
    }
}

void FakeDurableServer::sayRaw(const QByteArray &json)
{
    if (m_socket)
        m_socket->sendTextMessage(QString::fromUtf8(json));
}

QStringList FakeDurableServer::texts() const
{
    return QStringList(m_story).filter(QRegularExpression(u"^[^\\[]"_s));
}

} // namespace holdline::testing
