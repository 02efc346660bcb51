// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/clientprocess.h"
#include "support/doctorreport.h"
#include "support/fakevoiceserver.h"
#include "support/serverprocess.h"
#include "support/signals.h"
#include "support/testcase.h"
#include "support/testcertificate.h"
#include "support/virtualkeychain.h"
#include "support/virtualsoundcard.h"

#include <QTest>

#include <unistd.h>

namespace holdline::tst_doctor {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Manner = FakeVoiceServer::Manner;

/// The real `holdline --doctor` in good and in bad surroundings.
class TestDoctor : public QObject
{
    Q_OBJECT

    VirtualSoundCard m_card;
    QTemporaryDir m_home;

    QProcessEnvironment surroundings() const
    {
        QProcessEnvironment environment = VirtualKeychain::without(m_card.environment());
        environment.insert(u"XDG_CONFIG_HOME"_s, m_home.filePath(u"config"_s));
        environment.insert(u"XDG_DATA_HOME"_s, m_home.filePath(u"data"_s));
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        environment.insert(u"QT_LOGGING_RULES"_s, u"holdline.server.debug=true"_s); // its server's
        environment.remove(u"DISPLAY"_s);
        environment.remove(u"QT_QPA_PLATFORM"_s);
        return environment;
    }
    static QStringList with(const QString &server)
    {
        return {u"--doctor"_s, u"--server"_s, server};
    }

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_card.start(), QString()); }

    void findsNothingWrongWhereAllIsWell()
    {
        const QProcess *speaker = m_card.speak(sine(440, 48'000, 6s), 48'000);
        const DoctorReport report = examine({u"--doctor"_s}, surroundings());
        QVERIFY2(report.exitCode == 0, qPrintable(report.text()));
        for (const char *subject :
             {"Version", "Settings", "Conversations", "Microphone", "Loudspeaker", "Changes",
              "Server", "TCP", "WebSocket", "Protocol holdline.v1", "Round trip"})
            QVERIFY2(report.about(QString::fromLatin1(subject)).startsWith(u"ok "_s),
                     qPrintable(QString::fromLatin1(subject) + u'\n' + report.text()));
        QTRY_COMPARE_WITH_TIMEOUT(speaker->state(), QProcess::NotRunning, 20'000);
    }

    void warnsOfAKeychainThatTakesNothing()
    {
        const DoctorReport report = examine({u"--doctor"_s}, surroundings());
        QVERIFY2(report.about(u"Keyring"_s).startsWith(u"warn "_s), qPrintable(report.text()));
        QVERIFY(report.lines.constLast().contains(u"Warnings: "_s));
        QVERIFY2(report.exitCode == 0, qPrintable(report.text()));
    }

    void warnsOfASilentMicrophone()
    {
        const DoctorReport report = examine({u"--doctor"_s}, surroundings());
        QVERIFY2(report.about(u"Microphone"_s).startsWith(u"warn "_s), qPrintable(report.text()));
    }

    void failsWithoutASoundServer()
    {
        QProcessEnvironment environment = surroundings();
        environment.insert(u"PULSE_SERVER"_s, u"unix:/dev/null"_s);
        const DoctorReport report = examine({u"--doctor"_s}, environment);
        QVERIFY2(report.exitCode == 1, qPrintable(report.text()));
        QVERIFY2(report.about(u"Microphone"_s).startsWith(u"FAIL "_s), qPrintable(report.text()));
        QVERIFY2(report.about(u"Loudspeaker"_s).startsWith(u"FAIL "_s), qPrintable(report.text()));
    }

    void failsWhereNothingCanBeKept_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("subject");
        QTest::newRow("settings") << u"XDG_CONFIG_HOME"_s << u"Settings"_s;
        QTest::newRow("conversations") << u"XDG_DATA_HOME"_s << u"Conversations"_s;
    }

    void failsWhereNothingCanBeKept()
    {
        QFETCH(QString, variable);
        QFETCH(QString, subject);
        QProcessEnvironment environment = surroundings();
        environment.insert(variable, u"/dev/null"_s);
        const DoctorReport report = examine({u"--doctor"_s}, environment);
        QVERIFY2(report.exitCode == 1, qPrintable(report.text()));
        QVERIFY2(report.about(subject).startsWith(u"FAIL "_s), qPrintable(report.text()));
    }

    void failsWithoutAServerOfItsOwn()
    {
        const QString lonely = m_home.filePath(u"holdline"_s);
        QVERIFY(QFile::copy(ClientProcess::program(), lonely));
        QProcessEnvironment environment = surroundings();
        environment.insert(u"PATH"_s, m_home.path());
        const DoctorReport report = examine({u"--doctor"_s}, environment, lonely);
        QVERIFY2(report.exitCode == 1, qPrintable(report.text()));
        QVERIFY2(report.about(u"Server"_s).contains(u"holdlined was not found"_s),
                 qPrintable(report.text()));
    }

    void failsWithoutANetworkForAServerElsewhere()
    {
        if (::getuid() != 0)
            QSKIP("Taking the network away needs root.");
        const QStringList without{u"-n"_s, ClientProcess::program(), u"--doctor"_s};
        const DoctorReport own = examine(without, surroundings(), u"unshare"_s);
        QVERIFY2(own.about(u"Network"_s).startsWith(u"warn "_s), qPrintable(own.text()));
        const DoctorReport other = examine(without + QStringList{u"--server"_s, u"192.0.2.1"_s},
                                           surroundings(), u"unshare"_s);
        QCOMPARE(other.exitCode, 1);
        QVERIFY2(other.about(u"Network"_s).startsWith(u"FAIL "_s), qPrintable(other.text()));
    }

    void tellsWhichStepToTheServerFails_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("line");
        QTest::newRow("nobody listens")
            << u"ws://127.0.0.1:1"_s << u"FAIL TCP connection refused"_s;
        QTest::newRow("no such name")
            << u"ws://nobody.invalid"_s << u"FAIL Name no server named nobody.invalid was found"_s;
    }

    void tellsWhichStepToTheServerFails()
    {
        QFETCH(QString, server);
        QFETCH(QString, line);
        const DoctorReport report = examine(with(server), surroundings());
        QVERIFY2(report.exitCode == 1, qPrintable(report.text()));
        QVERIFY2(report.about(line.section(u' ', 1, 1)) == line, qPrintable(report.text()));
    }

    void tellsWhatTheServerAnswers_data()
    {
        QTest::addColumn<Manner>("manner");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QString>("line");
        QTest::newRow("no token") << Manner::RefusesWithStatus << QByteArray("401 Unauthorized")
                                  << u"FAIL WebSocket"_s;
        QTest::newRow("something else")
            << Manner::SpeaksSomethingElse << QByteArray() << u"FAIL WebSocket"_s;
        QTest::newRow("never") << Manner::NeverAnswers << QByteArray() << u"FAIL WebSocket"_s;
        QTest::newRow("plain only")
            << Manner::NamesNothing << QByteArray() << u"warn Protocol plain"_s;
    }

    void tellsWhatTheServerAnswers()
    {
        QFETCH(Manner, manner);
        QFETCH(QByteArray, status);
        QFETCH(QString, line);
        FakeVoiceServer server;
        server.setManner(manner);
        if (!status.isEmpty())
            server.setStatus(status);
        const DoctorReport report = examine(with(server.url().toString()), surroundings());
        QVERIFY2(report.exitCode == (line.startsWith(u"FAIL"_s) ? 1 : 0),
                 qPrintable(report.text()));
        QVERIFY2(report.about(line.section(u' ', 1, 1)).startsWith(line),
                 qPrintable(report.text()));
    }

    void showsTheFingerprintOfACertificateItDoesNotTrust()
    {
        const TestCertificate certificate;
        QVERIFY(certificate.isValid());
        ServerProcess server(certificate.serverArguments());
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        const DoctorReport report =
            examine(with(u"wss://127.0.0.1:%1"_s.arg(server.port())), surroundings());
        QVERIFY2(report.exitCode == 1, qPrintable(report.text()));
        QVERIFY2(report.about(u"TLS"_s).startsWith(u"FAIL "_s), qPrintable(report.text()));
        const QString digest = QString::fromLatin1(
            certificate.certificate().digest(QCryptographicHash::Sha256).toHex(':').toUpper());
        QCOMPARE(report.about(u"SHA-256"_s), u"ok SHA-256 "_s + digest);
    }

    void speaksTheLanguageOfTheUser()
    {
        QProcessEnvironment environment = surroundings();
        for (const QString &variable : {u"LANG"_s, u"LC_ALL"_s, u"LANGUAGE"_s})
            environment.insert(variable, u"de_DE.UTF-8"_s);
        const DoctorReport report = examine({u"--doctor"_s}, environment);
        QVERIFY2(report.about(u"Mikrofon"_s).startsWith(u"Warnung "_s), qPrintable(report.text()));
        QVERIFY2(report.about(u"Netz"_s).startsWith(u"ok "_s), qPrintable(report.text()));
        QVERIFY(report.lines.constLast().contains(u"Warnungen: "_s));
    }

    void isInTheHelp()
    {
        const DoctorReport help = examine({u"--help"_s}, surroundings());
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.text().contains(u"--doctor"_s));
    }
};

HOLDLINE_TEST(TestDoctor)

} // namespace holdline::tst_doctor

#include "tst_doctor.moc"
