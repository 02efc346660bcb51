// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/adminapi.h"

#include "core/log.h"
#include "server/admin/metrics.h"
#include "server/door/servernames.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

// The answer to a drain request is sent before the drain begins.
constexpr std::chrono::milliseconds kAnswerTime(200);

/// Adds header fields that forbid content of other servers, foreign scripts and embedding in
/// frames.
HttpAnswer sealed(HttpAnswer answer)
{
    answer.fields = {{"Content-Security-Policy",
                      "default-src 'none'; script-src 'self'; style-src 'self'; "
                      "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
                      "frame-ancestors 'none'"},
                     {"X-Content-Type-Options", "nosniff"},
                     {"Referrer-Policy", "no-referrer"},
                     {"Cross-Origin-Resource-Policy", "same-origin"},
                     {"Cache-Control", "no-store"}};
    return answer;
}

HttpAnswer sentence(const QByteArray &text, int status)
{
    return sealed(HttpAnswer::sentence(text, status));
}

HttpAnswer json(const QJsonObject &object)
{
    return sealed(
        {.type = "application/json", .body = QJsonDocument(object).toJson(QJsonDocument::Compact)});
}

HttpAnswer notHere()
{
    return sentence("There is no admin token. Start holdlined with --admin-token-file FILE.", 404);
}

/// True if the request comes from this machine, names it in the Host header, and was not forwarded
/// by a proxy that says so.
bool isLocal(const PageRequest &request)
{
    return request.peer.isLoopback() && !request.head.isForwarded
        && isThisMachine(hostNameIn(request.head.host));
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
        {u"dialect"_s, row.isDurable ? u"v1"_s : u"plain"_s},
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

/// The JSON object in the body of a request. Empty unless the content type is application/json,
/// which a foreign page cannot send without the permission of this server.
QJsonObject contentOf(const PageRequest &request)
{
    if (!request.head.contentType.startsWith("application/json"))
        return {};
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

AdminApi::AdminApi(HttpPages &pages, const AccessPolicy &policy, Openness openness,
                   Operations &operations, const FigureSource &figures)
    : m_policy(policy)
    , m_openness(openness)
    , m_operations(operations)
    , m_figures(figures)
{
    addPages(pages);
    addApi(pages);
}

void AdminApi::addPages(HttpPages &pages)
{
    pages.add("GET", "/admin",
              [this](Request) { return page(u"admin.html"_s, "text/html; charset=utf-8"); });
    pages.add("GET", "/admin/admin.css",
              [this](Request) { return page(u"admin.css"_s, "text/css; charset=utf-8"); });
    pages.add("GET", "/admin/admin.js",
              [this](Request) { return page(u"admin.js"_s, "text/javascript; charset=utf-8"); });
    pages.add("GET", "/logs", [this](Request) {
        return m_openness.isEnabled ? sentence("WebSocket only.", 426) : notHere();
    });
    pages.add("GET", "/metrics", [this](Request request) { return metrics(request); });
}

void AdminApi::addApi(HttpPages &pages)
{
    pages.add("GET", "/admin/api/state",
              [this](Request request) { return guarded(request, [&] { return state(); }); });
    pages.add("POST", "/admin/api/end",
              [this](Request request) { return guarded(request, [&] { return end(request); }); });
    pages.add("POST", "/admin/api/reset",
              [this](Request request) { return guarded(request, [&] { return reset(request); }); });
    pages.add("POST", "/admin/api/drain",
              [this](Request request) { return guarded(request, [&] { return drain(request); }); });
}

HttpAnswer AdminApi::page(const QString &file, const QByteArray &type) const
{
    if (!m_openness.isEnabled)
        return notHere();
    QFile resource(u":/holdline/admin/"_s + file);
    if (!resource.open(QIODevice::ReadOnly))
        return sentence("The page is missing.", 500);
    return sealed({.type = type, .body = resource.readAll()});
}

HttpAnswer AdminApi::guarded(Request request, const std::function<HttpAnswer()> &answer)
{
    if (!m_openness.isEnabled)
        return notHere();
    if (!m_policy.allowsOrigin(request.head.origin, request.head.host))
        return sentence("Only the page of this server may ask.", 403);
    if (m_policy.allowsAuthorization(request.head.authorization))
        return answer();
    ++m_refused;
    qCInfo(lcServer, "refused an operator without the right token");
    HttpAnswer refusal = sentence("The admin token is needed.", 401);
    refusal.fields.emplace_back("WWW-Authenticate", "Bearer");
    return refusal;
}

HttpAnswer AdminApi::metrics(Request request)
{
    const auto tell = [this] {
        return sealed({.type = "text/plain; version=0.0.4; charset=utf-8",
                       .body = metricsText(m_figures.figures())});
    };
    return m_openness.isOpenToThisMachine && isLocal(request) ? tell() : guarded(request, tell);
}

// ---- the API

HttpAnswer AdminApi::state() const
{
    const std::vector<Operations::Row> rows = m_operations.sessions();
    QJsonArray sessions;
    for (std::size_t i = 0; i < std::min(rows.size(), kMaxRows); ++i)
        sessions.append(toJson(rows[i]));
    const ServerFigures figures = m_figures.figures();
    return json({
        {u"version"_s, QStringLiteral(HOLDLINE_VERSION)},
        {u"connections"_s,
         figures.plainConnections + figures.durableConnections + figures.waitingConnections},
        {u"attached"_s, figures.attachedSessions},
        {u"detached"_s, figures.detachedSessions},
        {u"observers"_s, figures.observers},
        {u"recognizers"_s, figures.recognizers},
        {u"recognizers_busy"_s, figures.busyRecognizers},
        {u"recognizer_queue"_s, figures.waitingUtterances},
        {u"sessions"_s, sessions},
    });
}

HttpAnswer AdminApi::end(Request request)
{
    const QString session = contentOf(request)[u"session"_s].toString();
    switch (m_operations.end(session)) {
    case Operations::Outcome::Done:
        return json({{u"ended"_s, 1}});
    case Operations::Outcome::Unknown:
        return sentence("There is no such session.", 404);
    case Operations::Outcome::Ambiguous:
        break;
    }
    return sentence("Several sessions have that short name.", 409);
}

HttpAnswer AdminApi::reset(Request request)
{
    if (contentOf(request)[u"confirm"_s] != u"all"_s)
        return sentence("This must be confirmed.", 400);
    return json({{u"ended"_s, m_operations.endAll()}});
}

HttpAnswer AdminApi::drain(Request request)
{
    if (contentOf(request)[u"confirm"_s] != u"drain"_s)
        return sentence("This must be confirmed.", 400);
    qCInfo(lcServer, "the operator lets everybody go");
    QTimer::singleShot(kAnswerTime, this, &AdminApi::drainRequested);
    return json({{u"draining"_s, true}});
}

} // namespace holdline::server
