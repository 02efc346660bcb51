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

/// A session whose client sends numbered messages and ignores what comes back.
class Writer
{
public:
    explicit Writer(const Target &target) : m_client(target.port)
    {
        if (!m_client.openSession(target))
            pause(100ms);
    }

    bool write(const protocol::ClientMessage &message)
    {
        return m_client.say(itemFrame({.binary = false, .bytes = encode(message)}, ++m_number));
    }
    bool type(const QString &text)
    {
        return write(protocol::TextMessage{text, QString::number(m_number)});
    }
    /// Reads for this time. Returns false if the connection has ended.
    bool listen(std::chrono::milliseconds duration)
    {
        m_client.listen(duration);
        return m_client.isOpen();
    }

private:
    RawClient m_client;
    quint64 m_number = 0;
};

/// Types `text` this many times in a new session, and reads the answers for a while.
void typeOften(const Target &target, const QString &text, int count, const AtWork &atWork)
{
    Writer writer(target);
    for (int i = 0; i < count; ++i)
        writer.type(text);
    atWork();
    writer.listen(3s);
}

/// Sends the same messages again and again, as fast as the line takes them, until it is cut off.
void writeOnAndOn(const Target &target, const QList<protocol::ClientMessage> &messages,
                  const AtWork &atWork)
{
    constexpr int kAtOnce = 50;
    Writer writer(target);
    while (writer.listen(0ms)) {
        for (int i = 0; i < kAtOnce; ++i) {
            for (const protocol::ClientMessage &message : messages)
                writer.write(message);
        }
        atWork();
    }
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

/// Makes the server speak a long greeting again and again, each in a conversation of its own.
void greetings(const Target &target, const AtWork &atWork)
{
    const protocol::Configuration persona{.greeting = QString(protocol::kMaxGreeting, u'7')};
    forEver(1, [&] {
        writeOnAndOn(target,
                     {protocol::Configure{persona}, protocol::NewConversation{},
                      protocol::CallRequest{true}},
                     atWork);
    });
}

/// Chooses another persona with long instructions again and again.
void configurations(const Target &target, const AtWork &atWork)
{
    const protocol::Configuration persona{.instructions =
                                              QString(protocol::kMaxInstructions, u'x')};
    forEver(1, [&] { writeOnAndOn(target, {protocol::Configure{persona}}, atWork); });
}

/// Compares voices on and on.
void voiceSamples(const Target &target, const AtWork &atWork)
{
    const protocol::SampleVoice sample{.voice = {},
                                       .text = QString(protocol::kMaxSampleText, u'7')};
    forEver(1, [&] { writeOnAndOn(target, {protocol::ListVoices{}, sample}, atWork); });
}

/// Has its words deleted from the disk again and again.
void clearings(const Target &target, const AtWork &atWork)
{
    const protocol::TextMessage text{u"remember that the pin is 4711"_s, {}};
    forEver(1, [&] { writeOnAndOn(target, {text, protocol::ClearHistory{}}, atWork); });
}

/// Asks as much as one client may in many sessions, and comes back at once with a new one for each
/// that is sent away.
void newSessions(const Target &target, const AtWork &atWork)
{
    constexpr int kSessions = 6;
    const protocol::Configuration persona{.instructions =
                                              QString(protocol::kMaxInstructions, u'x')};
    forEver(kSessions, [&] { writeOnAndOn(target, {protocol::Configure{persona}}, atWork); });
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
