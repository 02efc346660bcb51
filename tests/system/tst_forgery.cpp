// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "protocol/proof.h"
#include "support/durableclient.h"
#include "support/httprequest.h"
#include "support/processfigures.h"
#include "support/rawwebsocket.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QTest>

#include <arpa/inet.h>
#include <atomic>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace holdline::tst_forgery {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// A sanitizer is slow, and keeps memory that was freed.
#ifdef __SANITIZE_ADDRESS__
constexpr int kForgeries = 10'000;
constexpr qint64 kFlat = 512 * 1024 * 1024;
#else
constexpr int kForgeries = 100'000;
constexpr qint64 kFlat = 16 * 1024 * 1024;
#endif
constexpr int kFirst = 5'000;

/// Forgers with one connection each: it upgrades, gets the hello, asks for another client's session
/// with a made-up proof, and hangs up. One in fifty waits for its answer. Some hundred work at
/// once, in a thread of their own.
class Forgers
{
public:
    static constexpr int kPatient = 50;

    Forgers(quint16 port, const SessionId &session) : m_port(port), m_session(session) { }

    void begin(int count)
    {
        m_count = count;
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    }
    int ended() const { return m_ended; }
    bool areAtWork() const { return m_ended < m_count; }
    int greeted() const { return m_greeted; }
    int answered() const { return m_answered; }
    int letIn() const { return m_letIn; }

private:
    static constexpr int kAtOnce = 300;

    struct Forger
    {
        int descriptor;
        bool isPatient;
        bool hasAsked = false;
        QByteArray heard;
    };

    void run(const std::stop_token &stop)
    {
        m_epoll = epoll_create1(0);
        int begun = 0;
        epoll_event events[kAtOnce];
        while (m_ended < m_count && !stop.stop_requested()) {
            for (; begun < m_count && begun - m_ended < kAtOnce; ++begun)
                dial(begun);
            const int ready = epoll_wait(m_epoll, events, kAtOnce, 100);
            for (int i = 0; i < ready; ++i)
                listen(static_cast<Forger *>(events[i].data.ptr));
        }
        ::close(m_epoll);
    }

    /// Dials from several addresses, because each has a limited number of ports.
    void dial(int number)
    {
        const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
        const int later = 1;
        setsockopt(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &later, sizeof later);
        sockaddr_in own{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {}, .sin_zero = {}};
        own.sin_addr.s_addr = htonl(INADDR_LOOPBACK + static_cast<quint32>(number % 16));
        sockaddr_in server{
            .sin_family = AF_INET, .sin_port = htons(m_port), .sin_addr = {}, .sin_zero = {}};
        server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *forger = new Forger{descriptor, number % kPatient == 0, false, {}};
        if (bind(descriptor, reinterpret_cast<sockaddr *>(&own), sizeof own) != 0
            || connect(descriptor, reinterpret_cast<sockaddr *>(&server), sizeof server) != 0) {
            end(forger);
            return;
        }
        say(*forger, kUpgradeToV1);
        epoll_event wish{.events = EPOLLIN, .data = {.ptr = forger}};
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &wish);
    }

    void listen(Forger *forger)
    {
        char bytes[4096];
        const auto count = recv(forger->descriptor, bytes, sizeof bytes, MSG_DONTWAIT);
        if (count > 0)
            forger->heard.append(bytes, count);
        if (!forger->hasAsked && forger->heard.contains("hl_hello"))
            ask(*forger);
        const bool isAnswered = forger->heard.contains("hl_reset");
        m_answered += isAnswered;
        if (count <= 0 || isAnswered)
            end(forger);
    }

    void ask(Forger &forger)
    {
        ++m_greeted;
        forger.hasAsked = true;
        const protocol::Resume request{.instance = u"forger"_s,
                                       .audio = {{16000}, {48000}, {u"pcm"_s}},
                                       .window = protocol::kWindow,
                                       .id = m_session,
                                       .proof = protocol::randomBytes(protocol::kProofBytes),
                                       .point = std::nullopt};
        say(forger, textFrame(encode(protocol::ControlMessage(request))));
        // A reset would remove the request, too.
        if (!forger.isPatient)
            shutdown(forger.descriptor, SHUT_WR);
    }

    void end(Forger *forger)
    {
        m_letIn += forger->heard.contains("hl_welcome");
        ::close(forger->descriptor);
        delete forger;
        ++m_ended;
    }

    static void say(const Forger &forger, const QByteArray &words)
    {
        send(forger.descriptor, words.constData(), static_cast<std::size_t>(words.size()),
             MSG_NOSIGNAL);
    }

    quint16 m_port;
    SessionId m_session;
    int m_count = 0;
    int m_epoll = -1;
    std::atomic<int> m_ended = 0;
    std::atomic<int> m_greeted = 0;
    std::atomic<int> m_answered = 0;
    std::atomic<int> m_letIn = 0;
    std::jthread m_thread;
};

} // namespace

/// A hundred thousand forged proofs for a session that is in use.
class TestForgery : public QObject
{
    Q_OBJECT

    ServerProcess m_server{{u"--connections-per-second"_s, u"1000000"_s}};

    qint64 refusedProofs() const
    {
        const HttpRequest scrape{.port = m_server.port(), .path = "/metrics"};
        const QByteArray text = scrape.send().body;
        const QByteArray series = R"(holdline_refusals_total{reason="wrong_proof"} )";
        return text.mid(text.indexOf(series) + series.size()).split('\n').constFirst().toLongLong();
    }

    static bool isAnswered(DurableClient &client)
    {
        const auto before = client.items<protocol::FinalAssistantAnswer>().size();
        client.type(u"what is two plus two"_s);
        return waitUntil(
            [&] { return client.items<protocol::FinalAssistantAnswer>().size() > before; }, 30s);
    }

    static bool comesBack(DurableClient &client)
    {
        client.dial();
        if (!waitUntil([&] { return client.isGreeted(); }, 30s))
            return false;
        client.resume();
        return waitUntil([&] { return client.isWelcome(); }, 30s);
    }

    /// How much the server has grown; below zero if more forgers were accepted than allowed.
    qint64 bytesAfter(Forgers &forgers)
    {
        const bool isOver = waitUntil([&] { return !forgers.areAtWork(); }, 200s)
            && waitUntilIdle(m_server.process().pid(), 30s);
        return isOver ? residentBytes(m_server.process().pid()) : -1;
    }

private Q_SLOTS:
    void gainsNothingAndKeepsNobodyOut()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.process().errorText()));
        DurableClient owner(m_server.url());
        QTRY_VERIFY(owner.isGreeted());
        owner.open();
        QTRY_VERIFY(owner.isWelcome());
        QVERIFY(isAnswered(owner));

        // Memory for the first forgers stays with the allocator. The others must reuse it.
        Forgers first(m_server.port(), *owner.id());
        first.begin(kFirst);
        const qint64 before = bytesAfter(first);
        QVERIFY(before > 0);

        Forgers forgers(m_server.port(), *owner.id());
        forgers.begin(kForgeries);
        for (int part = 1; part < 5; ++part) {
            QVERIFY(waitUntil([&] { return forgers.ended() > kForgeries / 5 * part; }, 100s));
            QVERIFY(comesBack(owner));
            QVERIFY(isAnswered(owner));
            QVERIFY(forgers.areAtWork());
        }
        const qint64 after = bytesAfter(forgers);
        QCOMPARE(forgers.greeted(), kForgeries);
        QCOMPARE(forgers.answered(), kForgeries / Forgers::kPatient);
        QCOMPARE(forgers.letIn(), 0);
        QCOMPARE(refusedProofs(), kFirst + kForgeries);
        QVERIFY(owner.isWelcome() && isAnswered(owner));
        QVERIFY2(after - before < kFlat, qPrintable(u"%1 KB more"_s.arg((after - before) / 1024)));
    }
};

HOLDLINE_TEST(TestForgery)

} // namespace holdline::tst_forgery

#include "tst_forgery.moc"
