// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/attack/rawclient.h"

#include "protocol/control.h"
#include "protocol/limits.h"
#include "support/rawwebsocket.h"

#include <QtEndian>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::attack {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

QByteArray frameHeader(Opcode opcode, quint64 size, bool isFinal)
{
    constexpr char kFinal = '\x80';
    constexpr char kMasked = '\x80';
    QByteArray header(1, static_cast<char>(static_cast<char>(opcode) | (isFinal ? kFinal : 0)));
    if (size < 126) {
        header += static_cast<char>(kMasked | static_cast<char>(size));
    } else if (size <= 0xffff) {
        header += static_cast<char>(kMasked | 126);
        header.resize(4);
        qToBigEndian(static_cast<quint16>(size), header.data() + 2);
    } else {
        header += static_cast<char>(kMasked | 127);
        header.resize(10);
        qToBigEndian(size, header.data() + 2);
    }
    return header + QByteArray(4, '\0');
}

QByteArray frame(Opcode opcode, const QByteArray &payload, bool isFinal)
{
    return frameHeader(opcode, static_cast<quint64>(payload.size()), isFinal) + payload;
}

QByteArray itemFrame(const protocol::WireMessage &content, quint64 number)
{
    const auto item = protocol::tagged(content, {.seq = number, .ack = 0});
    return frame(item.binary ? Opcode::Binary : Opcode::Text, item.bytes);
}

RawClient::RawClient(quint16 port) : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in server{
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {}, .sin_zero = {}};
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_descriptor, reinterpret_cast<sockaddr *>(&server), sizeof server) != 0)
        close();
}

RawClient::RawClient(RawClient &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_heard(std::move(other.m_heard))
{
}

RawClient::~RawClient()
{
    close();
}

void RawClient::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

void RawClient::cut()
{
    const linger none{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close();
}

bool RawClient::say(const QByteArray &bytes)
{
    for (qsizetype said = 0; isOpen() && said < bytes.size();) {
        const auto written = ::send(m_descriptor, bytes.constData() + said,
                                    static_cast<std::size_t>(bytes.size() - said), MSG_NOSIGNAL);
        if (written < 0)
            close();
        else
            said += written;
    }
    return isOpen();
}

bool RawClient::read(milliseconds patience)
{
    pollfd wish{.fd = m_descriptor, .events = POLLIN, .revents = 0};
    if (!isOpen() || ::poll(&wish, 1, static_cast<int>(patience.count())) <= 0)
        return false;
    char bytes[16 * 1024];
    const auto count = ::recv(m_descriptor, bytes, sizeof bytes, 0);
    if (count <= 0) {
        close();
        return false;
    }
    m_heard.append(bytes, count);
    return true;
}

bool RawClient::hears(const char *words, milliseconds patience)
{
    const auto end = steady_clock::now() + patience;
    while (!m_heard.contains(words)) {
        if (m_heard.contains("hl_reset"))
            return false; // the server refuses instead
        const auto left = std::chrono::ceil<milliseconds>(end - steady_clock::now());
        if (left.count() <= 0 || !read(left))
            return false;
    }
    return true;
}

void RawClient::listen(milliseconds duration)
{
    const auto end = steady_clock::now() + duration;
    auto left = duration;
    do {
        read(left);
        m_heard.clear();
        left = std::chrono::ceil<milliseconds>(end - steady_clock::now());
    } while (isOpen() && left.count() > 0);
}

bool RawClient::upgrade(const Target &target, bool isV1, const QByteArray &path)
{
    QByteArray head = testing::kUpgrade + target.headers;
    head.replace("/ws", path);
    if (isV1)
        head += "Sec-WebSocket-Protocol: " + QByteArray(protocol::kSubprotocol) + "\r\n";
    return say(head + "\r\n") && hears(isV1 ? "hl_hello" : "101 Switching");
}

bool RawClient::openSession(const Target &target)
{
    const protocol::Open request{
        .instance = u"attacker"_s,
        .audio = {{protocol::kMicRate}, {protocol::kSampleRate}, {protocol::kOpus, protocol::kPcm}},
        .window = protocol::kWindow};
    return upgrade(target) && say(frame(Opcode::Text, encode(protocol::ControlMessage(request))))
        && hears("hl_welcome");
}

} // namespace holdline::attack
