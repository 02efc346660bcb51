// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/durableclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"

#include <QDir>
#include <QTest>

namespace holdline::tst_storefiles {

using namespace testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 15000;

using Ending = std::function<void(DurableClient &)>;

} // namespace

/// What the real server leaves in its files, and what happens without them.
class TestStoreFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server.emplace();
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
        m_client.emplace(m_server->url());
        QVERIFY(m_client->enter());
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void whatIsToBeForgottenLiesInNoFile_data()
    {
        QTest::addColumn<Ending>("forget");
        QTest::addColumn<bool>("isOver");
        QTest::newRow("cleared") << Ending([](DurableClient &client) {
            client.send(protocol::ClientMessage(protocol::ClearHistory{}));
        }) << false;
        QTest::newRow("ended") << Ending([](DurableClient &client) {
            client.send(protocol::Bye{});
        }) << true;
    }
    void whatIsToBeForgottenLiesInNoFile()
    {
        QFETCH(Ending, forget);
        QFETCH(bool, isOver);
        say(u"remember that my color is xyzzy"_s, 1);
        say(u"what is my color"_s, 2);
        QVERIFY(occurrences("xyzzy") > 0);
        forget(*m_client);
        QTRY_VERIFY_WITH_TIMEOUT(isOver ? m_client->heard<protocol::ByeOk>()
                                        : m_client->stream().acknowledged() == 3,
                                 kPatience);
        m_server->kill();
        QCOMPARE(occurrences("xyzzy"), 0);
    }

    void aStoreThatWasDeletedIsNoLoss()
    {
        say(u"repeat one"_s, 1);
        QVERIFY(QFile::remove(m_server->folder() + u"/sessions.sqlite"_s));
        say(u"repeat two"_s, 2);
        m_server->kill();
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
        DurableClient other(m_server->url());
        QVERIFY(rejoins(other));
        QStringList questions;
        for (const protocol::HistoryMessage &message : other.history()) {
            if (message.role == protocol::HistoryMessage::Role::User)
                questions += message.content;
        }
        QCOMPARE(questions, (QStringList{u"repeat one"_s, u"repeat two"_s}));
    }

    void whatWasAcknowledgedOutlivesAKill()
    {
        m_client->send(protocol::ClientMessage(protocol::CallRequest{true}));
        say(u"repeat the quick brown fox jumps over the lazy dog"_s, 1);
        const quint64 samples = m_client->items<protocol::TtsEnd>().first().samples;
        QTRY_COMPARE_WITH_TIMEOUT(m_client->heardSpeech().size(), samples, kPatience);
        m_server->kill();
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
        DurableClient other(m_server->url());
        QVERIFY(rejoins(other));
        QTRY_COMPARE_WITH_TIMEOUT(other.heardSpeech().size(), samples, kPatience);
        QVERIFY(other.heardSpeech() == m_client->heardSpeech());
        QCOMPARE(other.items<protocol::CallStatusChanged>().last().status,
                 protocol::CallStatusChanged::Status::Active);
    }

private:
    /// Sends a text and waits until its whole answer has come. `answers` is the number of answers
    /// then.
    void say(const QString &text, int answers)
    {
        m_client->type(text);
        QTRY_COMPARE_WITH_TIMEOUT(m_client->items<protocol::TtsEnd>().size(), answers, kPatience);
    }
    bool rejoins(DurableClient &other)
    {
        other.adopt(*m_client);
        if (!QTest::qWaitFor([&] { return other.isGreeted(); }, kPatience))
            return false;
        other.resume(true);
        return QTest::qWaitFor([&] { return other.isWelcome(); }, kPatience);
    }
    int occurrences(const QByteArray &word) const
    {
        int count = 0;
        for (const QFileInfo &info : QDir(m_server->folder()).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly))
                count += static_cast<int>(file.readAll().toLower().count(word));
        }
        return count;
    }

    std::optional<ServerProcess> m_server;
    std::optional<DurableClient> m_client;
};

HOLDLINE_TEST(TestStoreFiles)

} // namespace holdline::tst_storefiles

#include "tst_storefiles.moc"
