// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/plain/plaincall.h"

#include "core/overloaded.h"
#include "protocol/limits.h"
#include "server/voice/turnpause.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

// One second of microphone audio and some messages. Finding a session takes milliseconds.
constexpr std::size_t kMaxEarlyArrivals = 64;

bool isPlain(const protocol::ClientMessage &message)
{
    return !std::holds_alternative<protocol::Interrupt>(message)
        && !std::holds_alternative<protocol::CallRequest>(message)
        && !std::holds_alternative<protocol::NewConversation>(message)
        && !std::holds_alternative<protocol::SetAside>(message)
        && !std::holds_alternative<protocol::TakeBack>(message)
        && !std::holds_alternative<protocol::ForgetAside>(message)
        && !std::holds_alternative<protocol::DiscardTurn>(message)
        && !std::holds_alternative<protocol::ListVoices>(message)
        && !std::holds_alternative<protocol::SampleVoice>(message);
}

} // namespace

PlainCall::PlainCall(std::unique_ptr<ClientConnection> connection, HeldMemory &held,
                     QObject *parent)
    : QObject(parent)
    , m_connection(std::move(connection))
    , m_held(held)
{
    connect(m_connection.get(), &ClientConnection::received, this, &PlainCall::receive);
    connect(m_connection.get(), &ClientConnection::closed, this, &PlainCall::closed);
    connect(m_connection.get(), &ClientConnection::unfinishedChanged, this, [this] {
        noteHeld();
        if (!m_held.mayGrow())
            m_connection->sendAway();
    });
}

PlainCall::~PlainCall() = default;

std::optional<SessionId> PlainCall::requestedSession() const
{
    return SessionId::parse(QUrlQuery(m_connection->requestUrl()).queryItemValue(u"session_id"_s));
}

void PlainCall::send(const protocol::ServerMessage &message)
{
    m_connection->send({.binary = false, .bytes = protocol::encode(message)});
}

void PlainCall::join(Session &session, SessionRegistry &registry, const VoiceServices &services,
                     Duration pause)
{
    m_session = &session;
    const auto &chosenPause = session.configuration.turnPause;
    const Duration usedPause = chosenPause ? turnPause(*chosenPause) : pause;
    m_outlet =
        std::make_unique<PlainOutlet>(session, registry, *m_connection, m_held, services.clock);
    m_pipeline = std::make_unique<VoicePipeline>(
        session, services, VoicePipeline::Options{.pause = usedPause}, *m_outlet);
    connect(m_outlet.get(), &PlainOutlet::roomMade, this, &PlainCall::proceed);
    connect(m_connection.get(), &ClientConnection::backlogShrank, m_pipeline.get(),
            [this] { proceed(); });
    connect(m_connection.get(), &ClientConnection::peerSeen, m_pipeline.get(),
            [&session, &registry] { registry.touch(session); });
    for (const Arrival &arrival : std::exchange(m_early, {}))
        deliver(arrival);
}

void PlainCall::leave()
{
    if (m_pipeline) {
        m_outlet->mute();
        m_pipeline->hangUp();
        m_pipeline.reset();
        m_outlet.reset();
    }
    m_session = nullptr;
    noteHeld();
}

void PlainCall::proceed()
{
    noteHeld();
    if (m_pipeline)
        m_pipeline->proceed();
}

void PlainCall::noteHeld()
{
    m_held.set(m_connection->heldBytes() + (m_pipeline ? m_pipeline->heldBytes() : 0));
}

void PlainCall::receive(const protocol::WireMessage &message)
{
    if (message.binary)
        receiveAudio(message.bytes);
    else
        receiveText(message.bytes);
}

void PlainCall::receiveText(const QByteArray &json)
{
    const auto message = protocol::decodeClientMessage(json);
    if (!message)
        send(message.error());
    else if (isPlain(message.value()))
        deliver(message.value());
    else
        send(protocol::ValidationError{{{u"type"_s, u"is not known"_s}}});
}

void PlainCall::receiveAudio(const QByteArray &bytes)
{
    if (const auto frame = protocol::decodeAudioFrame(bytes))
        deliver(*frame);
    else
        Q_EMIT frameDropped();
}

void PlainCall::deliver(const Arrival &arrival)
{
    if (!m_pipeline) {
        if (m_early.size() < kMaxEarlyArrivals)
            m_early.push_back(arrival);
        return;
    }
    std::visit(Overloaded{
                   [this](const protocol::ClientMessage &message) {
                       m_pipeline->handle(message);
                       m_connection->charge(MessageRate::ofMessage(message));
                   },
                   [this](const protocol::AudioFrame &frame) {
                       const audio::Pcm pcm = audio::fromBytes(frame.pcm);
                       m_pipeline->hear(pcm);
                       m_connection->chargeSound(MessageRate::ofSound(
                           static_cast<qint64>(pcm.size()), protocol::kSampleRate));
                   },
               },
               arrival);
    noteHeld();
}

} // namespace holdline::server
