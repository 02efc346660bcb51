// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite.h"
#include "server/store/sqlitestore.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/testcertificate.h"
#include "support/wireclient.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

namespace holdline::tst_holdlined {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration kStartTimeout = 30s;
// We promise two seconds.
constexpr Duration kEndTimeout = 6s;
const QByteArray kToken = "a-token-of-its-client";

/// A holdlined process with its store in a folder of its own.
class Daemon : public ChildProcess
{
public:
    explicit Daemon(const QStringList &arguments)
        : ChildProcess(ServerProcess::program(), arguments)
    {
        start();
    }

    /// Starts it as an embedded server with kToken.
    static std::unique_ptr<Daemon> embedded(const QString &store)
    {
        auto daemon = std::make_unique<Daemon>(
            QStringList{u"--embedded"_s, u"--port"_s, u"0"_s, u"--store"_s, store});
        daemon->write(kToken + '\n');
        return daemon;
    }

    /// The address on which it says that it listens; empty if it does not say so.
    QUrl url() const
    {
        static const QRegularExpression pattern(u"^listening (ws://127\\.0\\.0\\.1:\\d+/ws)$"_s);
        waitUntil([this] { return !standardOutput().isEmpty(); }, kStartTimeout);
        return QUrl(pattern.match(standardOutput().value(0).text).captured(1));
    }
    bool ends() const { return waitForEnd(kEndTimeout); }
    bool endsOrderly() const { return ends() && exitCode() == 0; }
    void signal(int number) const { ::kill(static_cast<pid_t>(pid()), number); }
};

QNetworkRequest withToken(const QUrl &url, const QByteArray &token)
{
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + token);
    return request;
}

} // namespace

/// The program as operators and clients start it.
class TestHoldlined : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmbeddedServerListensAtOnceAndWantsItsToken()
    {
        const auto daemon = Daemon::embedded(u"memory"_s);
        const QUrl url = daemon->url();
        QVERIFY(url.isValid());
        QWebSocket stranger;
        stranger.open(url);
        QTRY_COMPARE(stranger.state(), QAbstractSocket::UnconnectedState);
        QWebSocket client;
        client.open(withToken(url, kToken));
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    }

    void anEmbeddedServerEndsWithItsClient()
    {
        const auto daemon = Daemon::embedded(u"memory"_s);
        QVERIFY(daemon->url().isValid());
        daemon->closeInput();
        QVERIFY(daemon->endsOrderly());
    }

    void aSignalEndsItOrderly_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("Ctrl-C") << SIGINT;
    }

    void aSignalEndsItOrderly()
    {
        QFETCH(int, number);
        const auto daemon = Daemon::embedded(u"memory"_s);
        QWebSocket client;
        client.open(withToken(daemon->url(), kToken));
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        daemon->signal(number);
        QVERIFY(daemon->endsOrderly());
        QTRY_COMPARE(static_cast<int>(client.closeCode()), 4412);
    }

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    /// As an operator does it with `ulimit -v`.
    void saysWhatItCouldNotDoWithTooLittleMemory()
    {
        ChildProcess daemon(u"/bin/sh"_s,
                            {u"-c"_s, u"ulimit -v 150000; exec \"$0\" \"$@\""_s,
                             ServerProcess::program(), u"--port"_s, u"0"_s, u"--store"_s,
                             u"memory"_s});
        QVERIFY(daemon.start());
        QVERIFY(daemon.waitForEnd(kStartTimeout));
        QVERIFY2(daemon.exitCode() > 0, qPrintable(daemon.errorText())); // it did not crash
        QVERIFY2(daemon.errorText().contains(u"not enough memory"_s),
                 qPrintable(daemon.errorText()));
    }
#endif

    void aDamagedStoreIsNoEndForAnEmbeddedServer_data()
    {
        damagedStores();
    }
    void aDamagedStoreIsNoEndForAnEmbeddedServer()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"sessions.sqlite"_s);
        QVERIFY(makeDamagedStore(path));
        const auto daemon = Daemon::embedded(u"sqlite:"_s + path);
        QVERIFY2(daemon->url().isValid(), qPrintable(daemon->errorText()));
        QVERIFY(waitUntil([&] { return daemon->standardOutput().size() == 2; }, kStartTimeout));
        const QString said = daemon->standardOutput().at(1).text;
        QVERIFY2(said.startsWith(u"set aside %1.damaged-"_s.arg(path)), qPrintable(said));
        QVERIFY(QFile::exists(said.mid(u"set aside "_s.size())));
        QVERIFY(daemon->errorText().contains(u"is damaged"_s));
    }

    void anOperatorDecidesAboutADamagedStore_data()
    {
        damagedStores();
    }
    void anOperatorDecidesAboutADamagedStore()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"sessions.sqlite"_s);
        QVERIFY(makeDamagedStore(path));
        const QStringList usual{u"--port"_s, u"0"_s, u"--store"_s, u"sqlite:"_s + path};
        Daemon refusing(usual);
        QVERIFY(refusing.ends());
        QCOMPARE(refusing.exitCode(), 1);
        QVERIFY2(refusing.errorText().contains(u"The session store %1 is damaged"_s.arg(path)),
                 qPrintable(refusing.errorText()));
        QCOMPARE(QDir(folder.path()).entryList({u"*.damaged-*"_s}).size(), 0);

        Daemon moving(usual + QStringList{u"--store-damaged"_s, u"move-aside"_s});
        QVERIFY(waitUntil([&] { return moving.errorText().contains(u" listens on "_s); },
                          kStartTimeout));
        QVERIFY(!QDir(folder.path()).entryList({u"*.damaged-*"_s}).isEmpty());
    }

    void aPortInUseIsAClearError()
    {
        const auto daemon = Daemon::embedded(u"memory"_s);
        const QString port = QString::number(daemon->url().port());
        Daemon second({u"--port"_s, port, u"--store"_s, u"memory"_s});
        QVERIFY(second.ends());
        QCOMPARE(second.exitCode(), 1);
        const QString error = second.errorText();
        QVERIFY2(error.contains(u"holdlined: cannot listen"_s) && error.contains(port),
                 qPrintable(error));
    }

    void aKeyOfAnotherCertificateIsAClearError()
    {
        const TestCertificate certificate;
        const TestCertificate other;
        Daemon daemon({u"--store"_s, u"memory"_s, u"--port"_s, u"0"_s, u"--tls-cert"_s,
                       certificate.certificateFile(), u"--tls-key"_s, other.keyFile()});
        QVERIFY(daemon.ends());
        QCOMPARE(daemon.exitCode(), 1);
        const QString error = daemon.errorText();
        QVERIFY2(error.contains(u"holdlined: the key in"_s), qPrintable(error));
    }

    void anExpiredCertificateIsOnlyAWarning()
    {
        const TestCertificate certificate({.hasExpired = true});
        ServerProcess server(certificate.serverArguments());
        QVERIFY(server.start());
        QVERIFY(server.process().errorText().contains(u"the certificate has expired"_s));
    }

    void aHangupReadsTheCertificateAgain()
    {
        const TestCertificate first;
        const TestCertificate second;
        ServerProcess server(QStringList{u"--store"_s, u"memory"_s} + first.serverArguments());
        QVERIFY(server.start());
        QWebSocket early;
        early.setSslConfiguration(first.trust());
        early.open(server.url());
        QTRY_COMPARE(early.state(), QAbstractSocket::ConnectedState);

        QVERIFY(QFile::remove(first.certificateFile()));
        ::kill(static_cast<pid_t>(server.process().pid()), SIGHUP);
        QTRY_VERIFY(server.process().errorText().contains(u"the certificate stays as it was"_s));
        QVERIFY(QFile::copy(second.certificateFile(), first.certificateFile()));
        QVERIFY(QFile::remove(first.keyFile()) && QFile::copy(second.keyFile(), first.keyFile()));
        ::kill(static_cast<pid_t>(server.process().pid()), SIGHUP);
        QTRY_VERIFY(server.process().errorText().contains(u"the certificate was read again"_s));

        QWebSocket late;
        late.setSslConfiguration(second.trust());
        late.open(server.url());
        QTRY_COMPARE(late.state(), QAbstractSocket::ConnectedState);
        QCOMPARE(early.state(), QAbstractSocket::ConnectedState);
    }

    void aWrongSettingIsAClearError()
    {
        Daemon daemon({u"--port"_s, u"http"_s});
        QVERIFY(daemon.ends());
        QVERIFY(daemon.exitCode() != 0);
        QVERIFY(daemon.errorText().contains(u"http"_s));
    }

    void aSessionOutlivesTheServer()
    {
        const QTemporaryDir folder;
        const QString store = u"sqlite:"_s + folder.filePath(u"sessions.sqlite"_s);
        QString id;
        {
            const auto daemon = Daemon::embedded(store);
            QWebSocket client;
            connect(&client, &QWebSocket::textMessageReceived, this, [&](const QString &text) {
                const auto message = protocol::decodeServerMessage(text.toUtf8()).value();
                if (const auto *session = std::get_if<protocol::SessionAssigned>(&message))
                    id = session->id.toString();
            });
            client.open(withToken(daemon->url(), kToken));
            QTRY_VERIFY(!id.isEmpty());
            daemon->signal(SIGTERM);
            QVERIFY(daemon->endsOrderly());
        }
        const auto daemon = Daemon::embedded(store);
        QUrl url = daemon->url();
        url.setQuery(u"session_id="_s + id);
        QWebSocket client;
        QString first;
        connect(&client, &QWebSocket::textMessageReceived, this, [&](const QString &text) {
            if (first.isEmpty())
                first = text;
        });
        client.open(withToken(url, kToken));
        QTRY_VERIFY(first.contains(u"session_restored"_s));
        QVERIFY(first.contains(id));
    }

private:
    static void damagedStores()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("a text") << QByteArray();
        QTest::newRow("a table is missing") << QByteArray("DROP TABLE epochs");
        QTest::newRow("a column is missing") << QByteArray("ALTER TABLE answers DROP COLUMN ended");
    }
    /// Makes a store and runs the SQL of the data row on it. Without SQL, makes a text file.
    static bool makeDamagedStore(const QString &path)
    {
        QFETCH(QByteArray, sql);
        if (!sql.isEmpty()) {
            if (!server::openSqliteStore(path)) // made, and closed again
                return false;
        }
        QFile file(path);
        if (!file.open(QIODevice::ReadWrite))
            return false;
        if (sql.isEmpty())
            return file.write(QByteArray("Dear diary, ").repeated(1000)) > 0;
        auto database = server::sqlite::Database::open(path);
        return database && database.value().execute(sql);
    }
};

HOLDLINE_TEST(TestHoldlined)

} // namespace holdline::tst_holdlined

#include "tst_holdlined.moc"
