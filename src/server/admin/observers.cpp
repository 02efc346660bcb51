// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/observers.h"

#include "core/log.h"
#include "core/utcdatetime.h"

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
    QJsonObject object{
        {u"session"_s, event.session.shortened()},
        {u"role"_s, event.role == speech::Role::User ? u"user"_s : u"assistant"_s},
        {u"text"_s, event.text},
        {u"final"_s, event.isFinal},
        {u"at"_s, utcDateTime(event.at).toString(Qt::ISODateWithMs)},
    };
    if (event.amends)
        object.insert(u"amends"_s, true);
    return {.binary = false, .bytes = compact(object)};
}

const QString kTooMany = u"there are too many observers"_s;

/// The entry of `observer` in `list`, or the end.
template <typename List, typename Observer>
auto entryOf(List &list, const Observer &observer)
{
    return std::ranges::find(list, &observer, &List::value_type::get);
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

void Observers::receive(WebSocket *socket)
{
    auto connection = std::make_unique<ClientConnection>(
        socket, ClientConnection::Limits{.backlog = kMaxBacklog});
    connection->limitMessages(kMaxIntroductionBytes);
    if (m_strangers.size() >= kMaxStrangers)
        makeRoom();
    m_strangers.push_back(std::make_unique<Observer>(std::move(connection)));
    Observer &observer = *m_strangers.back();
    connect(
        observer.connection.get(), &ClientConnection::received, this,
        [this, &observer](const protocol::WireMessage &message) { introduce(observer, message); });
    connect(observer.connection.get(), &ClientConnection::closed, this,
            [this, &observer] { forget(observer); });
    observer.patience.setSingleShot(true);
    connect(&observer.patience, &QTimer::timeout, this, [&observer] {
        observer.connection->close(protocol::CloseCode::TooSlow, u"no token came in time"_s);
    });
    observer.patience.start(kPatience);
}

void Observers::makeRoom()
{
    const auto oldest = oldestOfTheLargestNetwork(
        m_strangers, [](const auto &stranger) { return stranger->network; });
    (*oldest)->connection->disconnect(this);
    ClientConnection::dismiss(std::move((*oldest)->connection), protocol::CloseCode::Overload,
                              kTooMany);
    m_strangers.erase(oldest);
}

void Observers::introduce(Observer &observer, const protocol::WireMessage &message)
{
    const bool isStranger = entryOf(m_strangers, observer) != m_strangers.end();
    observer.patience.stop();
    const QJsonObject said =
        message.binary ? QJsonObject() : QJsonDocument::fromJson(message.bytes).object();
    if (!isStranger || said.isEmpty())
        observer.connection->close(protocol::CloseCode::ProtocolViolation,
                                   u"observers only listen"_s);
    else if (!m_policy.allowsAuthorization("Bearer " + said[u"token"_s].toString().toUtf8()))
        refuse(observer);
    else if (m_observers.size() >= kMaxObservers)
        observer.connection->close(protocol::CloseCode::Overload, kTooMany);
    else
        admit(observer, said[u"session"_s].toString());
}

void Observers::admit(Observer &observer, const QString &session)
{
    const auto stranger = entryOf(m_strangers, observer);
    m_observers.push_back(std::move(*stranger));
    m_strangers.erase(stranger);
    observer.session = session;
    const QString observed = session.isEmpty() ? u"all"_s : session;
    observer.connection->send({.binary = false, .bytes = compact({{u"observing"_s, observed}})});
    if (session.isEmpty())
        return;
    for (const TranscriptEvent &event : m_past(session))
        observer.connection->send(wired(event));
}

void Observers::refuse(Observer &observer)
{
    ++m_refused;
    qCInfo(lcServer, "refused an observer without the right token");
    ClientConnection &connection = *observer.connection;
    disconnect(&connection, &ClientConnection::received, this, nullptr);
    observer.patience.disconnect();
    connect(&observer.patience, &QTimer::timeout, &connection, [&connection] {
        connection.close(protocol::CloseCode::NotAuthorised, u"the token is wrong"_s);
    });
    observer.patience.start(m_brake.fail(connection.peer(), m_clock.now()));
}

void Observers::tell(const TranscriptEvent &event)
{
    const QString session = event.session.shortened();
    std::optional<protocol::WireMessage> message;
    for (const auto &observer : m_observers) {
        if (!observer->session.isEmpty() && observer->session != session)
            continue;
        if (!message)
            message = wired(event);
        observer->connection->send(*message);
    }
}

void Observers::forget(const Observer &observer)
{
    const auto stranger = entryOf(m_strangers, observer);
    List &list = stranger == m_strangers.end() ? m_observers : m_strangers;
    const auto entry = entryOf(list, observer);
    (*entry)->connection->disconnect(this);
    (*entry)->connection.release()->deleteLater(); // it is the sender of the signal
    list.erase(entry);
}

} // namespace holdline::server
