// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "support/durableclient.h"
#include "support/processfigures.h"
#include "support/rawwebsocket.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <vector>

namespace holdline::tst_floods {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMegabyte = 1024 * 1024;
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
// A sanitizer keeps bytes of its own beside each of ours, and some that were freed.
constexpr qint64 kMargin = 8 * 64 * kMegabyte;
#else
constexpr qint64 kMargin = 64 * kMegabyte;
#endif
constexpr int kHeldMemory = 32; ///< MB

const QByteArray kAdminToken = "a-token-of-operators";

/// A frame of a client, masked with zeros. `first` is its first byte.
QByteArray frame(int first, const QByteArray &payload)
{
    QByteArray bytes(1, static_cast<char>(first));
    if (payload.size() < 126) {
        bytes.append(static_cast<char>(0x80 | payload.size()));
    } else {
        bytes.append(static_cast<char>(0xfe));
        bytes.append(static_cast<char>(payload.size() >> 8));
        bytes.append(static_cast<char>(payload.size() & 0xff));
    }
    return bytes + QByteArray(4, '\0') + payload;
}

const QByteArray kPings = frame(0x89, QByteArray(125, 'p')).repeated(500);
const QByteArray kEmptyParts = frame(0x00, {}).repeated(5000);

/// Sends the same bytes again and again, as fast as they are taken, until it is cut off.
class Flooder : public QObject
{
public:
    enum class Reads { Nothing, Everything };

    /// Sends `words` first, and `flood` once the upgrade is answered.
    Flooder(quint16 port, const QByteArray &words, const QByteArray &flood, Reads reads)
        : m_flood(flood)
    {
        if (reads == Reads::Nothing)
            m_socket.setReadBufferSize(256);
        connect(&m_socket, &QTcpSocket::readyRead, this, [this, reads] {
            if (reads == Reads::Everything)
                m_heard += m_socket.readAll();
            go();
        });
        connect(&m_socket, &QTcpSocket::bytesWritten, this, &Flooder::go);
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        m_socket.write(words);
    }

    bool isGone() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    bool hasHeard(const QByteArray &bytes) const { return m_heard.contains(bytes); }

private:
    void go()
    {
        if (m_socket.bytesAvailable() + m_heard.size() > 0 && m_socket.bytesToWrite() < 100'000)
            m_socket.write(m_flood);
    }

    QTcpSocket m_socket;
    QByteArray m_flood;
    QByteArray m_heard;
};

std::unique_ptr<DurableClient> join(ServerProcess &server)
{
    auto client = std::make_unique<DurableClient>(server.url());
    return client->enter() ? std::move(client) : nullptr;
}

bool isAnswered(DurableClient &client)
{
    const auto before = client.items<protocol::FinalAssistantAnswer>().size();
    client.type(u"what is two plus two"_s);
    return waitUntil([&] { return client.items<protocol::FinalAssistantAnswer>().size() > before; },
                     Duration(10'000));
}

} // namespace

/// Clients that send without end on an open line. The real server sends them away and does not
/// grow, a neighbour is answered meanwhile, and each client learns why its connection ends. All
/// tests have one server, which must not be larger after the last flood than before the first.
class TestFloods : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<DurableClient> m_neighbour;
    qint64 m_before = 0;

    qint64 grown() { return residentBytes(m_server->process().pid()) - m_before; }
    quint16 port() const { return m_server->port(); }

private Q_SLOTS:
    void init()
    {
        if (m_server && m_server->process().isRunning())
            return;
        QFile token(m_folder.filePath(u"token"_s));
        QVERIFY(token.open(QIODevice::WriteOnly) && token.write(kAdminToken) > 0);
        token.close();
        m_server = std::make_unique<ServerProcess>(
            QStringList{u"--connections-per-second"_s, u"100000"_s, u"--held-memory"_s,
                        QString::number(kHeldMemory), u"--recognizers"_s, u"1"_s,
                        u"--admin-token-file"_s, token.fileName()});
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
        m_neighbour = join(*m_server);
        QVERIFY(m_neighbour && isAnswered(*m_neighbour));
        QVERIFY(m_server->comesToRest());
        m_before = residentBytes(m_server->process().pid());
    }

    void cleanup()
    {
        if (QTest::currentTestFailed())
            m_server.reset();
    }

    void cleanupTestCase()
    {
        m_neighbour.reset();
        m_server.reset();
    }

    void floodsOfFramesAreSentAway_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QByteArray>("flood");
        QTest::addColumn<bool>("reads");
        const QByteArray plain = kUpgrade + "\r\n";
        const QByteArray observer =
            "GET /logs HTTP/1.1\r\n" + kUpgrade.mid(kUpgrade.indexOf("Host")) + "\r\n";
        const QByteArray begun = frame(0x02, {});
        QTest::newRow("pings of one that does not read") << plain << kPings << false;
        QTest::newRow("pings without a session") << kUpgradeToV1 << kPings << false;
        QTest::newRow("pings of an observer without a token") << observer << kPings << false;
        QTest::newRow("parts of a message that never ends") << plain + begun << kEmptyParts << true;
        QTest::newRow("the same without a session") << kUpgradeToV1 + begun << kEmptyParts << true;
        QTest::newRow("sound in long messages")
            << plain << frame(0x82, QByteArray(60'000, '\0')).repeated(4) << true;
        QTest::newRow("messages without sense") << plain << frame(0x81, "x").repeated(500) << true;
    }

    void floodsOfFramesAreSentAway()
    {
        QFETCH(QByteArray, words);
        QFETCH(QByteArray, flood);
        QFETCH(bool, reads);
        std::vector<std::unique_ptr<Flooder>> flooders;
        for (int i = 0; i < 3; ++i)
            flooders.push_back(std::make_unique<Flooder>(port(), words, flood,
                                                         reads ? Flooder::Reads::Everything
                                                               : Flooder::Reads::Nothing));
        QVERIFY(isAnswered(*m_neighbour));
        const auto isGone = [](const auto &flooder) { return flooder->isGone(); };
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(flooders, isGone), 30'000);
        // 4429, as it stands in the frame of the close.
        const auto knowsWhy = [](const auto &flooder) { return flooder->hasHeard("\x11\x4d"); };
        QVERIFY(!reads || std::ranges::all_of(flooders, knowsWhy));
        QVERIFY(isAnswered(*m_neighbour));
        QVERIFY2(grown() < kMargin, qPrintable(u"%1 KB more"_s.arg(grown() / 1024)));
    }

    /// 200 MB of messages that are never completed.
    void unfinishedMessagesKeepWithinTheHeldMemory()
    {
        QByteArray most = QByteArray::fromHex("02ff00000000000fffff00000000");
        most += QByteArray(kMegabyte - 2, 'x');
        std::vector<std::unique_ptr<QTcpSocket>> hoarders;
        for (int i = 0; i < 200; ++i) {
            auto socket = std::make_unique<QTcpSocket>();
            socket->connectToHost(QHostAddress::LocalHost, port());
            socket->write(kUpgrade + "\r\n" + most);
            hoarders.push_back(std::move(socket));
        }
        qint64 most_grown = 0;
        const auto allAreHeard = [&] {
            most_grown = std::max(most_grown, grown());
            return std::ranges::all_of(
                hoarders, [](const auto &socket) { return socket->bytesToWrite() == 0; });
        };
        QVERIFY(waitUntil(allAreHeard, 30s));
        QVERIFY(isAnswered(*m_neighbour));
        QVERIFY2(most_grown < kHeldMemory * kMegabyte + kMargin,
                 qPrintable(u"%1 KB more"_s.arg(most_grown / 1024)));
        hoarders.clear();
        QVERIFY(m_server->comesToRest()); // before that, nobody new gets in
    }

    void everybodyLearnsThatTheServerEnds()
    {
        constexpr int kClients = 80;
        constexpr auto kPace = 100ms;
        std::vector<std::unique_ptr<DurableClient>> clients;
        for (int i = 0; i < kClients; ++i) {
            clients.push_back(join(*m_server));
            QVERIFY(clients.back());
        }
        QTimer microphones;
        connect(&microphones, &QTimer::timeout, this, [&] {
            for (const auto &client : clients)
                client->beSilent(kPace);
        });
        microphones.start(kPace);
        for (const auto &client : clients)
            client->type(u"count from one to thirty"_s);
        QVERIFY(waitUntil([&] { return !clients.back()->turns().isEmpty(); }, 20s));
        ::kill(static_cast<pid_t>(m_server->process().pid()), SIGTERM);
        const auto isOver = [](const auto &client) { return client->closeCode() == 4412; };
        QTRY_COMPARE_WITH_TIMEOUT(std::ranges::count_if(clients, isOver), kClients, 15'000);
        QVERIFY(std::ranges::all_of(clients, [](const auto &client) {
            return client->template heard<protocol::Goaway>();
        }));
        QVERIFY(m_server->process().waitForEnd(15s));
    }

    void aPeerThatStreamsLearnsThatAMessageWasTooLarge()
    {
        const QByteArray tooLarge = QByteArray::fromHex("82ff000000000020000000000000");
        for (int i = 0; i < 20; ++i) {
            Flooder flooder(port(), kUpgrade + "\r\n" + tooLarge, QByteArray(60'000, 'x'),
                            Flooder::Reads::Everything);
            QTRY_VERIFY(flooder.isGone());
            QVERIFY(flooder.hasHeard("\x03\xf1")); // 1009
        }
    }
};

HOLDLINE_TEST(TestFloods)

} // namespace holdline::tst_floods

#include "tst_floods.moc"
