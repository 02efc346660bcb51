// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/httppages.h"

#include <QHttpServerResponse>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

using Status = QHttpServerResponse::StatusCode;

QHttpServerResponse plainText(const QByteArray &text, Status status = Status::Ok)
{
    return {"text/plain; charset=utf-8", text, status};
}

QHttpServerResponse last(QHttpServerResponse &&response)
{
    response.addHeader("Connection", "close");
    return std::move(response);
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
            last(unlessBarred(request, [] {
                return plainText("There is nothing here.\n", Status::NotFound);
            })).write(std::move(responder));
        });
    m_http.afterRequest([](QHttpServerResponse &&response) { return last(std::move(response)); });
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

} // namespace holdline::server
