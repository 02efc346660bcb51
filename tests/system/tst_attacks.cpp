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
#include "support/testcertificate.h"

#include <QJsonObject>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QtEndian>

#include <algorithm>
#include <numeric>
#include <vector>

#include <sys/resource.h>

namespace holdline::tst_attacks {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int kThreeTimesTheDeadline = 12'000;
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
// A sanitizer keeps bytes of its own beside each of ours, and some that were freed.
constexpr qint64 kFlat = 8 * 32 * 1024 * 1024;
#else
constexpr qint64 kFlat = 32 * 1024 * 1024;
#endif

/// Sends what it is told as soon as it is connected, and keeps what it receives.
class Attacker : public QObject
{
public:
    explicit Attacker(quint16 port, const QByteArray &words)
    {
        connect(&m_socket, &QTcpSocket::readyRead, this, [this] { m_heard += m_socket.readAll(); });
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        m_socket.write(words);
    }

    /// Sends one byte at a time, slower than any deadline.
    void drip(const QByteArray &words)
    {
        m_words = words;
        connect(&m_drops, &QTimer::timeout, this, [this] {
            m_socket.write(m_words.left(1));
            m_words.remove(0, 1);
        });
        m_drops.start(200ms);
    }
    void say(const QByteArray &words) { m_socket.write(words); }
    bool hasHeard(const char *words) const { return m_heard.contains(words); }
    /// Whether it got one answer, which is a refusal.
    bool isRefused() const
    {
        return m_heard.startsWith("HTTP/1.1 401 ") && m_heard.count("HTTP/1.1 ") == 1;
    }
    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool isGone() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

private:
    QTcpSocket m_socket;
    QByteArray m_heard;
    QByteArray m_words;
    QTimer m_drops;
};

/// A client behind a proxy that comes back when the server tells it to.
class Obedient : public QObject
{
public:
    Obedient(const QUrl &url, const QByteArray &address) : m_request(url)
    {
        m_request.setRawHeader("X-Forwarded-For", address);
        connect(&m_socket, &QWebSocket::textMessageReceived, this, [this] { m_isIn = true; });
        connect(&m_socket, &QWebSocket::disconnected, this, [this] {
            const QJsonObject reason =
                QJsonDocument::fromJson(m_socket.closeReason().toUtf8()).object();
            m_hasBeenTold = m_hasBeenTold && reason.contains("after_ms"_L1);
            QTimer::singleShot(Duration(reason["after_ms"_L1].toInteger(1000)), Qt::PreciseTimer,
                               this, [this] { m_socket.open(m_request); });
        });
        m_socket.open(m_request);
    }
    /// Whether its session exists.
    bool isIn() const { return m_isIn; }
    /// Whether each refusal said when to come back.
    bool hasBeenTold() const { return m_hasBeenTold; }

private:
    QNetworkRequest m_request;
    QWebSocket m_socket;
    bool m_isIn = false;
    bool m_hasBeenTold = true;
};

/// Clients behind a proxy that come again and again, each after the answer to its last visit.
class Hammer : public QObject
{
public:
    Hammer(quint16 port, const QByteArray &address)
        : m_port(port)
        , m_words(kUpgrade + "X-Forwarded-For: " + address + "\r\n\r\n")
    {
        connect(&m_socket, &QTcpSocket::readyRead, this, [this] {
            m_socket.abort();
            QTimer::singleShot(0, this, &Hammer::strike);
        });
        strike();
    }
    int strikes() const { return m_strikes; }

private:
    void strike()
    {
        ++m_strikes;
        m_socket.connectToHost(QHostAddress::LocalHost, m_port);
        m_socket.write(m_words);
    }

    quint16 m_port;
    QByteArray m_words;
    QTcpSocket m_socket;
    int m_strikes = 0;
};

using Crowd = std::vector<std::unique_ptr<Attacker>>;

Crowd attack(int count, quint16 port, const QByteArray &words)
{
    Crowd crowd;
    for (int i = 0; i < count; ++i)
        crowd.push_back(std::make_unique<Attacker>(port, words));
    return crowd;
}

qsizetype countOf(const Crowd &crowd, const std::function<bool(const Attacker &)> &is)
{
    return std::ranges::count_if(crowd, [&](const auto &attacker) { return is(*attacker); });
}

const QByteArray kToken = "a-token-of-clients";
const QByteArray kAdminToken = "a-token-of-operators";

/// Writes a file with this content. Returns its name.
QString written(const QTemporaryDir &folder, const QByteArray &token)
{
    QFile file(folder.filePath(QString::fromLatin1(token)));
    return file.open(QIODevice::WriteOnly) && file.write(token) > 0 ? file.fileName() : QString();
}

bool isGreeted(const Attacker &attacker)
{
    return attacker.hasHeard("hl_hello");
}

bool isGone(const Attacker &attacker)
{
    return attacker.isGone();
}

} // namespace

/// Attackers of the real server, beside a session that must not notice them: the same connection,
/// every question answered, and the server as large as before.
class TestAttacks : public QObject
{
    Q_OBJECT

    TestCertificate m_certificate;
    ServerProcess m_server{{u"--connections-per-second"_s, u"100000"_s}};
    ServerProcess m_secure{QStringList{u"--store"_s, u"memory"_s}
                           + m_certificate.serverArguments()};
    std::unique_ptr<DurableClient> m_neighbour;
    std::unique_ptr<DurableClient> m_secureNeighbour;
    qint64 m_before = 0;

    static std::unique_ptr<DurableClient> join(ServerProcess &server)
    {
        auto client = std::make_unique<DurableClient>(server.url());
        if (QTest::qWaitFor([&] { return client->isGreeted(); }))
            client->open();
        return QTest::qWaitFor([&] { return client->isWelcome(); }) ? std::move(client) : nullptr;
    }

    static bool isAnswered(DurableClient &client)
    {
        const auto before = client.items<protocol::FinalAssistantAnswer>().size();
        client.type(u"what is two plus two"_s);
        return waitUntil(
            [&] { return client.items<protocol::FinalAssistantAnswer>().size() > before; },
            Duration(10'000));
    }

    qint64 serversBytes()
    {
        return residentBytes(m_server.process().pid()) + residentBytes(m_secure.process().pid());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSslConfiguration::setDefaultConfiguration(m_certificate.trust());
        QVERIFY2(m_server.start(), qPrintable(m_server.process().errorText()));
        QVERIFY2(m_secure.start(), qPrintable(m_secure.process().errorText()));
        m_neighbour = join(m_server);
        m_secureNeighbour = join(m_secure);
        QVERIFY(m_neighbour && m_secureNeighbour);
    }

    void init()
    {
        QVERIFY(isAnswered(*m_neighbour) && isAnswered(*m_secureNeighbour));
        QVERIFY(m_server.comesToRest() && m_secure.comesToRest());
        m_before = serversBytes();
    }

    void cleanup()
    {
        QVERIFY(m_server.process().isRunning() && m_secure.process().isRunning());
        QVERIFY(m_neighbour->isWelcome() && m_secureNeighbour->isWelcome());
        QVERIFY(isAnswered(*m_neighbour) && isAnswered(*m_secureNeighbour));
        const qint64 grown = serversBytes() - m_before;
        QVERIFY2(grown < kFlat, qPrintable(u"%1 KB more"_s.arg(grown / 1024)));
    }

    void forgedProofsGainNothingAndKeepNobodyOut()
    {
        const protocol::Resume request{.instance = u"forger"_s,
                                       .audio = {{16000}, {48000}, {u"pcm"_s}},
                                       .window = protocol::kWindow,
                                       .id = *m_neighbour->id(),
                                       .proof = protocol::randomBytes(protocol::kProofBytes),
                                       .point = std::nullopt};
        const QByteArray words = textFrame(encode(protocol::ControlMessage(request)));
        const auto isRefused = [](const Attacker &one) { return one.hasHeard("hl_reset"); };
        const auto isLetIn = [](const Attacker &one) { return one.hasHeard("hl_welcome"); };
        for (int wave = 0; wave < 2; ++wave) {
            const Crowd forgers = attack(750, m_server.port(), kUpgradeToV1);
            QVERIFY(waitUntil([&] { return countOf(forgers, isGreeted) == 750; }, 20s));
            for (const auto &forger : forgers)
                forger->say(words);
            QVERIFY(waitUntil([&] { return countOf(forgers, isRefused) > 0; }, 20s));
            m_neighbour->dial();
            QTRY_VERIFY(m_neighbour->isGreeted());
            m_neighbour->resume();
            QTRY_VERIFY(m_neighbour->isWelcome());
            QVERIFY(waitUntil([&] { return countOf(forgers, isRefused) == 750; }, 20s));
            QCOMPARE(countOf(forgers, isLetIn), 0);
            // Memory for the first wave stays with the allocator. The next waves must reuse it.
            if (wave == 0)
                m_before = serversBytes();
        }
    }

    /// Also several tokens on one connection, and where observers introduce themselves.
    void wrongTokensGainNothingAndKeepNobodyOut()
    {
        const QTemporaryDir folder;
        ServerProcess server({u"--connections-per-second"_s, u"100000"_s, u"--token-file"_s,
                              written(folder, kToken), u"--admin-token-file"_s,
                              written(folder, kAdminToken)});
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        const quint16 port = server.port();
        DurableClient neighbour(server.url(), kToken);
        QTRY_VERIFY(neighbour.isGreeted());
        neighbour.open();
        QTRY_VERIFY(neighbour.isWelcome());
        QVERIFY(isAnswered(neighbour) && server.comesToRest());
        const HttpRequest admin{.port = port, .path = "/admin/api/state", .token = kAdminToken};
        const QByteArray guess = "Authorization: Bearer guess\r\n";
        const QByteArray state = "GET /admin/api/state HTTP/1.1\r\nHost: localhost\r\n";
        qint64 before = 0;
        for (int wave = 0; wave < 3; ++wave) {
            Crowd crowd = attack(200, port, kUpgrade + guess + "\r\n");
            for (const QByteArray &words :
                 {state + guess + "\r\n", (state + guess + "\r\n").repeated(20),
                  "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.1\r\n"
                      + guess + "\r\n",
                  "GET / HTTP/1.1\r\nHost: localhost\r\n" + guess + "\r\n"
                      + (state + guess + "\r\n").repeated(20),
                  state + "\r\n" + (state + guess + "\r\n").repeated(20)})
                std::ranges::move(attack(200, port, words), std::back_inserter(crowd));
            const Crowd observers =
                attack(100, port,
                       "GET /logs HTTP/1.1\r\n" + kUpgrade.mid(kUpgrade.indexOf("Host")) + "\r\n");
            for (const auto &observer : observers)
                observer->say(textFrame(R"({"token":"guess"})"));
            QVERIFY(isAnswered(neighbour));
            QCOMPARE(admin.send().status, 200);
            DurableClient late(server.url(), kToken);
            QTRY_VERIFY(late.isGreeted());
            QTRY_COMPARE_WITH_TIMEOUT(countOf(crowd, isGone), qsizetype(crowd.size()), 20'000);
            QCOMPARE(countOf(crowd, std::mem_fn(&Attacker::isRefused)), qsizetype(crowd.size()));
            QTRY_COMPARE_WITH_TIMEOUT(countOf(observers, isGone), 100, 20'000);
            QCOMPARE(countOf(observers, [](auto &one) { return one.hasHeard("observing"); }), 0);
            const qint64 now = residentBytes(server.process().pid());
            if (wave == 0)
                before = now;
            QVERIFY2(now - before < kFlat, qPrintable(u"%1 KB more"_s.arg((now - before) / 1024)));
        }
        QVERIFY(neighbour.isWelcome() && isAnswered(neighbour));
    }

    /// Heads of HTTP, TLS handshakes and questions for a session that come one byte at a time, all
    /// in the same seconds.
    void slowStrangersAreNotWaitedFor()
    {
        const QByteArray hello =
            QByteArray::fromHex("1603010200010001fc0303") + QByteArray(60, 'x');
        for (int wave = 0; wave < 2; ++wave) {
            const Crowd heads = attack(500, m_server.port(), kUpgrade);
            const Crowd handshakes = attack(400, m_secure.port(), hello);
            const Crowd questions = attack(500, m_server.port(), kUpgradeToV1);
            for (const auto &attacker : heads)
                attacker->drip("X-Padding: " + QByteArray(1000, 'x'));
            for (const auto &attacker : handshakes)
                attacker->drip(QByteArray(1000, 'x'));
            for (const auto &attacker : questions)
                attacker->drip(
                    textFrame(R"({"type":"hl_open","instance":"slow"})" + QByteArray(200, ' ')));
            QTRY_COMPARE(countOf(questions, isGreeted), 500);
            QVERIFY(isAnswered(*m_neighbour) && isAnswered(*m_secureNeighbour));
            QVERIFY(join(m_secure));
            QTRY_COMPARE_WITH_TIMEOUT(countOf(heads, isGone), 500, kThreeTimesTheDeadline);
            QTRY_COMPARE_WITH_TIMEOUT(countOf(handshakes, isGone), 400, kThreeTimesTheDeadline);
            QTRY_COMPARE_WITH_TIMEOUT(countOf(questions, isGone), 500, kThreeTimesTheDeadline);
            // 4408, as it stands in the frame of the close.
            QCOMPARE(
                countOf(questions, [](const Attacker &one) { return one.hasHeard("\x11\x38"); }),
                500);
            // Memory for the first wave stays with the allocator. The next wave must reuse it.
            if (wave == 0)
                m_before = serversBytes();
        }
    }

    void aFrameBeyondAllMeasureIsRefusedByItsHeader_data()
    {
        QTest::addColumn<QByteArray>("upgrade");
        QTest::addColumn<quint64>("size");
        QTest::newRow("2 GiB, plain") << kUpgrade + "\r\n" << quint64(0x7fffffff);
        QTest::newRow("2 GiB, before a session") << kUpgradeToV1 << quint64(0x7fffffff);
        QTest::newRow("64 KiB, before a session") << kUpgradeToV1 << quint64(0x10000);
        QTest::newRow("all that can be written") << kUpgradeToV1 << quint64(0x7fffffffffffffff);
    }

    void aFrameBeyondAllMeasureIsRefusedByItsHeader()
    {
        QFETCH(QByteArray, upgrade);
        QFETCH(quint64, size);
        QByteArray header("\x82\xff", 2);
        header.resize(10);
        qToBigEndian(size, header.data() + 2);
        Crowd crowd = attack(20, m_server.port(), upgrade);
        QTRY_COMPARE(countOf(crowd, [](const Attacker &one) { return one.hasHeard("101"); }), 20);
        for (const auto &attacker : crowd)
            attacker->say(header + QByteArray(4, '\0') + QByteArray(3'000, 'x'));
        QTRY_COMPARE(countOf(crowd, isGone), 20);
        // 1009, as it stands in the frame of the close.
        QCOMPARE(countOf(crowd, [](const Attacker &one) { return one.hasHeard("\x03\xf1"); }), 20);
    }

    void deepJsonEndsAtItsDepth()
    {
        const QByteArray deep =
            R"({"type":"hl_open","audio":)" + QByteArray(3'000, '[') + QByteArray(900, ']');
        const Crowd crowd = attack(50, m_server.port(), kUpgradeToV1);
        QTRY_COMPARE(countOf(crowd, isGreeted), 50);
        for (const auto &attacker : crowd)
            attacker->say(textFrame(deep));
        QTRY_COMPARE(countOf(crowd, isGone), 50);
        // 4400, as it stands in the frame of the close.
        QCOMPARE(countOf(crowd, [](const Attacker &one) { return one.hasHeard("\x11\x30"); }), 50);
        QVERIFY(!countOf(crowd, [](const Attacker &one) { return one.hasHeard("hl_welcome"); }));
    }

    void whoObeysIsInWhateverStrangersDo()
    {
        constexpr int kClients = 60;
        constexpr int kPerSecond = 10;
        ServerProcess server({u"--trusted-proxies"_s, u"127.0.0.1"_s,
                              u"--connections-per-address"_s, QString::number(kPerSecond),
                              u"--connections-per-second"_s, u"100"_s});
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        std::vector<std::unique_ptr<Hammer>> hammers;
        for (int i = 0; i < 5; ++i)
            hammers.push_back(
                std::make_unique<Hammer>(server.port(), "198.51.100." + QByteArray::number(i)));
        const auto strikes = [&] {
            return std::accumulate(hammers.begin(), hammers.end(), 0,
                                   [](int sum, const auto &one) { return sum + one->strikes(); });
        };
        QTRY_VERIFY(strikes() > 500); // far more than their rate
        std::vector<std::unique_ptr<Obedient>> home;
        for (int i = 0; i < kClients; ++i)
            home.push_back(std::make_unique<Obedient>(server.url(), "203.0.113.7"));
        // The burst of 3 s comes at once, the others at their rate. Three times that long is
        // enough.
        const Duration rest = 1s * (kClients - 3 * kPerSecond) / kPerSecond;
        QVERIFY(waitUntil(
            [&] { return std::ranges::all_of(home, [](auto &one) { return one->isIn(); }); },
            3 * rest));
        QVERIFY(std::ranges::all_of(home, [](auto &one) { return one->hasBeenTold(); }));
    }

    /// While an attacker uses all descriptors of the server without sending anything.
    void outOfDescriptorsTheServerRests()
    {
        constexpr rlim_t kDescriptors = 64;
        ServerProcess server({u"--store"_s, u"memory"_s});
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        const qint64 pid = server.process().pid();
        const auto neighbour = join(server);
        QVERIFY(neighbour && isAnswered(*neighbour));
        QVERIFY(server.comesToRest());
        const rlimit few{kDescriptors, kDescriptors};
        QCOMPARE(::prlimit(static_cast<pid_t>(pid), RLIMIT_NOFILE, &few, nullptr), 0);
        // One by one, so that the server has found no waiting connection before.
        Crowd crowd;
        while (crowd.size() < 4 * kDescriptors) {
            std::ranges::move(attack(1, server.port(), {}), std::back_inserter(crowd));
            QTRY_VERIFY(crowd.back()->isConnected());
        }
        const auto warnings = [&] {
            return std::ranges::count_if(
                server.process().standardError(), [](const OutputLine &line) {
                    return line.text.contains(u"new connections must wait"_s);
                });
        };
        QTRY_COMPARE(warnings(), 1);
        QVERIFY(waitUntilIdle(pid, 10s)); // its descriptors are used up for longer than that
        QVERIFY(isAnswered(*neighbour));
        QCOMPARE(warnings(), 1);
        crowd.clear();
        QVERIFY(join(server));
    }

    void aProofIsGoodForOneNonceOnly()
    {
        DurableClient thief(m_server.url());
        QTRY_VERIFY(thief.isGreeted());
        protocol::Resume request{.instance = u"thief"_s,
                                 .audio = {{16000}, {48000}, {u"pcm"_s}},
                                 .window = protocol::kWindow,
                                 .id = *m_neighbour->id(),
                                 .proof = m_neighbour->proof(),
                                 .point = std::nullopt};
        thief.send(protocol::ControlMessage(request));
        QTRY_VERIFY(thief.heard<protocol::Reset>());
        QCOMPARE(thief.last<protocol::Reset>()->reason, protocol::Reset::Reason::Unknown);
    }
};

HOLDLINE_TEST(TestAttacks)

} // namespace holdline::tst_attacks

#include "tst_attacks.moc"
