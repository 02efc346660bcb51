// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/impairedline.h"

#include "client/link/sockettuning.h"

#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace holdline::client {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSocketBytes = 32 * 1024; ///< the most bytes that wait in a socket, each way
constexpr qsizetype kLongestRequest = 4096;

QByteArray freshKey()
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    return "Bearer "
        + QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex();
}

/// The target of "CONNECT host:port HTTP/1.1"; an invalid URL for any other line.
QUrl targetOf(const QByteArray &requestLine)
{
    const QList<QByteArray> parts = requestLine.split(' ');
    if (parts.size() != 3 || parts[0] != "CONNECT")
        return {};
    const QUrl url(u"//"_s + QString::fromLatin1(parts[1]), QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && url.port() > 0 ? url : QUrl();
}

/// Whether a request has this field. The case of the name does not count: Qt writes the names of
/// fields in small letters from 6.7 on.
bool hasField(const QByteArray &request, QByteArrayView name, QByteArrayView value)
{
    for (const QByteArray &line : request.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0
            && line.mid(colon + 1).trimmed() == value)
            return true;
    }
    return false;
}

QByteArray answerTo(QAbstractSocket::SocketError error)
{
    return error == QAbstractSocket::HostNotFoundError ? "404 Not Found"
                                                       : "503 Service Unavailable";
}

} // namespace

/// The two sockets of one connection and the lanes between them. When one end closes, the other end
/// is closed after the last byte.
class ImpairedLine::Connection : public QObject
{
public:
    Connection(ImpairedLine &line, std::unique_ptr<QTcpSocket> client);

    void reset();
    /// Reads the request, moves bytes and closes sockets, as far as the mode allows it now.
    void update();

private:
    enum class Stage {
        Asking, ///< the client has not said yet where to connect
        Dialing,
        Open,
        Refused,
    };
    struct Way
    {
        QTcpSocket &from;
        QTcpSocket &to;
        PacedLane lane;
    };

    void readRequest();
    void dial(const QUrl &target);
    void refuse(const QByteArray &status);
    void move(Way &way, Instant now);
    bool passEndOn();
    void scheduleNext(Instant now);
    /// Whether no more bytes will come from way.from.
    static bool isDone(const Way &way);

    ImpairedLine &m_line;
    std::unique_ptr<QTcpSocket> m_client;
    QTcpSocket m_server;
    QByteArray m_request;
    Stage m_stage = Stage::Asking;
    Way m_up;
    Way m_down;
    QTimer m_timer; ///< fires when the next bytes arrive
};

ImpairedLine::Connection::Connection(ImpairedLine &line, std::unique_ptr<QTcpSocket> client)
    : m_line(line)
    , m_client(std::move(client))
    , m_up{.from = *m_client, .to = m_server, .lane = {}}
    , m_down{.from = m_server, .to = *m_client, .lane = {}}
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Connection::update);
    m_server.setProxy(QNetworkProxy::NoProxy);
    for (QTcpSocket *socket : {m_client.get(), &m_server}) {
        socket->setReadBufferSize(kSocketBytes);
        connect(socket, &QTcpSocket::readyRead, this, &Connection::update);
        connect(socket, &QTcpSocket::bytesWritten, this, &Connection::update);
        connect(socket, &QTcpSocket::disconnected, this, &Connection::update);
    }
    connect(&m_server, &QTcpSocket::connected, this, [this] {
        m_stage = Stage::Open;
        tuneForRelaying(m_server);
        m_down.lane.push("HTTP/1.1 200 Connected\r\n\r\n", m_line.m_clock.now());
        update();
    });
    connect(&m_server, &QTcpSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError error) {
                if (m_stage == Stage::Dialing)
                    refuse(answerTo(error));
            });
}

void ImpairedLine::Connection::reset()
{
    m_timer.stop();
    for (QTcpSocket *socket : {m_client.get(), &m_server}) {
        socket->disconnect(this);
        resetConnection(*socket);
    }
}

void ImpairedLine::Connection::update()
{
    if (m_line.m_mode == Mode::Blackhole)
        return;
    if (m_stage == Stage::Asking)
        readRequest();
    const bool isSlow = m_line.m_mode == Mode::Slow;
    m_up.lane.setPace(isSlow ? m_line.m_slowness.up : PacedLane::Pace());
    m_down.lane.setPace(isSlow ? m_line.m_slowness.down : PacedLane::Pace());
    const Instant now = m_line.m_clock.now();
    move(m_up, now);
    move(m_down, now);
    if (!passEndOn())
        scheduleNext(now);
}

/// Closes one end when the other is done. Returns true if this connection is over.
bool ImpairedLine::Connection::passEndOn()
{
    const bool clientDone = isDone(m_up);
    if (clientDone)
        m_server.disconnectFromHost();
    if (m_stage == Stage::Open && isDone(m_down))
        m_client->disconnectFromHost();
    if (!clientDone || m_server.state() != QAbstractSocket::UnconnectedState)
        return false;
    m_timer.stop();
    m_line.remove(this);
    return true;
}

void ImpairedLine::Connection::scheduleNext(Instant now)
{
    m_timer.stop();
    std::optional<Instant> next;
    for (const Way *way : {&m_up, &m_down}) {
        // A full socket emits bytesWritten() when it has room again.
        const auto arrival = way->lane.nextArrival();
        if (arrival && way->to.bytesToWrite() < kSocketBytes)
            next = std::min(next.value_or(*arrival), *arrival);
    }
    if (next)
        m_timer.start(std::max(Duration(0), std::chrono::ceil<Duration>(*next - now)));
}

void ImpairedLine::Connection::readRequest()
{
    while (m_client->canReadLine() && m_request.size() < kLongestRequest
           && !m_request.endsWith("\r\n\r\n"))
        m_request += m_client->readLine(kLongestRequest);
    if (!m_request.endsWith("\r\n\r\n")) {
        if (m_request.size() + m_client->bytesAvailable() >= kLongestRequest)
            refuse("431 Request Header Fields Too Large");
        return;
    }
    const QUrl target = targetOf(m_request.left(m_request.indexOf('\r')));
    if (!hasField(m_request, "Proxy-Authorization", m_line.m_key))
        refuse("407 Proxy Authentication Required");
    else if (!target.isValid())
        refuse("405 Method Not Allowed");
    else if (m_line.m_mode == Mode::Cut)
        refuse("503 Service Unavailable");
    else
        dial(target);
    m_request.clear();
}

void ImpairedLine::Connection::dial(const QUrl &target)
{
    m_stage = Stage::Dialing;
    const bool isSlow = m_line.m_mode == Mode::Slow;
    QTimer::singleShot(isSlow ? m_line.m_slowness.up.delay : Duration(0), this, [this, target] {
        m_server.connectToHost(target.host(), static_cast<quint16>(target.port()));
    });
}

void ImpairedLine::Connection::refuse(const QByteArray &status)
{
    m_stage = Stage::Refused;
    if (m_client->state() != QAbstractSocket::ConnectedState)
        return;
    m_client->write("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
    m_client->disconnectFromHost();
}

void ImpairedLine::Connection::move(Way &way, Instant now)
{
    if (m_stage != Stage::Open || way.to.state() != QAbstractSocket::ConnectedState)
        return;
    if (const qint64 room = way.lane.room(); room > 0 && way.from.isReadable())
        way.lane.push(way.from.read(room), now);
    if (way.to.bytesToWrite() < kSocketBytes)
        way.to.write(way.lane.take(now));
}

bool ImpairedLine::Connection::isDone(const Way &way)
{
    return way.from.state() == QAbstractSocket::UnconnectedState
        && (way.to.state() == QAbstractSocket::UnconnectedState
            || (way.from.bytesAvailable() == 0 && !way.lane.nextArrival()));
}

ImpairedLine::ImpairedLine(QObject *parent) : QObject(parent), m_key(freshKey())
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QTcpServer::newConnection, this, &ImpairedLine::accept);
}

ImpairedLine::~ImpairedLine()
{
    resetAll();
}

bool ImpairedLine::listen()
{
    return m_server.listen(QHostAddress::LocalHost);
}

void ImpairedLine::close()
{
    m_server.close();
    resetAll();
}

QNetworkProxy ImpairedLine::proxy() const
{
    QNetworkProxy proxy(QNetworkProxy::HttpProxy, m_server.serverAddress().toString(),
                        m_server.serverPort());
    proxy.setRawHeader("Proxy-Authorization", m_key);
    return proxy;
}

void ImpairedLine::setMode(Mode mode)
{
    m_mode = mode;
    if (mode == Mode::Cut)
        resetAll();
    for (Connection *connection : QList(m_connections))
        connection->update();
}

void ImpairedLine::setSlowness(const Slowness &slowness)
{
    m_slowness = slowness;
}

void ImpairedLine::accept()
{
    while (std::unique_ptr<QTcpSocket> client{m_server.nextPendingConnection()}) {
        client->setParent(nullptr);
        if (connections() >= kMostConnections)
            continue;
        tuneForRelaying(*client);
        m_connections.push_back(new Connection(*this, std::move(client)));
    }
}

void ImpairedLine::resetAll()
{
    for (Connection *connection : std::exchange(m_connections, {})) {
        connection->reset();
        connection->deleteLater();
    }
}

void ImpairedLine::remove(Connection *connection)
{
    if (m_connections.removeOne(connection))
        connection->deleteLater();
}

} // namespace holdline::client
