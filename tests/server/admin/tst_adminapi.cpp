// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/adminapi.h"

#include "support/durableclient.h"
#include "support/httprequest.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_adminapi {

using namespace server;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kToken = "a-token-of-the-operator";
const QByteArray kJson = "Content-Type: application/json";

TestServer::Options withToken(const QStringList &allowedOrigins = {})
{
    ServerSettings settings;
    settings.adminToken = kToken;
    settings.allowedOrigins = allowedOrigins;
    return {.settings = settings};
}

HttpRequest get(const TestServer &server, const QByteArray &path)
{
    return {.port = server.server.port(), .path = path, .token = kToken};
}

HttpRequest post(const TestServer &server, const QByteArray &path, const QJsonObject &body)
{
    return {.port = server.server.port(),
            .method = "POST",
            .path = path,
            .token = kToken,
            .body = QJsonDocument(body).toJson(QJsonDocument::Compact),
            .headers = {kJson}};
}

QJsonArray sessionsOf(const TestServer &server)
{
    return get(server, "/admin/api/state").send().json()[u"sessions"_s].toArray();
}

} // namespace

class TestAdminApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- access

    void lets_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const char *method, const char *path,
                            const QByteArray &token, const char *origin, int status) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(path) << token
                                << QByteArray(origin) << status;
        };
        const QByteArray none;
        row("anybody see the page", "GET", "/admin", none, "", 200);
        row("anybody see its script", "GET", "/admin/admin.js", none, "", 200);
        row("anybody see its style", "GET", "/admin/admin.css", none, "", 200);
        row("the operator in", "GET", "/admin/api/state", kToken, "", 200);
        row("our own page in", "GET", "/admin/api/state", kToken, "http://127.0.0.1:%PORT%", 200);
        row("nobody in without the token", "GET", "/admin/api/state", none, "", 401);
        row("nobody in with a wrong one", "GET", "/admin/api/state", "guessed", "", 401);
        row("nobody in with a part of it", "GET", "/admin/api/state", kToken.left(8), "", 401);
        row("no foreign page in", "GET", "/admin/api/state", kToken, "https://evil.example", 403);
        row("no page of another port in", "GET", "/admin/api/state", kToken, "http://127.0.0.1:1",
            403);
        row("nobody end with a wrong token", "POST", "/admin/api/end", "guessed", "", 401);
        row("nobody reset with a wrong token", "POST", "/admin/api/reset", "guessed", "", 401);
        row("nobody drain with a wrong token", "POST", "/admin/api/drain", "guessed", "", 401);
        row("nobody change by looking", "GET", "/admin/api/reset", kToken, "", 404);
    }

    void lets()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, origin);
        TestServer server(withToken());
        const quint16 port = server.server.port();
        HttpRequest request{.port = port, .method = method, .path = path, .token = token};
        if (!origin.isEmpty())
            request.headers.append("Origin: " + origin.replace("%PORT%", QByteArray::number(port)));
        QTEST(request.send().status, "status");
    }

    /// A page that may talk to the server must not be able to administer it.
    void doesNotTrustTheOriginsOfClients()
    {
        TestServer server(withToken({u"*"_s}));
        HttpRequest request = get(server, "/admin/api/state");
        request.headers.append("Origin: https://evil.example");
        QCOMPARE(request.send().status, 403);
    }

    void isNotThereWithoutAToken_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"/admin", "/admin/admin.js", "/admin/api/state", "/logs"})
            QTest::newRow(path) << QByteArray(path);
    }

    void isNotThereWithoutAToken()
    {
        QFETCH(QByteArray, path);
        TestServer server;
        const auto answer = get(server, path).send();
        QCOMPARE(answer.status, 404);
        QVERIFY(answer.body.contains("--admin-token-file"));
    }

    void leadsNowhereElse_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path :
             {"/admin/../health", "/admin/..%2f..%2fetc%2fpasswd",
              "/admin/%2e%2e/%2e%2e/etc/passwd", "/admin/../../../../etc/passwd",
              "/admin//etc/passwd", "//admin", "/admin/admin.html",
              "/admin/admin.js/../../holdline", "/admin/:/holdline/admin/admin.html",
              "/admin/api/../api/state", "/admin/api/state/", "/ADMIN/api/state",
              "/admin/api/state%00", "/admin/holdline.qss"})
            QTest::newRow(path) << QByteArray(path);
    }

    void leadsNowhereElse()
    {
        QFETCH(QByteArray, path);
        TestServer server(withToken());
        HttpRequest request = get(server, path);
        request.token.clear();
        const auto answer = request.send();
        QVERIFY2(answer.status == 404 || answer.status == 400 || answer.status == 401,
                 QByteArray::number(answer.status));
        QVERIFY(!answer.body.contains("root:"));
        QVERIFY(!answer.body.contains("sessions"));
    }

    void sealsThePage()
    {
        TestServer server(withToken());
        const auto answer = get(server, "/admin").send();
        QVERIFY(answer.head.contains("content-security-policy: default-src 'none'; "
                                     "script-src 'self'; style-src 'self'; connect-src 'self'"));
        QVERIFY(answer.head.contains("frame-ancestors 'none'"));
        QVERIFY(answer.head.contains("x-content-type-options: nosniff"));
        QVERIFY(answer.head.contains("referrer-policy: no-referrer"));
        for (const char *path : {"/admin", "/admin/admin.js", "/admin/admin.css"}) {
            const QByteArray body = get(server, path).send().body;
            for (const char *foreign :
                 {"http://", "https://", "//cdn", "innerHTML", "outerHTML", "insertAdjacentHTML",
                  "document.write", "eval(", " style=", "onclick", "localStorage"})
                QVERIFY2(!body.contains(foreign), foreign);
        }
    }

    // ---- figures

    void listsTheSessions()
    {
        TestServer server(withToken());
        WireClient plain(server.url());
        DurableClient streamed(server.url());
        QTRY_VERIFY(plain.hasSession() && streamed.isGreeted());
        streamed.open();
        QTRY_VERIFY(streamed.isWelcome());
        plain.type(u"hello"_s);
        QTRY_VERIFY(plain.heardOf(u"final_assistant_answer"_s));
        streamed.setAcknowledging(false);
        streamed.type(u"hello"_s);
        QTRY_VERIFY(!streamed.items<protocol::FinalAssistantAnswer>().isEmpty());
        server.clock.advance(3s);

        const QJsonObject state = get(server, "/admin/api/state").send().json();
        QCOMPARE(state[u"attached"_s], 2);
        QCOMPARE(state[u"connections"_s], 2);
        QCOMPARE(state[u"version"_s], QStringLiteral(HOLDLINE_VERSION));
        const QJsonArray sessions = state[u"sessions"_s].toArray();
        QCOMPARE(sessions.size(), 2);
        for (const auto value : sessions) {
            const QJsonObject session = value.toObject();
            const bool isPlain = session[u"dialect"_s] == u"plain"_s;
            const SessionId id = isPlain ? plain.sessionId() : *streamed.id();
            QCOMPARE(session[u"session"_s].toString(), id.shortened());
            QVERIFY(session[u"attached"_s].toBool());
            QCOMPARE(session[u"messages"_s], 2);
            QCOMPARE(session[u"age_ms"_s], 3000);
            QVERIFY(isPlain || session[u"held_bytes"_s].toInt() > 0);
            QVERIFY(isPlain || session[u"connection"_s].toInt() > 0);
        }
        const QByteArray text = get(server, "/admin/api/state").send().body;
        QVERIFY(!text.contains(plain.sessionId().toString().toLatin1()));
        QVERIFY(!text.contains(streamed.secret().toBase64(QByteArray::Base64UrlEncoding)));
        QVERIFY(!text.contains("hello"));
    }

    void tellsWhoIsAway()
    {
        TestServer server(withToken());
        {
            WireClient client(server.url());
            QTRY_VERIFY(client.hasSession());
            client.type(u"hello"_s);
            QTRY_VERIFY(client.heardOf(u"final_assistant_answer"_s));
        }
        QTRY_COMPARE(server.registry.counts().disconnected, 1);
        server.clock.advance(7s);
        const QJsonObject session = sessionsOf(server).first().toObject();
        QVERIFY(!session[u"attached"_s].toBool());
        QCOMPARE(session[u"away_ms"_s], 7000);
    }

    // ---- actions

    void endsAPlainSession()
    {
        TestServer server(withToken());
        WireClient client(server.url());
        WireClient other(server.url());
        QTRY_VERIFY(client.hasSession() && other.hasSession());
        const SessionId id = client.sessionId();
        QCOMPARE(post(server, "/admin/api/end", {{u"session"_s, id.shortened()}}).send().status,
                 200);
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(server.registry.counts().total, 1);
        WireClient again(server.url(u"session_id="_s + id.toString()));
        QTRY_COMPARE(again.story(), (QStringList{u"session_id"_s, u"configured"_s}));
        QVERIFY(again.sessionId() != id);
        QVERIFY(other.isOpen());
    }

    void endsAStreamedSession()
    {
        TestServer server(withToken());
        DurableClient client(server.url());
        QTRY_VERIFY(client.isGreeted());
        client.open();
        QTRY_VERIFY(client.isWelcome());
        const QSignalSpy closed(&client.socket(), &QWebSocket::disconnected);
        QCOMPARE(post(server, "/admin/api/end", {{u"session"_s, client.id()->shortened()}})
                     .send()
                     .status,
                 200);
        QTRY_VERIFY(!closed.isEmpty());
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.heard<protocol::Reset>());
        QCOMPARE(client.last<protocol::Reset>()->reason, protocol::Reset::Reason::Expired);
    }

    void endsNothingElse_data()
    {
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("nothing named") << QJsonObject() << 404;
        QTest::newRow("empty") << QJsonObject{{u"session"_s, QString()}} << 404;
        QTest::newRow("unknown") << QJsonObject{{u"session"_s, u"0a1b2c3d"_s}} << 404;
        QTest::newRow("a path") << QJsonObject{{u"session"_s, u"../../*"_s}} << 404;
        QTest::newRow("script") << QJsonObject{{u"session"_s, u"<script>alert(1)</script>"_s}}
                                << 404;
        QTest::newRow("SQL") << QJsonObject{{u"session"_s, u"' OR 1=1 --"_s}} << 404;
        QTest::newRow("a list") << QJsonObject{{u"session"_s, QJsonArray{u"a"_s}}} << 404;
    }

    void endsNothingElse()
    {
        QFETCH(QJsonObject, body);
        TestServer server(withToken());
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        const auto answer = post(server, "/admin/api/end", body).send();
        QTEST(answer.status, "status");
        QVERIFY(!answer.body.contains('<'));
        QCOMPARE(server.registry.counts().total, 1);
        QVERIFY(client.isOpen());
    }

    void resetsEverythingWhenConfirmed()
    {
        TestServer server(withToken());
        WireClient plain(server.url());
        DurableClient streamed(server.url());
        QTRY_VERIFY(plain.hasSession() && streamed.isGreeted());
        streamed.open();
        QTRY_VERIFY(streamed.isWelcome());
        QCOMPARE(post(server, "/admin/api/reset", {}).send().status, 400);
        QCOMPARE(post(server, "/admin/api/reset", {{u"confirm"_s, true}}).send().status, 400);
        HttpRequest form = post(server, "/admin/api/reset", {{u"confirm"_s, u"all"_s}});
        form.headers = {"Content-Type: text/plain"};
        QCOMPARE(form.send().status, 400);
        QCOMPARE(server.registry.counts().total, 2);

        const auto answer = post(server, "/admin/api/reset", {{u"confirm"_s, u"all"_s}}).send();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json()[u"ended"_s], 2);
        QCOMPARE(server.registry.counts().total, 0);
        QTRY_VERIFY(plain.isClosed());
    }

    void resetsWhatIsOnlyStored()
    {
        TestServer server(withToken());
        DurableClient client(server.url());
        QTRY_VERIFY(client.isGreeted());
        client.open();
        QTRY_VERIFY(client.isWelcome());
        client.cut();
        QTRY_COMPARE(server.registry.counts().total, 0); // an unused session leaves memory
        QCOMPARE(post(server, "/admin/api/reset", {{u"confirm"_s, u"all"_s}}).send().status, 200);
        client.dial();
        QTRY_VERIFY(client.isGreeted());
        client.resume();
        QTRY_VERIFY(client.heard<protocol::Reset>());
    }

    void drainsWhenConfirmed()
    {
        TestServer server(withToken());
        WireClient client(server.url());
        QTRY_VERIFY(client.hasSession());
        const QSignalSpy ended(&server.server, &Server::ended);
        QCOMPARE(post(server, "/admin/api/drain", {}).send().status, 400);
        QCOMPARE(post(server, "/admin/api/drain", {{u"confirm"_s, u"drain"_s}}).send().status, 200);
        QTRY_COMPARE(client.closeCode(), 4412);
        QTRY_VERIFY(!ended.isEmpty());
    }
};

HOLDLINE_TEST(TestAdminApi)

} // namespace holdline::tst_adminapi

#include "tst_adminapi.moc"
