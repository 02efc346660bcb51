// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/adminapi.h"

#include "core/log.h"
#include "server/metrics.h"

#include <QFile>
#include <QHttpServerResponse>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

using Method = QHttpServerRequest::Method;
using Status = QHttpServerResponse::StatusCode;

QByteArray header(const QHttpServerRequest &request, QByteArrayView name)
{
    for (const auto &[key, value] : request.headers()) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

// The answer to a request to drain leaves before the server does.
constexpr std::chrono::milliseconds kAnswerTime(200);

/// Nothing of other servers, no script but our own, no frame around us.
QHttpServerResponse sealed(QHttpServerResponse &&response)
{
    response.addHeader("Content-Security-Policy",
                       "default-src 'none'; script-src 'self'; style-src 'self'; "
                       "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
                       "frame-ancestors 'none'");
    response.addHeader("X-Content-Type-Options", "nosniff");
    response.addHeader("Referrer-Policy", "no-referrer");
    response.addHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.addHeader("Cache-Control", "no-store");
    return std::move(response);
}

QHttpServerResponse sentence(const QByteArray &text, Status status)
{
    return sealed({"text/plain; charset=utf-8", text + '\n', status});
}

QHttpServerResponse json(const QJsonObject &object)
{
    return sealed({"application/json", QJsonDocument(object).toJson(QJsonDocument::Compact)});
}

QHttpServerResponse notHere()
{
    return sentence("There is no admin token. Start holdlined with --admin-token-file FILE.",
                    Status::NotFound);
}

/// From this machine, and not through a proxy on it.
bool isLocal(const QHttpServerRequest &request)
{
    const QUrl asked(u"http://"_s + QString::fromLatin1(header(request, "Host")));
    const bool isNamedSo = asked.host() == u"localhost" || QHostAddress(asked.host()).isLoopback();
    return request.remoteAddress().isLoopback() && isNamedSo
        && header(request, "Forwarded").isEmpty() && header(request, "X-Forwarded-For").isEmpty();
}

QString activityName(protocol::Activity::State state)
{
    switch (state) {
    case protocol::Activity::State::Idle:
        return u"idle"_s;
    case protocol::Activity::State::Listening:
        return u"listening"_s;
    case protocol::Activity::State::Waiting:
        return u"waiting"_s;
    case protocol::Activity::State::Thinking:
        return u"thinking"_s;
    case protocol::Activity::State::Speaking:
        break;
    }
    return u"speaking"_s;
}

QJsonObject toJson(const Operations::Row &row)
{
    return {
        {u"session"_s, row.session},
        {u"dialect"_s, row.isStreamed ? u"v1"_s : u"plain"_s},
        {u"attached"_s, row.isAttached},
        {u"activity"_s, activityName(row.activity)},
        {u"age_ms"_s, static_cast<qint64>(row.age.count())},
        {u"away_ms"_s, static_cast<qint64>(row.away.count())},
        {u"messages"_s, row.messages},
        {u"reconnections"_s, row.reconnections},
        {u"connection"_s, static_cast<qint64>(row.connection)},
        {u"held_bytes"_s, row.heldBytes},
    };
}

/// What a change is asked with. Only a script of our page, or a tool, can name this type.
QJsonObject body(const QHttpServerRequest &request)
{
    if (!header(request, "Content-Type").startsWith("application/json"))
        return {};
    return QJsonDocument::fromJson(request.body()).object();
}

} // namespace

AdminApi::AdminApi(QHttpServer &http, const AccessPolicy &policy, bool enabled,
                   Operations &operations, std::function<ServerFigures()> figures)
    : m_policy(policy)
    , m_isEnabled(enabled)
    , m_operations(operations)
    , m_figures(std::move(figures))
{
    routePage(http);
    routeApi(http);
}

void AdminApi::routePage(QHttpServer &http)
{
    http.route(u"/admin"_s, Method::Get,
               [this] { return page(u"admin.html"_s, "text/html; charset=utf-8"); });
    http.route(u"/admin/admin.css"_s, Method::Get,
               [this] { return page(u"admin.css"_s, "text/css; charset=utf-8"); });
    http.route(u"/admin/admin.js"_s, Method::Get,
               [this] { return page(u"admin.js"_s, "text/javascript; charset=utf-8"); });
    http.route(u"/logs"_s, Method::Get, [this] {
        return m_isEnabled ? sentence("WebSocket only.", Status::UpgradeRequired) : notHere();
    });
    http.route(u"/metrics"_s, Method::Get, [this](Request request) { return metrics(request); });
}

void AdminApi::routeApi(QHttpServer &http)
{
    http.route(u"/admin/api/state"_s, Method::Get,
               [this](Request request) { return guarded(request, [&] { return state(); }); });
    http.route(u"/admin/api/end"_s, Method::Post,
               [this](Request request) { return guarded(request, [&] { return end(request); }); });
    http.route(u"/admin/api/reset"_s, Method::Post, [this](Request request) {
        return guarded(request, [&] { return reset(request); });
    });
    http.route(u"/admin/api/drain"_s, Method::Post, [this](Request request) {
        return guarded(request, [&] { return drain(request); });
    });
}

QHttpServerResponse AdminApi::page(const QString &file, const QByteArray &mimeType) const
{
    if (!m_isEnabled)
        return notHere();
    QFile resource(u":/holdline/admin/"_s + file);
    if (!resource.open(QIODevice::ReadOnly))
        return sentence("The page is missing.", Status::InternalServerError);
    return sealed({mimeType, resource.readAll()});
}

QHttpServerResponse AdminApi::guarded(Request request,
                                      const std::function<QHttpServerResponse()> &answer)
{
    if (!m_isEnabled)
        return notHere();
    if (!m_policy.allowsOrigin(header(request, "Origin"), header(request, "Host")))
        return sentence("Only the page of this server may ask.", Status::Forbidden);
    if (m_policy.allowsAuthorization(header(request, "Authorization")))
        return answer();
    ++m_refused;
    qCInfo(lcServer, "refused an operator without the right token");
    auto refusal = sentence("The admin token is needed.", Status::Unauthorized);
    refusal.addHeader("WWW-Authenticate", "Bearer");
    return refusal;
}

QHttpServerResponse AdminApi::metrics(Request request)
{
    const auto tell = [this] {
        return sealed({"text/plain; version=0.0.4; charset=utf-8", metricsText(m_figures())});
    };
    return isLocal(request) ? tell() : guarded(request, tell);
}

// ---- the API

QHttpServerResponse AdminApi::state() const
{
    const std::vector<Operations::Row> rows = m_operations.sessions();
    QJsonArray sessions;
    for (std::size_t i = 0; i < std::min(rows.size(), kMaxRows); ++i)
        sessions.append(toJson(rows[i]));
    const ServerFigures figures = m_figures();
    return json({
        {u"version"_s, QStringLiteral(HOLDLINE_VERSION)},
        {u"connections"_s,
         figures.plainConnections + figures.streamedConnections + figures.waitingConnections},
        {u"attached"_s, figures.attachedSessions},
        {u"detached"_s, figures.detachedSessions},
        {u"observers"_s, figures.observers},
        {u"recognizers"_s, figures.recognizers},
        {u"recognizers_busy"_s, figures.busyRecognizers},
        {u"recognizer_queue"_s, figures.waitingUtterances},
        {u"sessions"_s, sessions},
    });
}

QHttpServerResponse AdminApi::end(Request request)
{
    const QString session = body(request)[u"session"_s].toString();
    switch (m_operations.end(session)) {
    case Operations::Outcome::Done:
        return json({{u"ended"_s, 1}});
    case Operations::Outcome::Unknown:
        return sentence("There is no such session.", Status::NotFound);
    case Operations::Outcome::Ambiguous:
        break;
    }
    return sentence("Several sessions have that short name.", Status::Conflict);
}

QHttpServerResponse AdminApi::reset(Request request)
{
    if (body(request)[u"confirm"_s] != u"all"_s)
        return sentence("This must be confirmed.", Status::BadRequest);
    return json({{u"ended"_s, m_operations.endAll()}});
}

QHttpServerResponse AdminApi::drain(Request request)
{
    if (body(request)[u"confirm"_s] != u"drain"_s)
        return sentence("This must be confirmed.", Status::BadRequest);
    qCInfo(lcServer, "the operator lets everybody go");
    QTimer::singleShot(kAnswerTime, this, &AdminApi::drainRequested);
    return json({{u"draining"_s, true}});
}

} // namespace holdline::server
