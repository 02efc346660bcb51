// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/settings/serversettings.h"
#include "server/settings/settingstable.h"
#include "support/testcase.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_serversettings {

using namespace server;
using namespace Qt::StringLiterals;

class TestServerSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QVERIFY(!write(u"empty.conf"_s, "").isEmpty());
    }

    void hasDefaults()
    {
        const auto settings = read({});
        QVERIFY(settings);
        QCOMPARE(settings.value().host, QHostAddress(u"127.0.0.1"_s));
        QCOMPARE(settings.value().port, 8000);
        QVERIFY(settings.value().store.startsWith(u"sqlite:/"));
        QVERIFY(settings.value().store.endsWith(u"/sessions.sqlite"));
        QCOMPARE(settings.value().sessionTimeout, std::chrono::minutes(5));
        QCOMPARE(settings.value().sweepInterval, std::chrono::seconds(60));
        QCOMPARE(settings.value().drainTime, std::chrono::seconds(5));
        QVERIFY(settings.value().token.isEmpty());
        QVERIFY(!settings.value().embedded);
    }

    void acceptsEachDefaultAsAValue()
    {
        for (const Setting &setting : allSettings()) {
            ServerSettings settings;
            const QString value = setting.show(settings);
            if (!value.isEmpty())
                QVERIFY2(setting.set(settings, value), setting.name);
        }
    }

    void readsEverythingFromTheCommandLine()
    {
        const auto read = this->read({u"--host"_s,
                                      u"::"_s,
                                      u"--port=0"_s,
                                      u"--store=memory"_s,
                                      u"--session-timeout=0.05"_s,
                                      u"--session-cleanup-interval"_s,
                                      u"1.5"_s,
                                      u"--context-messages=7"_s,
                                      u"--turn-pause=100"_s,
                                      u"--recognizers=4"_s,
                                      u"--max-sessions=1"_s,
                                      u"--connections-per-second=2"_s,
                                      u"--connections-per-address=3"_s,
                                      u"--trusted-proxies=127.0.0.1, 10.0.0.1"_s,
                                      u"--trusted-proxies=2001:db8::1"_s,
                                      u"--server-name=voice.example.org"_s,
                                      u"--server-name=*.lab.example"_s,
                                      u"--sessions-per-address=8"_s,
                                      u"--allow-origin=https://a.example"_s,
                                      u"--allow-origin"_s,
                                      u"http://b.example:8080,http://[::1]:3000"_s,
                                      u"--token-file"_s,
                                      write(u"token"_s, "sixteen-of-these\nnot this\n"),
                                      u"--embedded"_s,
                                      u"--log-level=debug"_s,
                                      u"--log-format=json"_s,
                                      u"--tls-cert=/dev/null"_s,
                                      u"--tls-key=/dev/zero"_s,
                                      u"--allow-insecure"_s,
                                      u"--drain-seconds=0"_s,
                                      u"--max-handshakes=5"_s,
                                      u"--held-memory=6"_s});
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        const ServerSettings &settings = read.value();
        QCOMPARE(settings.drainTime, std::chrono::seconds(0));
        QCOMPARE(settings.maxHandshakes, 5);
        QCOMPARE(settings.heldMemory, 6);
        QCOMPARE(settings.host, QHostAddress(QHostAddress::AnyIPv6));
        QCOMPARE(settings.port, 0);
        QCOMPARE(settings.store, u"memory");
        QCOMPARE(settings.sessionTimeout, std::chrono::seconds(3));
        QCOMPARE(settings.sweepInterval, std::chrono::milliseconds(1500));
        QCOMPARE(settings.contextMessages, 7);
        QCOMPARE(settings.turnPause, 100);
        QCOMPARE(settings.recognizers, 4);
        QCOMPARE(settings.maxSessions, 1);
        QCOMPARE(settings.connectionsPerSecond, 2);
        QCOMPARE(settings.connectionsPerAddress, 3);
        QCOMPARE(settings.allowedOrigins,
                 (QStringList{u"https://a.example"_s, u"http://b.example:8080"_s,
                              u"http://[::1]:3000"_s}));
        QCOMPARE(settings.trustedProxies,
                 (QList<QHostAddress>{QHostAddress(u"127.0.0.1"_s), QHostAddress(u"10.0.0.1"_s),
                                      QHostAddress(u"2001:db8::1"_s)}));
        QCOMPARE(settings.token, "sixteen-of-these");
        QCOMPARE(settings.serverNames, (QStringList{u"voice.example.org"_s, u"*.lab.example"_s}));
        QCOMPARE(settings.sessionsPerAddress, 8);
        QCOMPARE(settings.tlsCertificate, u"/dev/null");
        QCOMPARE(settings.tlsKey, u"/dev/zero");
        QVERIFY(settings.allowInsecure);
        QVERIFY(settings.embedded);
        QCOMPARE(settings.logLevel, QtDebugMsg);
        QCOMPARE(settings.logFormat, LogFormat::Json);
    }

    void laterSourcesWin()
    {
        const QString file = write(u"all.conf"_s,
                                   "# comment\n; another\n\n[holdlined]\n"
                                   "port = 1\nsession-timeout=1\n recognizers = 3 \n"
                                   "store = sqlite:/var/lib/a = b.sqlite\n");
        const auto settings = read({u"--port=3"_s},
                                   {{u"HOLDLINED_PORT"_s, u"2"_s},
                                    {u"SESSION_TIMEOUT_MINUTES"_s, u"2.5"_s},
                                    {u"SESSION_CLEANUP_INTERVAL"_s, u""_s}},
                                   file);
        QVERIFY2(settings, qPrintable(settings ? QString() : settings.error().message));
        QCOMPARE(settings.value().port, 3);
        QCOMPARE(settings.value().sessionTimeout, std::chrono::seconds(150));
        QCOMPARE(settings.value().recognizers, 3);
        QCOMPARE(settings.value().store, u"sqlite:/var/lib/a = b.sqlite");
        QCOMPARE(settings.value().sweepInterval, std::chrono::seconds(60));
    }

    void readsEveryVariable()
    {
        for (const Setting &setting : allSettings()) {
            const QString said =
                saidAtExit(2, read({}, {{QString::fromLatin1(setting.variable), u"\n"_s}}));
            QVERIFY2(said.startsWith(
                         u"%1 in the environment: "_s.arg(QLatin1StringView(setting.variable))),
                     qPrintable(said));
        }
    }

    void namesWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QString &argument, const QString &message) {
            QTest::newRow(name) << argument << message;
        };
        row("a port that is a word", u"--port=http"_s,
            u"--port on the command line: \"http\" is not a port from 0 to 65535."_s);
        row("a port beyond the last", u"--port=65536"_s,
            u"--port on the command line: \"65536\" is not a port from 0 to 65535."_s);
        row("a name as the host", u"--host=example.org"_s,
            u"--host on the command line: \"example.org\" is not an IP address to listen on."_s);
        row("a store of another kind", u"--store=redis://localhost"_s,
            u"--store on the command line: \"redis://localhost\" is not \"memory\" or "
            "\"sqlite:PATH\"."_s);
        row("a store without a path", u"--store=sqlite:"_s,
            u"--store on the command line: \"sqlite:\" is not \"memory\" or \"sqlite:PATH\"."_s);
        row("a timeout that is a word", u"--session-timeout=abc"_s,
            u"--session-timeout on the command line: \"abc\" is not a number of minutes."_s);
        row("a timeout of nothing", u"--session-timeout=0"_s,
            u"--session-timeout on the command line: \"0\" is not a number of minutes above 0 and "
            "up to 43200."_s);
        row("a timeout of a year", u"--session-timeout=525600"_s,
            u"--session-timeout on the command line: \"525600\" is not a number of minutes above 0 "
            "and up to 43200."_s);
        row("a timeout without end", u"--session-timeout=inf"_s,
            u"--session-timeout on the command line: \"inf\" is not a number of minutes."_s);
        row("a timeout that is no number", u"--session-timeout=nan"_s,
            u"--session-timeout on the command line: \"nan\" is not a number of minutes."_s);
        row("a negative interval", u"--session-cleanup-interval=-1"_s,
            u"--session-cleanup-interval on the command line: \"-1\" is not a number of seconds "
            "above 0 and up to 86400."_s);
        row("a drain without end", u"--drain-seconds=301"_s,
            u"--drain-seconds on the command line: \"301\" is not a number of seconds from 0 to "
            "300."_s);
        row("no recognizer", u"--recognizers=0"_s,
            u"--recognizers on the command line: \"0\" is not a number of recognizers from 1 to "
            "64."_s);
        row("more than patient", u"--turn-pause=101"_s,
            u"--turn-pause on the command line: \"101\" is not a patience from 0 to 100."_s);
        row("an origin with a path", u"--allow-origin=https://a.example/page"_s,
            u"--allow-origin on the command line: \"https://a.example/page\" is not an origin such "
            "as https://example.org:8443."_s);
        row("a proxy by name", u"--trusted-proxies=10.0.0.1,proxy.example"_s,
            u"--trusted-proxies on the command line: \"proxy.example\" is not an IP address of a "
            "proxy."_s);
        row("an origin without a scheme", u"--allow-origin=a.example"_s,
            u"--allow-origin on the command line: \"a.example\" is not an origin such as "
            "https://example.org:8443."_s);
        row("a token file that is not there", u"--token-file=/nowhere/token"_s,
            u"--token-file on the command line: \"/nowhere/token\" cannot be read (No such file or "
            "directory)."_s);
        row("an empty token file", u"--token-file=/dev/null"_s,
            u"--token-file on the command line: \"/dev/null\" has no token (ASCII without spaces) "
            "on its first line."_s);
        row("a name with a port", u"--server-name=voice.example:80"_s,
            u"--server-name on the command line: \"voice.example:80\" is not a host name such as "
            "voice.example.org."_s);
        row("a certificate that is not there", u"--tls-cert=/nowhere/c.pem"_s,
            u"--tls-cert on the command line: \"/nowhere/c.pem\" cannot be read (No such file or "
            "directory)."_s);
        row("a certificate without its key", u"--tls-cert=/dev/null"_s,
            u"--tls-cert and --tls-key go together."_s);
        row("a key without its certificate", u"--tls-key=/dev/null"_s,
            u"--tls-cert and --tls-key go together."_s);
        row("other machines without TLS", u"--host=0.0.0.0"_s,
            u"Other machines could reach 0.0.0.0, where everybody on the way can listen in. Give "
            "--tls-cert and --tls-key, or say --allow-insecure."_s);
        row("an unknown log level", u"--log-level=chatty"_s,
            u"--log-level on the command line: \"chatty\" is not \"debug\", \"info\", \"warning\" "
            "or \"critical\"."_s);
        row("an unknown option", u"--colour=red"_s, u"Unknown option 'colour'. See --help."_s);
        row("the token itself", u"--token=s3cret"_s, u"Unknown option 'token'. See --help."_s);
        row("an option without its value", u"--port"_s,
            u"Missing value after '--port'. See --help."_s);
        row("a word", u"start"_s, u"\"start\" is not an option. See --help."_s);
    }

    void namesWhatIsWrongAndWhere()
    {
        QFETCH(QString, argument);
        QTEST(saidAtExit(2, read({argument})), "message");
    }

    void aTokenThatCanBeGuessedIsRefused_data()
    {
        QTest::addColumn<QString>("option");
        QTest::newRow("of clients") << u"--token-file"_s;
        QTest::newRow("of operators") << u"--admin-token-file"_s;
    }

    void aTokenThatCanBeGuessedIsRefused()
    {
        QFETCH(QString, option);
        const QString file = write(u"short"_s, "fifteen-of-them\n");
        QCOMPARE(saidAtExit(2, read({option, file})),
                 u"%1 on the command line: the token in \"%2\" can be guessed: it needs 16 "
                 "characters, as from \"openssl rand -hex 32\"."_s.arg(option, file));
        QVERIFY(read({option, write(u"long"_s, "sixteen-of-these\n")}));
    }

    void letsOtherMachinesInWithTlsOrWhenToldSo()
    {
        const QString everywhere = u"--host=::"_s;
        QVERIFY(!read({everywhere}));
        QVERIFY(read({everywhere, u"--allow-insecure"_s}));
        QVERIFY(read({everywhere, u"--tls-cert=/dev/null"_s, u"--tls-key=/dev/null"_s}));
        QVERIFY(read({u"--host=127.0.0.2"_s}));
        QVERIFY(read({u"--host=::1"_s}));
    }

    void aSwitchIsYesOrNo()
    {
        const auto file = write(u"switch.conf"_s, "allow-insecure = yes\n");
        const auto on = read({}, {}, file);
        QVERIFY(on);
        QVERIFY(on.value().allowInsecure);
        const auto off = read({}, {{u"HOLDLINED_ALLOW_INSECURE"_s, u"no"_s}}, file);
        QVERIFY(off);
        QVERIFY(!off.value().allowInsecure);
        QCOMPARE(saidAtExit(2, read({}, {{u"HOLDLINED_ALLOW_INSECURE"_s, u"maybe"_s}})),
                 u"HOLDLINED_ALLOW_INSECURE in the environment: \"maybe\" is not \"yes\" or "
                 "\"no\".");
    }

    void namesTheVariable()
    {
        QCOMPARE(saidAtExit(2, read({}, {{u"SESSION_TIMEOUT_MINUTES"_s, u"abc"_s}})),
                 u"SESSION_TIMEOUT_MINUTES in the environment: \"abc\" is not a number of "
                 "minutes.");
    }

    void namesTheLineOfTheFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("message");
        QTest::newRow("a wrong value")
            << QByteArray("# mine\nport = x\n")
            << u"port in %1, line 2: \"x\" is not a port from 0 to 65535."_s;
        QTest::newRow("an unknown setting")
            << QByteArray("prot = 80\n") << u"prot in %1, line 1: there is no such setting."_s;
        QTest::newRow("no setting at all")
            << QByteArray("\nport 80\n") << u"%1, line 2: \"port 80\" is not \"name = value\"."_s;
        QTest::newRow("another section")
            << QByteArray("[client]\n") << u"%1, line 1: \"[client]\" is not \"name = value\"."_s;
        QTest::newRow("a command line option")
            << QByteArray("embedded = true\n")
            << u"embedded in %1, line 1: there is no such setting."_s;
    }

    void namesTheLineOfTheFile()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, message);
        const QString file = write(u"wrong.conf"_s, content);
        QCOMPARE(saidAtExit(2, read({}, {}, file)), message.arg(file));
    }

    void saysThatTheFileIsNotThere()
    {
        QCOMPARE(saidAtExit(2, read({}, {}, u"/nowhere/holdlined.conf"_s)),
                 u"The settings file /nowhere/holdlined.conf cannot be read (No such file or "
                 "directory).");
    }

    void helpsWithEverythingThatCanBeSet()
    {
        const QString help = saidAtExit(0, read({u"--port=wrong"_s, u"--help"_s}));
        for (const Setting &setting : allSettings()) {
            const QString option = u"--"_s + QLatin1StringView(setting.name);
            QVERIFY2(help.contains(setting.placeholder ? option + u" <"_s : option), setting.name);
            QVERIFY2(help.contains(QLatin1StringView(setting.variable)), setting.variable);
        }
        const QString unwrapped = help.simplified();
        QVERIFY(unwrapped.contains(u"[SESSION_TIMEOUT_MINUTES, default: 5]"));
        QVERIFY(unwrapped.contains(u"[HOLDLINED_HOST, default: 127.0.0.1]"));
        QVERIFY(unwrapped.contains(u"/etc/holdlined.conf"));
    }

    void tellsItsVersion()
    {
        QCOMPARE(saidAtExit(0, read({u"--version"_s})), u"holdlined " HOLDLINE_VERSION ""_s);
    }

    void logsFromItsLevelUpwards_data()
    {
        QTest::addColumn<QString>("level");
        QTest::addColumn<QList<bool>>("debugInfoWarningCritical");
        QTest::newRow("debug") << u"debug"_s << QList<bool>{true, true, true, true};
        QTest::newRow("info") << u"info"_s << QList<bool>{false, true, true, true};
        QTest::newRow("warning") << u"warning"_s << QList<bool>{false, false, true, true};
        QTest::newRow("critical") << u"critical"_s << QList<bool>{false, false, false, true};
    }

    void logsFromItsLevelUpwards()
    {
        QFETCH(QString, level);
        const auto settings = read({u"--log-level"_s, level});
        QVERIFY(settings);
        QLoggingCategory::setFilterRules(settings.value().loggingRules());
        const QLoggingCategory category("holdline.settings.test");
        const QList<bool> enabled{category.isDebugEnabled(), category.isInfoEnabled(),
                                  category.isWarningEnabled(), category.isCriticalEnabled()};
        QLoggingCategory::setFilterRules(QString());
        QTEST(enabled, "debugInfoWarningCritical");
    }

private:
    using Variables = QList<std::pair<QString, QString>>;
    using Reading = Result<ServerSettings, ServerSettings::Exit>;

    /// The text that is printed if the program ends with `code`; empty if it does not end with it.
    static QString saidAtExit(int code, const Reading &reading)
    {
        return !reading && reading.error().code == code ? reading.error().message : QString();
    }

    QString write(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        return file.fileName();
    }

    /// Reads with an empty settings file unless `file` is given, so that the machine's own file is
    /// not read.
    Reading read(const QStringList &arguments, const Variables &variables = {},
                 const QString &file = {})
    {
        QProcessEnvironment environment;
        for (const auto &[name, value] : variables)
            environment.insert(name, value);
        const QString path = file.isEmpty() ? m_folder.filePath(u"empty.conf"_s) : file;
        return ServerSettings::read(QStringList{u"--settings"_s, path} + arguments, environment);
    }

    QTemporaryDir m_folder;
};

HOLDLINE_TEST(TestServerSettings)

} // namespace holdline::tst_serversettings

#include "tst_serversettings.moc"
