// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/clientsettings.h"
#include "support/testcase.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_clientsettings {

using namespace client;
using namespace Qt::StringLiterals;

class TestClientSettings : public QObject
{
    Q_OBJECT

private:
    QString fileIn(const QTemporaryDir &folder) const { return folder.filePath(u"holdline.ini"_s); }

private Q_SLOTS:
    void hasADefaultForEverything()
    {
        const QTemporaryDir folder;
        QSettings file(fileIn(folder), QSettings::IniFormat);
        const ClientSettings settings(file);
        QCOMPARE(settings.serverAddress(), QString());
        QCOMPARE(settings.reconnectPolicy(), BackoffPolicy::standard());
        QCOMPARE(settings.listeningMode(), ListeningMode::Loudspeaker);
        QCOMPARE(settings.turnPause(), 20);
        QCOMPARE(settings.device(audio::Direction::Input), audio::Device());
        QCOMPARE(settings.device(audio::Direction::Output), audio::Device());
        QVERIFY(settings.soundsOn());
        QVERIFY(!settings.diagnosticsShown());
        QCOMPARE(settings.windowGeometry(), QByteArray());
    }

    void readsBackWhatTheUserChose()
    {
        const QTemporaryDir folder;
        const audio::Device microphone{.id = "usb\x01\xff", .name = u"Mikrofon, öffentlich"_s};
        const audio::Device loudspeaker{.id = "hdmi", .name = u"TV"_s};
        {
            QSettings file(fileIn(folder), QSettings::IniFormat);
            ClientSettings settings(file);
            settings.setServerAddress(u"  wss://voice.example.org/ws "_s);
            settings.setReconnectPolicy(BackoffPolicy::alwaysOn());
            settings.setListeningMode(ListeningMode::Headphones);
            settings.setTurnPause(100);
            settings.setDevice(audio::Direction::Input, microphone);
            settings.setDevice(audio::Direction::Output, loudspeaker);
            settings.setSoundsOn(false);
            settings.setDiagnosticsShown(true);
            settings.setWindowGeometry("\x01\xd9\x00");
        }
        QSettings file(fileIn(folder), QSettings::IniFormat);
        const ClientSettings settings(file);
        QCOMPARE(settings.serverAddress(), u"wss://voice.example.org/ws"_s);
        QCOMPARE(settings.reconnectPolicy(), BackoffPolicy::alwaysOn());
        QCOMPARE(settings.listeningMode(), ListeningMode::Headphones);
        QCOMPARE(settings.turnPause(), 100);
        QCOMPARE(settings.device(audio::Direction::Input), microphone);
        QCOMPARE(settings.device(audio::Direction::Output), loudspeaker);
        QVERIFY(!settings.soundsOn());
        QVERIFY(settings.diagnosticsShown());
        QCOMPARE(settings.windowGeometry(), QByteArray("\x01\xd9\x00"));
    }

    void readsWhatMakesNoSenseAsTheDefault_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("a pause below the range") << "[conversation]\nturnPause=-1\n"_ba;
        QTest::newRow("a pause above the range") << "[conversation]\nturnPause=101\n"_ba;
        QTest::newRow("a pause in words") << "[conversation]\nturnPause=short\n"_ba;
        QTest::newRow("an unknown mode") << "[conversation]\nlistening=telepathy\n"_ba;
        QTest::newRow("an unknown policy") << "[server]\nreconnect=sometimes\n"_ba;
        QTest::newRow("a policy without end") << "[server]\nreconnect=\"initial=9999h\"\n"_ba;
        QTest::newRow("no settings file at all") << QByteArray("\x7f"
                                                               "ELF\x00\xff=\n[[[",
                                                               12);
    }

    void readsWhatMakesNoSenseAsTheDefault()
    {
        QFETCH(QByteArray, file);
        const QTemporaryDir folder;
        QFile written(fileIn(folder));
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(file);
        written.close();

        QSettings read(fileIn(folder), QSettings::IniFormat);
        const ClientSettings settings(read);
        QCOMPARE(settings.turnPause(), 20);
        QCOMPARE(settings.listeningMode(), ListeningMode::Loudspeaker);
        QCOMPARE(settings.reconnectPolicy(), BackoffPolicy::standard());
    }

    void readsAHandWrittenPolicyWithoutQuotes()
    {
        const QTemporaryDir folder;
        QFile written(fileIn(folder));
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write("[server]\nreconnect=initial=100ms,max=1s\n");
        written.close();

        QSettings read(fileIn(folder), QSettings::IniFormat);
        QCOMPARE(ClientSettings(read).reconnectPolicy().initial, Duration(100));
        QCOMPARE(ClientSettings(read).reconnectPolicy().maximum, Duration(1000));
    }

    void keepsTheChoicesForThisRunWhereNothingCanBeWritten()
    {
        const QTemporaryDir folder;
        QFile notAFolder(folder.filePath(u"file"_s));
        QVERIFY(notAFolder.open(QIODevice::WriteOnly));

        QSettings unwritable(folder.filePath(u"file/holdline.ini"_s), QSettings::IniFormat);
        ClientSettings settings(unwritable);
        settings.setTurnPause(70);
        settings.setServerAddress(u"example.org"_s);
        unwritable.sync();
        QCOMPARE(unwritable.status(), QSettings::AccessError);
        QCOMPARE(settings.turnPause(), 70);
        QCOMPARE(settings.serverAddress(), u"example.org"_s);
    }
};

HOLDLINE_TEST(TestClientSettings)

} // namespace holdline::tst_clientsettings

#include "tst_clientsettings.moc"
