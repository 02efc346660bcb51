// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/httppages.h"

#include <QHttpServerResponse>
#include <QTcpSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

using Status = QHttpServerResponse::StatusCode;

constexpr std::chrono::seconds kLifetime(10);
constexpr qint64 kMaxInboundBytes = 64 * 1024;

QHttpServerResponse plainText(const QByteArray &text, Status status = Status::Ok)
{
    return {"text/plain; charset=utf-8", text, status};
}

QByteArray headerValue(const QHttpServerRequest &request, QByteArrayView name)
{
    for (const auto &[key, value] : request.headers()) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

} // namespace

HttpPages::HttpPages(const AccessPolicy &policy, HealthReport health, QObject *parent)
    : QObject(parent)
    , m_policy(policy)
    , m_health(std::move(health))

{
    m_http.route(
        u"/"_s, QHttpServerRequest::Method::Get, [this](const QHttpServerRequest &request) {
            return unlessBarred(request, [] {
                return plainText("This is holdlined " HOLDLINE_VERSION ", a voice server.\n"
                                 "Talk to it with Holdline. Its health is at /health.\n");
            });
        });
    m_http.route(u"/health"_s, QHttpServerRequest::Method::Get,
                 [this] { return QHttpServerResponse("application/json", m_health()); });
    m_http.route(u"/ws"_s, [this](const QHttpServerRequest &request) {
        return unlessBarred(request, [] {
            auto response = plainText("WebSocket only.\n", Status::UpgradeRequired);
            response.addHeader("Upgrade", "websocket");
            return response;
        });
    });
    m_http.setMissingHandler(
        [this](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
            unlessBarred(request, [] {
                return plainText("There is nothing here.\n", Status::NotFound);
            }).write(std::move(responder));
        });
}

QHttpServerResponse HttpPages::unlessBarred(const QHttpServerRequest &request,
                                            const std::function<QHttpServerResponse()> &page) const
{
    if (m_policy.allowsAuthorization(headerValue(request, "Authorization")))
        return page();
    auto response = plainText("A token is needed.\n", Status::Unauthorized);
    response.addHeader("WWW-Authenticate", "Bearer");
    return response;
}

void HttpPages::guard(QTcpSocket &socket)
{
    QTimer::singleShot(kLifetime, &socket, [&socket] { socket.abort(); });
    connect(&socket, &QTcpSocket::readyRead, &socket, [&socket, received = qint64(0)]() mutable {
        received += socket.bytesAvailable();
        if (received > kMaxInboundBytes) // not from under the one who is about to read
            QMetaObject::invokeMethod(&socket, &QTcpSocket::abort, Qt::QueuedConnection);
    });
}

} // namespace holdline::server
