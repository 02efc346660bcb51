// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "protocol/messages.h"
#include "tools/attack/attackers.h"
#include "tools/attack/attacks.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::attack {

namespace {

QByteArray typed(const QString &text, quint64 number)
{
    const protocol::ClientMessage message(protocol::TextMessage{text, QString::number(number)});
    return itemFrame({.binary = false, .bytes = encode(message)}, number);
}

/// Types `text` this many times in a new session, and reads the answers for a while.
void typeOften(const Target &target, const QString &text, int count, const AtWork &atWork)
{
    RawClient client(target.port);
    if (!client.openSession(target)) {
        pause(100ms);
        return;
    }
    for (int number = 1; number <= count; ++number)
        client.say(typed(text, static_cast<quint64>(number)));
    atWork();
    client.listen(3s);
}

} // namespace

/// Sends words that take a backtracking regular expression time in proportion to the square of
/// their length.
void slowWords(const Target &target, const AtWork &atWork)
{
    const QString words = u"remember "_s + QString(4980, u'.') + u'x';
    forEver(1, [&] { typeOften(target, words, 60, atWork); });
}

/// Asks for answers with minutes of speech.
void longAnswers(const Target &target, const AtWork &atWork)
{
    const QString digits = u"repeat "_s + QString(4900, u'7');
    forEver(1, [&] { typeOften(target, digits, 15, atWork); });
}

/// Sends pings and does not read, so that the server has to keep the pongs.
void pings(const Target &target, const AtWork &atWork)
{
    const QByteArray many = frame(Opcode::Ping, QByteArray(125, 'x')).repeated(500);
    forEver(1, [&] {
        RawClient client(target.port);
        if (!client.openSession(target))
            pause(100ms);
        while (client.say(many))
            atWork();
    });
}

/// Sends a message that never ends but does not grow, so that no limit on its length stops it.
void emptyContinuations(const Target &target, const AtWork &atWork)
{
    const QByteArray begin = frame(Opcode::Text, "x", false);
    const QByteArray more = frame(Opcode::Continuation, {}, false).repeated(5'000);
    forEver(3, [&] {
        RawClient client(target.port);
        if (!client.openSession(target))
            pause(100ms);
        for (client.say(begin); client.say(more);)
            atWork();
    });
}

/// Sends messages of 1 MiB without their last byte.
void unfinishedMessages(const Target &target, const AtWork &atWork)
{
    constexpr int kClients = 200;
    constexpr quint64 kSize = protocol::kMaxMessageBytes;
    const QByteArray message =
        frameHeader(Opcode::Binary, kSize) + QByteArray(static_cast<qsizetype>(kSize) - 1, 'x');
    std::vector<RawClient> crowd;
    for (int i = 0; i < kClients; ++i) {
        RawClient &client = crowd.emplace_back(target.port);
        if (client.openSession(target))
            client.say(message);
    }
    atWork();
    forEver(1, [] { pause(1h); });
}

} // namespace holdline::attack
