// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitestore.h"
#include "support/phoenix.h"
#include "support/testcase.h"

#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_asideconversation {

using namespace testing;
using namespace Qt::StringLiterals;
using protocol::ClientMessage;

namespace {

QStringList questions(const QList<speech::Message> &messages)
{
    QStringList questions;
    for (const speech::Message &message : messages) {
        if (message.role == speech::Role::User)
            questions += message.text;
    }
    return questions;
}

void inMemoryAndAfterARestart()
{
    QTest::addColumn<bool>("isRestarted");
    QTest::newRow("in memory") << false;
    QTest::newRow("after a restart") << true;
}

} // namespace

/// A conversation that its user has left or cleared, and may still take back.
class TestAsideConversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto opened = server::openSqliteStore(m_folder.filePath(u"%1.sqlite"_s.arg(++m_stores)));
        QVERIFY(opened);
        m_store = std::move(opened).value();
        m_phoenix = std::make_unique<Phoenix>(*m_store);
        m_client = std::make_unique<DurableClient>(server().url());
        QVERIFY(m_client->enter());
        QVERIFY(ask(u"old"_s));
    }

    void cleanup()
    {
        m_client.reset();
        m_phoenix.reset();
        m_store.reset();
    }

    void theResponderDoesNotKnowWhatIsSetAside_data() { inMemoryAndAfterARestart(); }
    void theResponderDoesNotKnowWhatIsSetAside()
    {
        send(protocol::SetAside{false});
        QTRY_COMPARE(m_client->items<protocol::CallStatusChanged>().size(), 1);
        QCOMPARE(m_client->items<protocol::CallStatusChanged>().last().reason, u"new"_s);
        QVERIFY(goOn());
        QVERIFY(ask(u"new"_s));
        QCOMPARE(known(), QStringList());
    }

    void whatIsTakenBackIsKnownAgain_data() { inMemoryAndAfterARestart(); }
    void whatIsTakenBackIsKnownAgain()
    {
        send(protocol::SetAside{false});
        QVERIFY(ask(u"new"_s));
        QVERIFY(goOn());
        send(protocol::TakeBack{});
        QVERIFY(ask(u"newer"_s));
        QCOMPARE(known(), QStringList({u"old"_s, u"new"_s}));
        QCOMPARE(history(),
                 QStringList({u"old"_s, u"You said: old."_s, u"new"_s, u"You said: new."_s,
                              u"newer"_s, u"You said: newer."_s}));
        QCOMPARE(m_client->turns(), QStringList({u"old"_s, u"new"_s, u"newer"_s}));
    }

    void whatIsForgottenIsGone_data() { inMemoryAndAfterARestart(); }
    void whatIsForgottenIsGone()
    {
        send(protocol::SetAside{false});
        QVERIFY(ask(u"new"_s));
        QVERIFY(goOn());
        send(protocol::ForgetAside{});
        send(protocol::TakeBack{}); // which comes too late
        QVERIFY(ask(u"newer"_s));
        QCOMPARE(known(), QStringList{u"new"_s});
        QCOMPARE(history().size(), 4);
    }

    void asideAgainAllOfItIsTakenBack()
    {
        send(protocol::SetAside{false});
        QVERIFY(ask(u"new"_s));
        send(protocol::SetAside{false});
        QVERIFY(ask(u"newer"_s));
        QCOMPARE(known(), QStringList());
        send(protocol::TakeBack{});
        QVERIFY(ask(u"newest"_s));
        QCOMPARE(known(), QStringList({u"old"_s, u"new"_s, u"newer"_s}));
    }

    void aClientThatDoesNotKnowOfItMakesItForgotten()
    {
        send(protocol::SetAside{false});
        QVERIFY(ask(u"new"_s));
        QCOMPARE(history(), QStringList({u"new"_s, u"You said: new."_s}));
        QVERIFY(m_client->comeBack());
        send(protocol::TakeBack{});
        QVERIFY(ask(u"newer"_s));
        QCOMPARE(known(), QStringList{u"new"_s});
    }

    void aNewConversationForgetsWhatIsAside()
    {
        send(protocol::SetAside{false});
        send(protocol::NewConversation{});
        send(protocol::TakeBack{});
        QVERIFY(ask(u"newer"_s));
        QCOMPARE(known(), QStringList());
    }

private:
    TestServer &server() { return m_phoenix->server(); }
    void send(const ClientMessage &message) { m_client->send(message); }

    bool ask(const QString &text)
    {
        const QString answer = u"You said: %1."_s.arg(text);
        m_client->type(text);
        return QTest::qWaitFor([&] { return m_client->answers().contains(answer); });
    }
    /// In the row after a restart, restarts the server.
    bool goOn()
    {
        QFETCH(bool, isRestarted);
        if (!isRestarted)
            return true;
        m_phoenix->rise();
        return m_phoenix->resume(*m_client);
    }
    /// The earlier questions that the responder knew when it was asked last.
    QStringList known() { return questions(server().responder.prompts().last().context); }
    /// The history as a new process of the client is told it.
    QStringList history()
    {
        DurableClient other(server().url());
        other.adopt(*m_client);
        if (!QTest::qWaitFor([&] { return other.isGreeted(); }))
            return {};
        other.resume(true);
        if (!QTest::qWaitFor([&] { return other.isWelcome(); }))
            return {};
        QStringList texts;
        for (const protocol::HistoryMessage &message : other.history())
            texts += message.content + message.unheard;
        return texts;
    }

    QTemporaryDir m_folder;
    int m_stores = 0;
    std::unique_ptr<server::SessionStore> m_store;
    std::unique_ptr<Phoenix> m_phoenix;
    std::unique_ptr<DurableClient> m_client;
};

HOLDLINE_TEST(TestAsideConversation)

} // namespace holdline::tst_asideconversation

#include "tst_asideconversation.moc"
