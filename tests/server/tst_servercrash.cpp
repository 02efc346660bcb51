// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitestore.h"
#include "support/phoenix.h"
#include "support/testcase.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_servercrash {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Number of samples of the utterance; nullopt if there is a gap between its items.
std::optional<quint64> contiguousSamples(const DurableClient &client, quint32 utterance)
{
    quint64 position = 0;
    for (const protocol::AudioItem &item : client.speech()) {
        if (item.stream != utterance)
            continue;
        if (item.position != position)
            return std::nullopt;
        position += static_cast<quint64>(item.pcm.size()) / sizeof(audio::Sample);
    }
    return position;
}

bool isSpokenToTheEnd(const DurableClient &client, quint32 utterance)
{
    for (const auto &end : client.items<protocol::TtsEnd>()) {
        if (end.utterance == utterance)
            return contiguousSamples(client, utterance) == end.samples;
    }
    return false;
}

} // namespace

/// Kills the server at each of its writes, to see what is durable.
class TestServerCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto opened = server::openSqliteStore(m_folder.filePath(u"%1.sqlite"_s.arg(++m_stores)));
        QVERIFY(opened);
        m_store = std::move(opened).value();
    }

    void aTypedQuestionSurvivesACrashAtEveryWrite()
    {
        crashEverywhere([](DurableClient &client) { client.type(u"tell me a story"_s, u"t1"_s); },
                        [](DurableClient &) {}, u"tell me a story"_s);
    }

    void aSpokenQuestionSurvivesACrashAtEveryWrite()
    {
        crashEverywhere(
            [](DurableClient &client) {
                client.speak(1s);
                client.beSilent(1500ms);
            },
            // The microphone stays open. Otherwise the server would wait for the rest of the turn.
            [](DurableClient &client) { client.beSilent(100ms); }, {});
    }

    void whatWasInHandAtThreeCrashesIsGivenUp()
    {
        Phoenix phoenix(*m_store);
        DurableClient client(phoenix.server().url());
        QVERIFY(client.enter());
        phoenix.server().voice->speaking.close();
        client.type(u"the question that kills"_s);
        QTRY_VERIFY(!phoenix.server().voice->spoken().isEmpty());
        for (int crash = 1; crash < 3; ++crash) {
            phoenix.rise();
            phoenix.server().voice->speaking.close();
            QVERIFY(phoenix.resume(client));
            QTRY_VERIFY(!phoenix.server().voice->spoken().isEmpty());
        }
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"is given up"_s));
        phoenix.rise();
        QVERIFY(phoenix.resume(client));
        QTRY_COMPARE(client.items<protocol::ServerError>().size(), 1);
        QCOMPARE(client.items<protocol::ServerError>().first().code, u"work_given_up"_s);
        QTRY_COMPARE(client.answers().size(), 1);
        client.type(u"and now"_s);
        QTRY_VERIFY(client.answers().contains(u"You said: and now."_s));
    }

private:
    using Act = std::function<void(DurableClient &)>;

    /// Repeats the same conversation. Each time the server crashes one write later. `goOn` is what
    /// the client does when it is back.
    void crashEverywhere(const Act &ask, const Act &goOn, const QString &expected)
    {
        for (int life = 1;; ++life) {
            Phoenix phoenix(*m_store);
            DurableClient client(phoenix.server().url());
            QVERIFY(client.enter());
            phoenix.rise(life);
            QVERIFY2(phoenix.resume(client), qPrintable(u"life %1"_s.arg(life)));
            ask(client);
            QVERIFY2(
                QTest::qWaitFor([&] { return phoenix.isDead() || isSpokenToTheEnd(client, 1); }),
                qPrintable(u"life %1"_s.arg(life)));
            const bool survived = !phoenix.isDead();
            phoenix.rise();
            QVERIFY2(phoenix.resume(client), qPrintable(u"after life %1"_s.arg(life)));
            goOn(client);
            const auto isDone = [&] {
                return client.turns().size() == 1 && client.answers().size() == 1
                    && isSpokenToTheEnd(client, 1);
            };
            QVERIFY2(QTest::qWaitFor(isDone, 10000),
                     qPrintable(u"after a crash at write %1: %2 %3, %4 items of speech"_s.arg(life)
                                    .arg(client.turns().join(u'|'), client.answers().join(u'|'))
                                    .arg(client.speech().size())));
            QVERIFY(!client.sawViolation());
            if (!expected.isEmpty())
                QCOMPARE(client.turns(), QStringList{expected});
            QCOMPARE(client.answers(), QStringList{u"You said: %1."_s.arg(client.turns().first())});
            if (survived)
                return;
        }
    }

    // In memory if possible: the server only seems to crash, so nothing depends on the disk, and
    // each of hundreds of writes would wait for it.
    QTemporaryDir m_folder{QDir(u"/dev/shm"_s).exists() ? u"/dev/shm/holdline-XXXXXX"_s
                                                        : QString()};
    int m_stores = 0;
    std::unique_ptr<server::SessionStore> m_store;
};

HOLDLINE_TEST(TestServerCrash)

} // namespace holdline::tst_servercrash

#include "tst_servercrash.moc"
