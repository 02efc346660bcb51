// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/handshake.h"

#include "client/link/reconnectingsocket.h"
#include "core/log.h"
#include "protocol/limits.h"
#include "protocol/proof.h"

#include <QPointer>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace holdline::client {

using protocol::Welcome;

namespace {

/// After so many rejections in a row the session itself must be the cause.
constexpr int kRejectionsOfASession = 2;

} // namespace

Handshake::Handshake(ReconnectingSocket &socket, SessionIds &ids, SessionSecrets &secrets)
    : m_socket(socket)
    , m_ids(ids)
    , m_secrets(secrets)
    , m_instance(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

protocol::AudioOffer Handshake::offer() const
{
    return {.micRates = {protocol::kMicRate},
            .ttsRates = {protocol::kSampleRate},
            .codecs = m_socket.dialect().codecsFor(m_socket.endpoint())};
}

QString Handshake::serverKey() const
{
    return m_socket.endpoint().sessionKey;
}

QString Handshake::idKey() const
{
    return SessionIds::durable(serverKey());
}

void Handshake::begin(const std::optional<protocol::ResumePoint> &point)
{
    m_stage = Stage::AwaitingHello;
    m_point = point;
    m_asked.reset();
}

void Handshake::end()
{
    m_stage = Stage::Idle;
}

void Handshake::onHello(const protocol::Hello &message)
{
    if (m_stage != Stage::AwaitingHello) {
        Q_EMIT violated(u"an uncalled-for hello"_s);
        return;
    }
    const int dial = m_socket.machine().state().dial;
    m_socket.greeted();
    // Not even asked: a keychain may keep a server waiting that has no session of ours.
    if (!knowsSession() && serverKey() != Endpoint::kEmbedded) {
        open();
        return;
    }
    m_stage = Stage::AwaitingSecret;
    m_secrets.find(serverKey(),
                   [self = QPointer(this), dial,
                    nonce = message.nonce](const std::optional<SessionSecret> &kept) {
                       if (self && self->m_stage == Stage::AwaitingSecret
                           && self->m_socket.machine().state().dial == dial)
                           self->introduce(nonce, kept);
                   });
}

void Handshake::introduce(const QByteArray &nonce, const std::optional<SessionSecret> &kept)
{
    const auto *live = std::get_if<link::Live>(&m_socket.machine().state().stage);
    const bool isSuspect =
        live && live->outage && live->outage->rejections >= kRejectionsOfASession;
    if (!kept || isSuspect) {
        open();
        return;
    }
    m_stage = Stage::Resuming;
    m_asked = kept->id;
    m_socket.send(protocol::Resume{.instance = m_instance,
                                   .audio = offer(),
                                   .window = protocol::kWindow,
                                   .id = kept->id,
                                   .proof = protocol::resumeProof(kept->secret, kept->id, nonce),
                                   .point = m_point});
}

void Handshake::open()
{
    m_stage = Stage::Opening;
    m_asked.reset();
    m_socket.send(
        protocol::Open{.instance = m_instance, .audio = offer(), .window = protocol::kWindow});
}

void Handshake::onReset(const protocol::Reset &message)
{
    if (m_stage != Stage::Opening && m_stage != Stage::Resuming) {
        Q_EMIT violated(u"an uncalled-for reset"_s);
    } else if (message.reason == protocol::Reset::Reason::Overload) {
        m_socket.refuse({.reason = LossReason::Busy, .after = message.after},
                        u"the server is overloaded"_s);
    } else if (m_stage == Stage::Opening) {
        Q_EMIT violated(u"a new session is unknown"_s);
    } else {
        qCInfo(lcSession).noquote() << "session" << m_asked->shortened() << "is gone";
        forget(false);
        m_socket.greeted();
        if (m_stage == Stage::Resuming)
            open();
    }
}

bool Handshake::accepts(const Welcome &welcome) const
{
    const bool isNew = welcome.mode == Welcome::Mode::New;
    const bool isAwaited = m_stage == Stage::Opening
        ? isNew
        : m_stage == Stage::Resuming && !isNew && welcome.id == m_asked;
    const protocol::AudioOffer offered = offer();
    return isAwaited && offered.micRates.contains(welcome.micRate)
        && offered.ttsRates.contains(welcome.ttsRate) && offered.codecs.contains(welcome.codec);
}

Line::Session Handshake::remember(const Welcome &welcome)
{
    using Origin = Line::Session::Origin;
    Origin origin = Origin::Resumed;
    if (welcome.mode == Welcome::Mode::Rejoined) {
        origin = Origin::Rejoined;
    } else if (welcome.mode == Welcome::Mode::New) {
        origin = m_ids.find(idKey()) ? Origin::Replacement : Origin::New;
        m_ids.store(idKey(), welcome.id);
        m_secrets.store(serverKey(), {welcome.id, welcome.secret});
    }
    if (m_ids.find(serverKey())) // from a time when this server was a Plain one
        m_ids.forget(serverKey());
    qCInfo(lcLink).noquote() << (origin == Origin::Resumed || origin == Origin::Rejoined
                                     ? "restored session"
                                     : "new session")
                             << welcome.id.shortened();
    return {.id = welcome.id,
            .kind = Line::Kind::Durable,
            .origin = origin,
            .messageCount = welcome.messageCount,
            .age = welcome.age,
            .createdAt = welcome.createdAt};
}

void Handshake::forget(bool forGood)
{
    m_secrets.forget(serverKey());
    if (forGood)
        m_ids.forget(idKey());
}

} // namespace holdline::client
