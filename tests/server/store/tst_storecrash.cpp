// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storeaccess.h"
#include "support/storeundertest.h"
#include "support/testcase.h"

#include <QProcess>
#include <QTest>

#include <cstdio>

namespace holdline::tst_storecrash {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

constexpr quint64 kInFlight = 64;
constexpr int kMessages = 50;

SessionId session()
{
    return *SessionId::parse(u"0d5c3a52-7a51-4d2b-9b57-4a54a3a8a001"_s);
}

/// One item and all its effects.
Batch batchOf(quint64 number)
{
    const SessionId id = session();
    protocol::AudioItem audio{.position = number * 1600, .pcm = QByteArray(3200, 'x')};
    Batch batch{AudioJournaled{id, number, std::move(audio)}, ItemReceived{id, number}};
    for (int i = 0; i < kMessages; ++i) // so that a kill hits a batch in its middle
        batch.push_back(said(id, QString::number(number), i));
    batch.push_back(ItemLogged{id, number, "{\"n\":" + QByteArray::number(number) + '}'});
    batch.push_back(RestartsNoted{id, static_cast<int>(number)});
    return batch;
}

/// Continues after the last stored number, and reports each commit until it is killed.
class Writer
{
public:
    explicit Writer(std::unique_ptr<SessionStore> store) : m_store(std::move(store))
    {
        m_store->load(session(), 1, [this](const Result<Lookup, StoreError> &answer) {
            if (const auto *found = std::get_if<StoredSession>(&answer.value()))
                m_last = found->stream->received;
            else
                m_store->commit({SessionCreated{session(), at(0), "secret", u"epoch"_s}}, {});
            for (quint64 i = 0; i < kInFlight; ++i)
                commitNext();
        });
    }

private:
    void commitNext()
    {
        m_store->commit(batchOf(++m_last), [this, mine = m_last](const auto &outcome) {
            std::printf("%s %llu\n", outcome ? "committed" : "failed",
                        static_cast<unsigned long long>(mine));
            std::fflush(stdout);
            commitNext();
        });
    }

    std::unique_ptr<SessionStore> m_store;
    quint64 m_last = 0;
};

int writeUntilKilled(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    auto store = openSqliteStore(QString::fromLocal8Bit(argv[2]));
    if (!store)
        return 1;
    const Writer writer(std::move(store).value());
    return QCoreApplication::exec();
}

} // namespace

class TestStoreCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store.begin(); }
    void cleanup() { m_store.end(); }

    void hasEveryCommittedBatchWholeAfterAKill()
    {
        for (int round = 1; round <= 5; ++round) {
            const quint64 reported = reportedBeforeKill(m_last + 10U * quint64(round));
            QVERIFY(reported > m_last);
            m_store.openSqlite();
            const auto found = stored(*m_store, session());
            QVERIFY(found && found->stream);
            const StoredStream &stream = *found->stream;
            m_last = stream.received;
            QVERIFY2(m_last >= reported, qPrintable(QString::number(reported)));
            QCOMPARE(quint64(stream.restarts), m_last);
            QCOMPARE(stream.journal.size(), m_last);
            QCOMPARE(stream.journal.back().entry, m_last);
            QCOMPARE(stream.log.size(), m_last);
            QCOMPARE(quint64(found->messageCount), m_last * kMessages);
            QCOMPARE(found->messages.back().text, QString::number(m_last));
            m_store.close();
        }
    }

private:
    /// The last number that a writer has reported. It is killed as soon as it has reported
    /// `enough`.
    quint64 reportedBeforeKill(quint64 enough)
    {
        QProcess writer;
        writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        writer.start(QCoreApplication::applicationFilePath(),
                     {u"storecrash"_s, u"--write"_s, m_store.path()});
        QByteArray output;
        quint64 last = 0;
        while (last < enough && writer.waitForReadyRead(30'000)) {
            output += writer.readAllStandardOutput();
            last = lastReported(output);
        }
        writer.kill();
        writer.waitForFinished();
        return lastReported(output + writer.readAllStandardOutput());
    }
    static quint64 lastReported(const QByteArray &output)
    {
        const qsizetype end = output.lastIndexOf('\n');
        const QByteArray line = output.left(std::max(end, qsizetype(0))).split('\n').last();
        return line.startsWith("committed ") ? line.mid(10).toULongLong() : 0;
    }

    StoreUnderTest m_store;
    quint64 m_last = 0;
};

static int writeOrTest(int argc, char **argv)
{
    if (argc == 3 && qstrcmp(argv[1], "--write") == 0)
        return writeUntilKilled(argc, argv);
    return runTest<TestStoreCrash>(argc, argv);
}

HOLDLINE_TEST_MAIN(writeOrTest)

} // namespace holdline::tst_storecrash

#include "tst_storecrash.moc"
