// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/observers.h"

#include "core/log.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

protocol::WireMessage wired(const TranscriptEvent &event)
{
    const auto at = QDateTime::fromMSecsSinceEpoch(event.at.time_since_epoch().count(), Qt::UTC);
    QJsonObject object{
        {u"session"_s, event.session.shortened()},
        {u"role"_s, event.role == speech::Role::User ? u"user"_s : u"assistant"_s},
        {u"text"_s, event.text},
        {u"final"_s, event.isFinal},
        {u"at"_s, at.toString(Qt::ISODateWithMs)},
    };
    if (event.amends)
        object.insert(u"amends"_s, true);
    return {.binary = false, .bytes = compact(object)};
}

} // namespace

Observers::Observers(const AccessPolicy &policy, TranscriptFeed &feed, Past past, QObject *parent)
    : QObject(parent)
    , m_policy(policy)
    , m_past(std::move(past))
{
    connect(&feed, &TranscriptFeed::said, this, &Observers::tell);
}

Observers::~Observers() = default;

void Observers::receive(QWebSocket *socket)
{
    socket->setMaxAllowedIncomingFrameSize(kMaxIntroductionBytes);
    socket->setMaxAllowedIncomingMessageSize(kMaxIntroductionBytes);
    auto connection = std::make_unique<ClientConnection>(
        socket, ClientConnection::Limits{.backlog = kMaxBacklog});
    if (!makeRoom()) {
        ClientConnection::dismiss(std::move(connection), CloseCode::Overload,
                                  u"there are too many observers"_s);
        return;
    }
    m_observers.push_back(std::make_unique<Observer>(std::move(connection)));
    Observer &observer = *m_observers.back();
    connect(
        observer.connection.get(), &ClientConnection::received, this,
        [this, &observer](const protocol::WireMessage &message) { introduce(observer, message); });
    connect(observer.connection.get(), &ClientConnection::closed, this,
            [this, &observer] { forget(observer); });
    observer.patience.setSingleShot(true);
    connect(&observer.patience, &QTimer::timeout, this, [&observer] {
        observer.connection->close(CloseCode::HandshakeTimeout, u"no token came in time"_s);
    });
    observer.patience.start(kPatience);
}

bool Observers::makeRoom()
{
    if (m_observers.size() < kMaxObservers)
        return true;
    const auto oldest = std::ranges::find(m_observers, false, &Observer::isIntroduced);
    if (oldest == m_observers.end())
        return false;
    (*oldest)->connection->disconnect(this);
    ClientConnection::dismiss(std::move((*oldest)->connection), CloseCode::Overload,
                              u"there are too many observers"_s);
    m_observers.erase(oldest);
    return true;
}

void Observers::introduce(Observer &observer, const protocol::WireMessage &message)
{
    observer.patience.stop();
    const QJsonObject said =
        message.binary ? QJsonObject() : QJsonDocument::fromJson(message.bytes).object();
    if (observer.isIntroduced || said.isEmpty()) {
        observer.connection->close(CloseCode::ProtocolViolation, u"observers only listen"_s);
        return;
    }
    if (!m_policy.allowsAuthorization("Bearer " + said[u"token"_s].toString().toUtf8())) {
        refuse(observer);
        return;
    }
    observer.isIntroduced = true;
    observer.session = said[u"session"_s].toString();
    const QString observed = observer.session.isEmpty() ? u"all"_s : observer.session;
    observer.connection->send({.binary = false, .bytes = compact({{u"observing"_s, observed}})});
    if (observer.session.isEmpty())
        return;
    for (const TranscriptEvent &event : m_past(observer.session))
        observer.connection->send(wired(event));
}

void Observers::refuse(Observer &observer)
{
    ++m_refused;
    qCInfo(lcServer, "refused an observer without the right token");
    ClientConnection &connection = *observer.connection;
    disconnect(&connection, &ClientConnection::received, this, nullptr);
    observer.patience.disconnect();
    connect(&observer.patience, &QTimer::timeout, &connection,
            [&connection] { connection.close(CloseCode::NotAuthorised, u"the token is wrong"_s); });
    observer.patience.start(m_brake.fail(connection.peer(), m_clock.now()));
}

void Observers::tell(const TranscriptEvent &event)
{
    const QString session = event.session.shortened();
    std::optional<protocol::WireMessage> message;
    for (const auto &observer : m_observers) {
        if (!observer->isIntroduced
            || (!observer->session.isEmpty() && observer->session != session))
            continue;
        if (!message)
            message = wired(event);
        observer->connection->send(*message);
    }
}

void Observers::forget(const Observer &observer)
{
    const auto found = std::ranges::find(m_observers, &observer, &std::unique_ptr<Observer>::get);
    (*found)->connection->disconnect(this);
    (*found)->connection.release()->deleteLater(); // it is the sender
    m_observers.erase(found);
}

} // namespace holdline::server
