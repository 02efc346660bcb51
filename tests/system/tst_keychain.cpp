// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/doctorreport.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/virtualkeychain.h"

#include <QFile>
#include <QTest>

namespace holdline::tst_keychain {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kToken = "a-token-that-nobody-may-read";

/// One run of holdline without a screen.
class Run
{
public:
    Run(const QStringList &arguments, const QProcessEnvironment &environment)
        : m_process(ClientProcess::program(), arguments, environment)
    {
    }

    bool start() { return m_process.start(); }
    bool terminate() { return m_process.terminate(10s); }
    bool saysSoon(const QString &words) const
    {
        return waitUntil([&] { return text().contains(words); }, 20s);
    }
    QString text() const { return m_process.errorText(); }

private:
    ChildProcess m_process;
};

} // namespace

/// Processes that leave secrets for each other, and the doctor, with working and broken keychains.
class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(m_home.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(kToken), kToken.size());
        m_tokenFile = {u"--token-file"_s, file.fileName()};
    }

    void init()
    {
        m_keychain = std::make_unique<VirtualKeychain>();
        QCOMPARE(m_keychain->start(), QString());
    }

    void theNextRunKnowsTokenAndSession()
    {
        ServerProcess server(m_tokenFile);
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        const QProcessEnvironment with = m_keychain->environment(surroundings(u"with"_s));
        const QStringList toServer{u"--server"_s, server.url().toString()};
        {
            Run first(toServer + m_tokenFile, with);
            QVERIFY(first.start());
            QVERIFY2(first.saysSoon(u"new session"_s), qPrintable(first.text()));
            QVERIFY(waitUntil([&] { return m_keychain->itemCount() == 2; }, 20s));
            QVERIFY(first.terminate());
        }
        {
            Run second(toServer, with);
            QVERIFY(second.start());
            QVERIFY2(second.saysSoon(u"restored session"_s), qPrintable(second.text()));
            QVERIFY(second.terminate());
            QVERIFY2(!second.text().contains(u"for this run only"_s), qPrintable(second.text()));
        }
        const QByteArray settings = settingsOf(u"with"_s);
        QVERIFY(settings.contains("127.0.0.1"));
        QVERIFY(!settings.contains(kToken));

        const QStringList doctor = QStringList{u"--doctor"_s} + toServer;
        const DoctorReport report = examine(doctor, with);
        QVERIFY2(report.about(u"WebSocket"_s).startsWith(u"ok "_s), qPrintable(report.text()));
        const DoctorReport refused = examine(doctor, VirtualKeychain::without(with));
        QVERIFY2(refused.about(u"WebSocket"_s).startsWith(u"FAIL "_s), qPrintable(refused.text()));
    }

    void whileTheKeychainIsSilentNoConnectionIsLost()
    {
        ServerProcess server(m_tokenFile);
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        const QProcessEnvironment with = m_keychain->environment(surroundings(u"silent"_s));
        const QStringList toServer =
            QStringList{u"--server"_s, server.url().toString()} + m_tokenFile;
        {
            Run first(toServer, with);
            QVERIFY(first.start());
            QVERIFY2(first.saysSoon(u"new session"_s), qPrintable(first.text()));
            QVERIFY(waitUntil([&] { return m_keychain->itemCount() == 2; }, 20s));
            QVERIFY(first.terminate());
        }
        m_keychain->freeze();
        Run second(toServer, with);
        QVERIFY(second.start());
        QVERIFY2(second.saysSoon(u"status connecting"_s), qPrintable(second.text()));
        QVERIFY2(waitUntil([&] { return second.text().contains(u"status connected"_s); }, 60s),
                 qPrintable(second.text()));
        QVERIFY2(!second.text().contains(u"status disconnected"_s), qPrintable(second.text()));
        QVERIFY2(!second.text().contains(u"status reconnecting"_s), qPrintable(second.text()));
        m_keychain->thaw();
        QVERIFY(second.terminate());
    }

    void withoutAKeychainTheyEndWithTheRun()
    {
        ServerProcess server(m_tokenFile);
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        const QProcessEnvironment without = VirtualKeychain::without(surroundings(u"without"_s));
        const QStringList toServer{u"--server"_s, server.url().toString()};
        {
            Run first(toServer + m_tokenFile, without);
            QVERIFY(first.start());
            for (const QString &words :
                 {u"new session"_s, u"the token is kept for this run only"_s,
                  u"sessions are kept for this run only"_s, u"status connected"_s})
                QVERIFY2(first.saysSoon(words), qPrintable(first.text()));
            QVERIFY(first.terminate());
        }
        {
            Run second(toServer, without);
            QVERIFY(second.start());
            QVERIFY2(second.saysSoon(u"status failed"_s), qPrintable(second.text()));
            QVERIFY(second.terminate());
        }
        QVERIFY(!settingsOf(u"without"_s).contains(kToken));
    }

    void theDoctorFindsAKeychainThatWorks()
    {
        const DoctorReport report = doctor(m_keychain->environment(surroundings(u"doctor"_s)));
        QVERIFY2(report.about(u"Keyring"_s) == u"ok Keyring works"_s, qPrintable(report.text()));
        QCOMPARE(m_keychain->itemCount(), 0); // and does not change it
    }

    void theDoctorWarnsOfOneThatDoesNotWork_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("line");
        QTest::newRow("locked") << u"locked"_s << u"can’t store anything"_s;
        QTest::newRow("ended") << u"ended"_s << u"can’t store anything"_s;
        QTest::newRow("silent") << u"silent"_s << u"no answer"_s;
        QTest::newRow("no bus") << u"no bus"_s << u"can’t store anything"_s;
    }

    void theDoctorWarnsOfOneThatDoesNotWork()
    {
        QFETCH(QString, state);
        QFETCH(QString, line);
        QProcessEnvironment environment = m_keychain->environment(surroundings(u"doctor"_s));
        if (state == u"locked"_s)
            QVERIFY(m_keychain->lock());
        else if (state == u"ended"_s)
            m_keychain->kill();
        else if (state == u"silent"_s)
            m_keychain->freeze();
        else
            environment = VirtualKeychain::without(environment);
        const DoctorReport report = doctor(environment);
        QVERIFY2(report.about(u"Keyring"_s) == u"warn Keyring "_s + line,
                 qPrintable(report.text()));
    }

private:
    /// An environment without sound and screen, with a home folder named `home`.
    QProcessEnvironment surroundings(const QString &home) const
    {
        auto own = QProcessEnvironment::systemEnvironment();
        for (const QString &name :
             {u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CACHE_HOME"_s, u"XDG_RUNTIME_DIR"_s})
            own.insert(name, m_home.filePath(home));
        own.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        own.insert(u"PULSE_SERVER"_s, u"unix:/dev/null"_s);
        own.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        return own;
    }

    QByteArray settingsOf(const QString &home) const
    {
        QFile file(m_home.filePath(home + u"/Holdline/holdline.conf"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Runs the doctor with a server that cannot be reached, so that it ends soon.
    static DoctorReport doctor(const QProcessEnvironment &environment)
    {
        return examine({u"--doctor"_s, u"--server"_s, u"ws://127.0.0.1:1"_s}, environment);
    }

    QTemporaryDir m_home;
    QStringList m_tokenFile; ///< as an option
    std::unique_ptr<VirtualKeychain> m_keychain;
};

HOLDLINE_TEST(TestKeychain)

} // namespace holdline::tst_keychain

#include "tst_keychain.moc"
