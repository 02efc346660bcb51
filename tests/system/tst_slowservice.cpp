// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/durableclient.h"
#include "support/scriptedservice.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

namespace holdline::tst_slowservice {

using namespace testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSessions = 100;
constexpr int kConnections = 6; // of the server to the service
constexpr int kPatience = 60'000; // ms

QString question(int user)
{
    return u"what does user %1 want"_s.arg(user);
}

} // namespace

/// A hundred sessions on the real server, and a language model that answers nobody for a long time.
class TestSlowService : public QObject
{
    Q_OBJECT

    ScriptedService m_service;
    std::unique_ptr<ServerProcess> m_server;
    std::vector<std::unique_ptr<DurableClient>> m_users;

    std::unique_ptr<DurableClient> newUser()
    {
        auto user = std::make_unique<DurableClient>(m_server->url());
        return user->enter() ? std::move(user) : nullptr;
    }

    /// The users whose questions were sent to the service, in this order.
    QList<int> asked() const
    {
        QList<int> users;
        for (const ScriptedService::Request &request : m_service.requests()) {
            // The newest question is the last one in the request.
            const qsizetype at = request.body.lastIndexOf("what does user ");
            users += request.body.mid(at).split(' ').value(3).toInt();
        }
        return users;
    }

    bool answerOne()
    {
        return QTest::qWaitFor(
            [this] { return m_service.answer({.bytes = ScriptedService::streamed({"Tea."})}); },
            kPatience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_service.listen());
        m_server = std::make_unique<ServerProcess>(QStringList{
            u"--language-url"_s, m_service.base().toString(), u"--language-model"_s, u"tiny"_s,
            u"--sessions-per-address"_s, u"200"_s, u"--connections-per-address"_s, u"1000"_s});
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
    }

    void cleanupTestCase()
    {
        m_users.clear();
        m_server.reset();
    }

    void disturbsNobodyAndServesUsersInTurn()
    {
        for (int user = 0; user < kSessions; ++user) {
            m_users.push_back(newUser());
            QVERIFY(m_users.back());
            m_users.back()->type(question(user));
        }
        QTRY_COMPARE(m_service.requests().size(), kConnections);

        // Nobody was answered, and the sockets of all others live on.
        for (const auto &user : m_users) {
            QSignalSpy pong(&user->socket(), &QWebSocket::pong);
            user->socket().ping();
            QVERIFY(pong.wait(kPatience));
        }
        QVERIFY(newUser());
        QCOMPARE(m_service.requests().size(), kConnections);

        // A user who asks again gets in line behind all others.
        QVERIFY(answerOne());
        const int greedy = asked().first();
        auto &first = *m_users[static_cast<std::size_t>(greedy)];
        QTRY_COMPARE_WITH_TIMEOUT(first.answers().size(), 1, kPatience);
        first.type(question(greedy));
        for (int i = 1; i < kSessions + 1; ++i)
            QVERIFY2(answerOne(), qPrintable(QString::number(i)));
        for (const auto &user : m_users)
            QTRY_VERIFY_WITH_TIMEOUT(!user->answers().isEmpty(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(first.answers().size() >= 2, kPatience); // one was interrupted

        QList<int> order = asked();
        QCOMPARE(order.size(), kSessions + 1);
        QCOMPARE(order.takeLast(), greedy);
        std::ranges::sort(order);
        for (int user = 0; user < kSessions; ++user)
            QCOMPARE(order[user], user);
        QVERIFY2(m_service.mostOpenConnections() <= kConnections,
                 qPrintable(QString::number(m_service.mostOpenConnections())));
    }
};

HOLDLINE_TEST(TestSlowService)

} // namespace holdline::tst_slowservice

#include "tst_slowservice.moc"
