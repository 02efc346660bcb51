// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite.h"
#include "support/stage.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QColor>
#include <QImage>
#include <QSettings>
#include <QTest>

#include <csignal>

namespace holdline::tst_app {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kFastReconnect = u"initial=100ms,max=400ms,attempts=6"_s;

bool isRunning(qint64 pid)
{
    QFile status(u"/proc/%1/stat"_s.arg(pid));
    return status.open(QIODevice::ReadOnly) && !status.readAll().contains(") Z ");
}

/// Whether the upper part of the picture contains a patch of exactly this colour, as large as the
/// dot of the status pill.
bool showsDot(const QImage &picture, const QColor &colour)
{
    constexpr int kHeaderHeight = 110;
    int pixels = 0;
    for (int y = 0; y < std::min(kHeaderHeight, picture.height()); ++y)
        for (int x = picture.width() / 2; x < picture.width(); ++x)
            pixels += picture.pixelColor(x, y) == colour ? 1 : 0;
    constexpr int kDotPixels = 20; // of a disc of 10 px within its rim, without the soft edge
    return pixels >= kDotPixels;
}

} // namespace

/// The whole app as its user has it: windows on a screen, keys, a microphone and a loudspeaker.
class TestApp : public QObject
{
    Q_OBJECT

    QTemporaryDir m_pictures;

    bool isOnScreen(const ClientProcess &client, const QColor &colour)
    {
        const QString path = m_pictures.filePath(u"window.png"_s);
        return waitUntil([&] { return client.screenshot(path) && showsDot(QImage(path), colour); },
                         5000ms);
    }

private Q_SLOTS:
    void endsWithoutLeavingAProcess_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << u""_s << SIGTERM;
        QTest::newRow("Ctrl-C in the terminal") << u""_s << SIGINT;
        QTest::newRow("Ctrl+Q") << u"ctrl+q"_s << 0;
        QTest::newRow("the window is closed") << u"alt+F4"_s << 0;
        QTest::newRow("killed") << u""_s << SIGKILL;
    }

    void endsWithoutLeavingAProcess()
    {
        QFETCH(QString, key);
        QFETCH(int, signal);
        VirtualScreen screen;
        VirtualSoundCard card;
        QVERIFY(screen.start());
        QCOMPARE(card.start(), QString());
        ClientProcess client(screen, {}, card.environment());
        QVERIFY2(client.start(), qPrintable(client.process().errorText()));
        QVERIFY2(client.waitForStatus(u"connected"_s), qPrintable(client.process().errorText()));
        const QList<qint64> servers = childrenOf(client.process().pid());
        QCOMPARE(servers.size(), 1);

        if (signal != 0)
            ::kill(static_cast<pid_t>(client.process().pid()), signal);
        else
            QVERIFY(client.pressKey(key));
        QVERIFY(client.process().waitForEnd(6000ms));
        QVERIFY(waitUntil([&] { return !isRunning(servers.first()); }, 6000ms));
        if (signal != SIGKILL)
            QCOMPARE(client.process().exitCode(), 0);
    }

    void bringsItsServerBackWhenThatDies()
    {
        VirtualScreen screen;
        VirtualSoundCard card;
        QVERIFY(screen.start());
        QCOMPARE(card.start(), QString());
        ClientProcess client(screen, {u"--reconnect"_s, kFastReconnect}, card.environment());
        QVERIFY(client.start());
        QVERIFY(client.waitForStatus(u"connected"_s));
        QVERIFY(client.pressKey(u"ctrl+d"_s));
        QVERIFY(client.waitForStatus(u"recording"_s));
        ::kill(static_cast<pid_t>(childrenOf(client.process().pid()).first()), SIGKILL);
        QVERIFY(client.waitForStatus(u"disconnected"_s));
        QVERIFY2(client.waitForStatus(u"reconnected"_s), qPrintable(client.process().errorText()));
        QVERIFY(client.waitForStatus(u"recording"_s));
        QVERIFY(client.terminate());
    }

    // Text fields on Unix use Ctrl+D and Ctrl+E, too.
    void theKeysOfTheWindowWorkWhileSomethingIsTyped()
    {
        VirtualScreen screen;
        VirtualSoundCard card;
        QVERIFY(screen.start());
        QCOMPARE(card.start(), QString());
        ClientProcess client(screen, {}, card.environment());
        QVERIFY(client.start());
        QVERIFY(client.waitForStatus(u"connected"_s));
        QVERIFY(client.pressKey(u"x"_s));
        QVERIFY(client.pressKey(u"ctrl+d"_s));
        QVERIFY(client.waitForStatus(u"recording"_s));
        QVERIFY(client.pressKey(u"ctrl+e"_s));
        QVERIFY(client.waitForStatus(u"connected"_s));
        QVERIFY(client.terminate());
    }

    void theAssistantIsChosenInTheSettings()
    {
        VirtualScreen screen;
        VirtualSoundCard card;
        QVERIFY(screen.start());
        QCOMPARE(card.start(), QString());
        ClientProcess client(screen, {}, card.environment());
        const auto chosen = [&] {
            const QSettings settings(client.settingsPath(), QSettings::IniFormat);
            return settings.value(u"assistant/url"_s).toString();
        };
        {
            QSettings settings(client.settingsPath(), QSettings::IniFormat);
            settings.setValue(u"assistant/url"_s, u"http://127.0.0.1:1/v1"_s);
            settings.setValue(u"assistant/model"_s, u"tiny"_s);
        }
        QVERIFY(client.start());
        QVERIFY(client.waitForStatus(u"connected"_s));
        QVERIFY(client.pressKey(u"ctrl+comma"_s));
        const auto settings = screen.findWindow(u"Settings"_s);
        QVERIFY(settings);
        QVERIFY(screen.activate(*settings));
        QVERIFY(screen.pressKey(u"Down"_s)); // the page of the assistant
        QCOMPARE(chosen(), u"http://127.0.0.1:1/v1"_s);
        QVERIFY(screen.pressKey(u"alt+b"_s)); // built in
        QVERIFY(waitUntil([&] { return chosen().isEmpty(); }, 5000ms));
        QVERIFY(client.terminate());
    }

    void breaksItsOwnLineInTheNetworkLab()
    {
        VirtualScreen screen;
        VirtualSoundCard card;
        QVERIFY(screen.start());
        QCOMPARE(card.start(), QString());
        ClientProcess client(screen, {}, card.environment());
        QVERIFY(client.start());
        QVERIFY(client.waitForStatus(u"connected"_s));
        const qint64 server = childrenOf(client.process().pid()).first();
        QVERIFY(client.pressKey(u"ctrl+shift+l"_s));
        const auto lab = screen.findWindow(u"Network lab"_s);
        QVERIFY(lab);
        QVERIFY(screen.activate(*lab));
        QVERIFY(client.waitForStatus(u"connected"_s));

        QVERIFY(screen.pressKey(u"alt+c"_s));
        QVERIFY(client.waitForStatus(u"disconnected"_s));
        QVERIFY2(client.waitForStatus(u"reconnected"_s), qPrintable(client.process().errorText()));

        QVERIFY(screen.activate(*lab));
        QVERIFY(screen.pressKey(u"alt+r"_s));
        QVERIFY2(client.waitForStatus(u"reconnecting"_s), qPrintable(client.process().errorText()));
        QVERIFY2(client.waitForStatus(u"reconnected"_s), qPrintable(client.process().errorText()));
        QVERIFY(childrenOf(client.process().pid()).first() != server);
        QVERIFY(client.terminate());
    }

    void showsWhatBecomesOfTheLine()
    {
        Stage stage({u"--reconnect"_s, kFastReconnect}, {u"--store"_s, u"memory"_s});
        QCOMPARE(stage.prepare(), QString());
        QCOMPARE(stage.startClient(), QString());
        ClientProcess &client = stage.client();
        QVERIFY(client.waitForStatus(u"connected"_s));
        QVERIFY(isOnScreen(client, QColor(0x2e, 0xcc, 0x71)));
        QVERIFY(stage.openMicrophone());
        QVERIFY(isOnScreen(client, QColor(0x2e, 0xcc, 0x71)));

        stage.line().refuse();
        QVERIFY(client.waitForStatus(u"disconnected"_s));
        QVERIFY(client.waitForStatus(u"reconnecting"_s));
        QVERIFY(client.waitForStatus(u"failed"_s));
        QVERIFY(isOnScreen(client, QColor(0xe7, 0x4c, 0x3c)));

        stage.line().pass();
        QVERIFY(client.pressKey(u"F5"_s));
        QVERIFY(client.waitForStatus(u"reconnected"_s));
        QVERIFY(client.waitForStatus(u"connected"_s));
        QVERIFY(client.pressKey(u"alt+c"_s)); // Conversation ▸ Stop connection
        QVERIFY(stage.screen().pressKey(u"t"_s));
        QVERIFY(client.waitForStatus(u"stopped"_s));
        QVERIFY(isOnScreen(client, QColor(0x95, 0xa5, 0xa6)));
        QCOMPARE(stage.finish(), QString());
    }

    void isUsedByKeyboardAlone()
    {
        Stage stage({u"--reconnect"_s, kFastReconnect}, {u"--store"_s, u"memory"_s});
        QCOMPARE(stage.prepare(), QString());
        QCOMPARE(stage.startClient(), QString());
        ClientProcess &client = stage.client();
        const VirtualScreen &screen = stage.screen();
        QVERIFY(client.waitForStatus(u"connected"_s));

        // Types a question without reaching for the mouse.
        QVERIFY(screen.activate(client.window()));
        QVERIFY(screen.type(u"what time is it"_s));
        QVERIFY(screen.pressKey(u"Return"_s));
        QTRY_COMPARE_WITH_TIMEOUT(stage.watch().turns().size(), 1, 10000);
        QCOMPARE(stage.watch().turns().first().request, u"what time is it"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.watch().turns().first().answeredAt, 10000);

        // Switches the microphone on and off.
        QVERIFY(client.pressKey(u"ctrl+d"_s));
        QVERIFY(client.waitForStatus(u"recording"_s));
        QVERIFY(client.pressKey(u"ctrl+d"_s));
        QVERIFY(client.waitForStatus(u"connected"_s));

        // Holds the space bar to talk, once the text entry has been left.
        QVERIFY(client.pressKey(u"Tab"_s));
        QVERIFY(screen.holdKey(u"space"_s));
        QVERIFY(client.waitForStatus(u"recording"_s));
        QVERIFY(screen.releaseKey(u"space"_s));
        QVERIFY(client.waitForStatus(u"connected"_s));

        // A new conversation needs no new connection.
        QVERIFY(client.pressKey(u"ctrl+n"_s));
        QVERIFY(client.pressKey(u"shift+Tab"_s));
        QVERIFY(screen.type(u"hello"_s));
        QVERIFY(client.pressKey(u"Return"_s));
        QTRY_COMPARE_WITH_TIMEOUT(stage.watch().turns().size(), 2, 10000);
        QCOMPARE(stage.line().connectionsSoFar(), 1);
        QCOMPARE(stage.watch().restored(), 0);
        QCOMPARE(stage.finish(), QString());
    }

    void aNewConversationIsUndoneAfterItsFirstWords_data()
    {
        QTest::addColumn<bool>("isUndone");
        QTest::addColumn<QString>("kept");
        QTest::newRow("undone") << true << u"what time is it|hello"_s;
        QTest::newRow("not undone") << false << u"hello"_s;
    }
    void aNewConversationIsUndoneAfterItsFirstWords()
    {
        QFETCH(bool, isUndone);
        const QTemporaryDir folder;
        const QString store = folder.filePath(u"sessions.sqlite"_s);
        Stage stage({}, {u"--store"_s, u"sqlite:"_s + store});
        QCOMPARE(stage.prepare(), QString());
        QCOMPARE(stage.startClient(), QString());
        ClientProcess &client = stage.client();
        const VirtualScreen &screen = stage.screen();
        QVERIFY(client.waitForStatus(u"connected"_s));
        QVERIFY(screen.activate(client.window()));
        QVERIFY(screen.type(u"what time is it"_s));
        QVERIFY(screen.pressKey(u"Return"_s));
        QTRY_VERIFY_WITH_TIMEOUT(
            !stage.watch().turns().isEmpty() && stage.watch().turns().first().answeredAt, 10000);
        QVERIFY(screen.pressKey(u"ctrl+n"_s));
        QVERIFY(screen.type(u"hello"_s));
        QVERIFY(screen.pressKey(u"Return"_s));
        QTRY_COMPARE_WITH_TIMEOUT(stage.watch().turns().size(), 2, 10000);
        if (isUndone) {
            QVERIFY(client.pressKey(u"alt+c"_s)); // Conversation ▸ Undo
            QVERIFY(screen.pressKey(u"u"_s));
        }
        QVERIFY2(stage.waitForAnswer(2, 20s), qPrintable(client.process().errorText()));
        QVERIFY(client.terminate());
        QVERIFY(stage.server().process().terminate(20s)); // it may still load its recognisers
        QCOMPARE(stage.watch().turns().size(), 2); // nothing was asked twice

        auto database = server::sqlite::Database::open(store);
        QVERIFY(database);
        QTEST(database.value()
                  .ask("SELECT group_concat(text, '|') FROM messages WHERE role = 'user'")
                  .valueOr(QString()),
              "kept");
        QCOMPARE(database.value().ask("SELECT sum(aside_before) FROM sessions").valueOr(QString()),
                 u"0"_s);
    }

    void aSpokenQuestionIsAnsweredAloudAndCanBeInterrupted()
    {
        Stage stage({u"--reconnect"_s, kFastReconnect}, {u"--store"_s, u"memory"_s});
        QCOMPARE(stage.prepare(), QString());
        QCOMPARE(stage.startClient(), QString());
        ClientProcess &client = stage.client();
        QVERIFY(client.waitForStatus(u"connected"_s));
        QVERIFY(client.pressKey(u"alt+a"_s)); // Audio ▸ Headphones
        QVERIFY(stage.screen().pressKey(u"h"_s));
        QVERIFY(stage.openMicrophone());

        QVERIFY(stage.say(voice(u"spell the word connection"_s), audio::kDeviceRate));
        QVERIFY2(stage.waitForAnswer(1, 20s), qPrintable(client.process().errorText()));
        QVERIFY(stage.watch().turns().first().request.endsWith(u"connection"));
        QVERIFY(stage.watch().turns().first().answer.contains(u"connection", Qt::CaseInsensitive));

        // The user talks over a long answer: the loudspeaker falls silent soon after the first
        // word.
        QVERIFY(stage.screen().activate(client.window()));
        QVERIFY(stage.screen().type(u"what can you do"_s));
        QVERIFY(stage.screen().pressKey(u"Return"_s));
        const auto soundsSince = [](const Tape &tape, Instant since) {
            const std::size_t from = tape.sampleAt(since);
            std::vector<Sound> sounds =
                soundsIn(audio::PcmView(tape.samples()).subspan(from), 400ms);
            for (Sound &sound : sounds)
                sound = {sound.begin + from, sound.end + from};
            return sounds;
        };
        const Instant asked = Clock().now();
        QTRY_VERIFY_WITH_TIMEOUT(!soundsSince(stage.loudspeaker(), asked).empty(), 10000);
        const Instant interrupted = Clock().now();
        QVERIFY(stage.say(voice(u"what time is it"_s), audio::kDeviceRate));
        QTRY_VERIFY_WITH_TIMEOUT(stage.watch().turns().size() == 3, 15000);
        const std::vector<Sound> words = soundsSince(stage.microphone(), interrupted);
        const std::vector<Sound> answer = soundsSince(stage.loudspeaker(), interrupted);
        QVERIFY(!words.empty() && !answer.empty());
        const Duration silence = elapsed(stage.loudspeaker().timeOf(answer.front().end),
                                         stage.microphone().timeOf(words.front().begin));
        QVERIFY2(silence <= 3 * 400ms, qPrintable(QString::number(silence.count())));
        QVERIFY2(stage.waitForAnswer(3, 20s), qPrintable(client.process().errorText()));
        QCOMPARE(stage.finish(), QString());
    }
};

HOLDLINE_TEST(TestApp)

} // namespace holdline::tst_app

#include "tst_app.moc"
