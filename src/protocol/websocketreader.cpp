// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/websocketreader.h"

#include <QtEndian>

#include <algorithm>
#include <utility>

namespace holdline::protocol {

namespace {

constexpr quint8 kFinal = 0x80;
constexpr quint8 kReserved = 0x70;
constexpr quint8 kMasked = 0x80;
constexpr quint8 kOpcodeBits = 0x0f;
constexpr quint8 kLengthBits = 0x7f;
/// Values of the length in the second byte that mean: the length follows in more bytes.
constexpr quint8 kLengthIn16Bits = 126;
constexpr quint8 kLengthIn64Bits = 127;
constexpr qsizetype kMaxControlBytes = 125;
constexpr qsizetype kCodeBytes = 2;

constexpr quint8 kText = 1;
constexpr quint8 kBinary = 2;
constexpr quint8 kClose = 8;
constexpr quint8 kPing = 9;
constexpr quint8 kPong = 10;

bool isOpcode(quint8 value)
{
    return value <= kBinary || (value >= kClose && value <= kPong);
}

/// True if the code may appear in a close frame; RFC 6455 section 7.4 and its registry.
bool isCloseCode(quint16 code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
}

QByteArray serverFrame(quint8 opcode, QByteArrayView payload)
{
    QByteArray frame;
    frame.reserve(payload.size() + 10);
    frame.append(static_cast<char>(kFinal | opcode));
    if (payload.size() < kLengthIn16Bits) {
        frame.append(static_cast<char>(payload.size()));
    } else if (payload.size() <= 0xffff) {
        frame.append(static_cast<char>(kLengthIn16Bits));
        frame.resize(4);
        qToBigEndian(static_cast<quint16>(payload.size()), frame.data() + 2);
    } else {
        frame.append(static_cast<char>(kLengthIn64Bits));
        frame.resize(10);
        qToBigEndian(static_cast<quint64>(payload.size()), frame.data() + 2);
    }
    return frame.append(payload);
}

} // namespace

void WebSocketReader::add(QByteArrayView bytes)
{
    if (m_isOver)
        return;
    m_input.remove(0, std::exchange(m_at, 0));
    m_input.append(bytes);
}

std::optional<WebSocketReader::Event> WebSocketReader::next()
{
    if (m_isOver)
        return std::nullopt;
    if (!m_frame) {
        if (const auto fault = beginFrame())
            return fail(*fault);
    }
    if (m_frame)
        takePayload();
    if (m_at == m_input.size()) // thousands of idle connections must not keep their last buffer
        m_input = {};
    m_at = std::min(m_at, m_input.size());
    return m_frame && m_frame->left == 0 ? endFrame() : std::nullopt;
}

qsizetype WebSocketReader::unfinishedBytes() const
{
    return m_message.capacity() + m_control.capacity() + m_input.capacity();
}

std::optional<WebSocketReader::Event> WebSocketReader::fail(Fault fault)
{
    m_isOver = true;
    m_input = {};
    m_at = 0;
    m_frame.reset();
    m_opcode.reset();
    m_message = {};
    return fault;
}

/// Begins the next frame if its header is complete; otherwise m_frame stays empty.
std::optional<WebSocketReader::Fault> WebSocketReader::beginFrame()
{
    const QByteArrayView input = QByteArrayView(m_input).sliced(m_at);
    if (input.size() < 2)
        return std::nullopt;
    const auto first = static_cast<quint8>(input[0]);
    const auto second = static_cast<quint8>(input[1]);
    if ((first & kReserved) != 0 || !isOpcode(first & kOpcodeBits) || (second & kMasked) == 0)
        return Fault::BrokenFrame;
    quint64 length = second & kLengthBits;
    const qsizetype maskAt = length == kLengthIn64Bits ? 10 : length == kLengthIn16Bits ? 4 : 2;
    Frame frame{.opcode = static_cast<Opcode>(first & kOpcodeBits),
                .isFinal = (first & kFinal) != 0,
                .left = length,
                .mask = {}};
    if (frame.isControl() && (!frame.isFinal || length > kMaxControlBytes))
        return Fault::BrokenFrame;
    if (input.size() < maskAt)
        return std::nullopt;
    if (length == kLengthIn16Bits) {
        frame.left = qFromBigEndian<quint16>(input.data() + 2);
        if (frame.left < kLengthIn16Bits)
            return Fault::BrokenFrame; // RFC 6455 demands the shortest form
    } else if (length == kLengthIn64Bits) {
        frame.left = qFromBigEndian<quint64>(input.data() + 2);
        if (frame.left <= 0xffff || frame.left >> 63 != 0)
            return Fault::BrokenFrame;
    }
    if (const auto fault = check(frame))
        return fault;
    if (input.size() < maskAt + qsizetype(frame.mask.size()))
        return std::nullopt;
    std::copy_n(input.data() + maskAt, frame.mask.size(), frame.mask.begin());
    m_at += maskAt + qsizetype(frame.mask.size());
    if (!frame.isControl() && frame.opcode != Opcode::Continuation)
        m_opcode = frame.opcode;
    m_frame = frame;
    return std::nullopt;
}

/// The fault of a frame that may not come here, judged by its header; nullopt if it may.
std::optional<WebSocketReader::Fault> WebSocketReader::check(const Frame &frame) const
{
    if (frame.isControl())
        return std::nullopt;
    if ((frame.opcode == Opcode::Continuation) != m_opcode.has_value())
        return Fault::BrokenFrame;
    const auto room =
        static_cast<quint64>(std::max(m_maxMessageBytes - m_message.size(), qsizetype(0)));
    return frame.left > room ? std::optional(Fault::TooLarge) : std::nullopt;
}

void WebSocketReader::takePayload()
{
    QByteArray &payload = m_frame->isControl() ? m_control : m_message;
    const auto left = static_cast<qsizetype>(m_frame->left);
    const qsizetype taken = std::min(left, m_input.size() - m_at);
    const qsizetype before = payload.size();
    payload.append(QByteArrayView(m_input).sliced(m_at, taken));
    char *to = payload.data() + before;
    for (qsizetype i = 0; i < taken; ++i)
        to[i] = static_cast<char>(to[i] ^ m_frame->mask[m_frame->taken++ % m_frame->mask.size()]);
    m_at += taken;
    m_frame->left -= static_cast<quint64>(taken);
}

std::optional<WebSocketReader::Event> WebSocketReader::endFrame()
{
    const Frame frame = *std::exchange(m_frame, std::nullopt);
    if (frame.isControl())
        return endControlFrame(frame.opcode);
    return frame.isFinal ? endMessage() : Part{};
}

std::optional<WebSocketReader::Event> WebSocketReader::endControlFrame(Opcode opcode)
{
    const QByteArray payload = std::exchange(m_control, {});
    if (opcode == Opcode::Ping)
        return Ping{payload};
    if (opcode == Opcode::Pong)
        return Pong{};
    if (payload.isEmpty()) {
        m_isOver = true;
        return Close{};
    }
    if (payload.size() < kCodeBytes)
        return fail(Fault::BrokenFrame);
    const auto code = qFromBigEndian<quint16>(payload.constData());
    if (!isCloseCode(code))
        return fail(Fault::BrokenFrame);
    if (!payload.mid(kCodeBytes).isValidUtf8())
        return fail(Fault::NotUtf8);
    m_isOver = true;
    return Close{code};
}

std::optional<WebSocketReader::Event> WebSocketReader::endMessage()
{
    const bool isText = *std::exchange(m_opcode, std::nullopt) == Opcode::Text;
    WireMessage message{.binary = !isText, .bytes = std::exchange(m_message, {})};
    if (isText && !message.bytes.isValidUtf8())
        return fail(Fault::NotUtf8);
    return message;
}

QByteArray serverFrame(const WireMessage &message)
{
    return serverFrame(message.binary ? kBinary : kText, message.bytes);
}

QByteArray serverPing()
{
    return serverFrame(kPing, {});
}

QByteArray serverPong(const QByteArray &payload)
{
    return serverFrame(kPong, payload);
}

QByteArray serverClose(quint16 code, const QString &reason)
{
    QByteArray payload(kCodeBytes, '\0');
    qToBigEndian(code, payload.data());
    qsizetype length = reason.size();
    while (reason.left(length).toUtf8().size() > kMaxControlBytes - kCodeBytes)
        --length;
    return serverFrame(kClose, payload + reason.left(length).toUtf8());
}

} // namespace holdline::protocol
