// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/sessionids.h"
#include "server/store/sqlitestore.h"
#include "support/clientprocess.h"
#include "support/storeaccess.h"
#include "support/testcase.h"
#include "support/virtualsoundcard.h"
#include "support/voice.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <cstdlib>

#include <sys/resource.h>

namespace holdline::tst_outbox {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The app with its embedded server, on a screen and with a sound card. Its processes are killed.
class App
{
public:
    QString prepare()
    {
        if (!m_screen.start())
            return u"The virtual screen does not start: are Xvfb and openbox installed?"_s;
        if (QString trouble = m_card.start(); !trouble.isEmpty())
            return trouble;
        m_client = std::make_unique<ClientProcess>(m_screen, QStringList(), m_card.environment());
        return {};
    }
    bool start()
    {
        return m_client->start() && m_client->waitForStatus(u"connected"_s)
            && !childrenOf(m_client->process().pid()).isEmpty();
    }
    void signalServer(int signal) { ::kill(static_cast<pid_t>(m_server), signal); }
    /// Stops the server process, so that it reads and writes nothing.
    void stopServer()
    {
        m_server = childrenOf(m_client->process().pid()).first();
        signalServer(SIGSTOP);
    }
    /// From now on no file of the app and of its server grows any more.
    bool fillDisk()
    {
        QList<qint64> processes = childrenOf(m_client->process().pid());
        processes += m_client->process().pid();
        const rlimit none{1, RLIM_INFINITY};
        return std::ranges::all_of(processes, [&](qint64 process) {
            return prlimit(static_cast<pid_t>(process), RLIMIT_FSIZE, &none, nullptr) == 0;
        });
    }
    bool pressKey(const QString &key) { return m_screen.pressKey(key); }
    /// Types a text and waits until it is sent.
    bool type(const QString &text)
    {
        return m_screen.activate(m_client->window()) && m_screen.type(text)
            && m_screen.pressKey(u"Return"_s);
    }
    /// The user's messages in the session of the app, as its server has stored them. The app must
    /// not run.
    QStringList said()
    {
        QSettings settings(m_client->settingsPath(), QSettings::IniFormat);
        const auto id = client::SessionIds(settings).find(u"holdline.v1 embedded"_s);
        auto store = server::openSqliteStore(data().filePath(u"sessions.sqlite"_s));
        if (!id || !store)
            return {u"no session"_s};
        const auto page = historyPage(*store.value(), *id, 0, 1024 * 1024);
        QStringList words;
        for (const server::StoredMessage &message : page->messages) {
            if (message.message.role == speech::Role::User)
                words.append(message.message.text);
        }
        return words;
    }
    QFileInfo outbox() const { return QFileInfo(data().filePath(u"embedded.outbox"_s)); }
    ClientProcess &client() { return *m_client; }
    VirtualSoundCard &card() { return m_card; }

private:
    QDir data() const { return QDir(m_client->home() + u"/data/Holdline/holdline"_s); }

    VirtualScreen m_screen;
    VirtualSoundCard m_card;
    std::unique_ptr<ClientProcess> m_client;
    qint64 m_server = 0; ///< the stopped server process
};

bool isSilent(const audio::Pcm &pcm)
{
    return std::ranges::all_of(pcm, [](audio::Sample sample) { return std::abs(sample) < 200; });
}

} // namespace

/// What a killed client leaves for its next run.
class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// So that a disk that is full does not kill who writes; the processes of a test inherit it.
    void initTestCase() { std::signal(SIGXFSZ, SIG_IGN); }

    void whatWasTypedOutlivesTheKilledClient_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("the server is killed, too") << SIGKILL;
        QTest::newRow("the server has read it all when the client is gone") << SIGCONT;
    }

    void whatWasTypedOutlivesTheKilledClient()
    {
        QFETCH(int, signal);
        App app;
        QCOMPARE(app.prepare(), QString());
        QVERIFY(app.start());
        app.stopServer();
        QStringList typed;
        for (const QString &number : {u"one"_s, u"two"_s, u"three"_s, u"four"_s, u"five"_s}) {
            typed.append(u"message "_s + number);
            QVERIFY(app.type(typed.last()));
        }
        QVERIFY(app.outbox().exists());
        QVERIFY(waitUntil([&] { return keeps(app, typed.last()); }, 5s));
        constexpr auto kUser = QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(app.outbox().permissions() & ~kUser, QFile::ReadOwner | QFile::WriteOwner);
        app.client().kill();
        app.signalServer(signal);

        QVERIFY(app.start());
        QVERIFY(waitUntil([&] { return !keeps(app, typed.last()); }, 15s));
        QVERIFY(app.client().terminate());
        QCOMPARE(app.said(), typed);
    }

    void whatAFullDiskKeepsNowhereIsNotLostUnasked()
    {
        App app;
        QCOMPARE(app.prepare(), QString());
        QVERIFY(app.start());
        QVERIFY(app.fillDisk());
        for (const QString &number : {u"one"_s, u"two"_s, u"three"_s, u"four"_s, u"five"_s})
            QVERIFY(app.type(u"message "_s + number));
        QVERIFY(waitUntil(
            [&] { return app.client().process().errorText().contains(u"cannot be stored"_s); },
            10s));
        QVERIFY(!keeps(app, u"message one"_s));
        QVERIFY(app.pressKey(u"ctrl+q"_s));
        QVERIFY2(!app.client().process().waitForEnd(3s), "asks first");
        QVERIFY(app.pressKey(u"alt+q"_s));
        QVERIFY(app.client().process().waitForEnd(10s));
    }

    void whatWasSaidOutlivesTheClientThatIsKilledInMidSentence()
    {
        App app;
        QCOMPARE(app.prepare(), QString());
        QVERIFY(app.start());
        QVERIFY(app.client().pressKey(u"ctrl+d"_s));
        QVERIFY(app.client().waitForStatus(u"recording"_s));
        app.stopServer();
        const audio::Pcm question = voice(u"what time is it"_s, 300ms);
        const auto *voiceOfQuestion = app.card().speak(question, audio::kDeviceRate);
        QVERIFY(waitUntil([&] { return voiceOfQuestion->state() == QProcess::NotRunning; }, 15s));
        const qint64 captured = app.outbox().size();
        QVERIFY(captured > 32'000); // a second
        app.card().speak(voice(u"spell the word connection"_s), audio::kDeviceRate);
        QVERIFY(waitUntil([&] { return app.outbox().size() > captured + 9'600; }, 5s));
        app.client().kill();
        app.signalServer(SIGKILL);

        app.card().startRecording();
        QVERIFY(app.start());
        QVERIFY2(waitUntil([&] { return !isSilent(app.card().heard()); }, 30s), "no answer");
        QVERIFY(app.client().terminate());
        const QStringList said = app.said();
        QCOMPARE(said.size(), 1);
        // On a busy machine the sound card drops samples, and then not every word is understood.
        const QStringList words = said.first().toLower().split(u' ');
        const QStringList asked{u"what"_s, u"time"_s, u"is"_s, u"it"_s};
        const auto understood = std::ranges::count_if(
            asked, [&words](const QString &word) { return words.contains(word); });
        QVERIFY2(2 * understood >= asked.size(), qPrintable(said.first()));
    }

private:
    static bool keeps(const App &app, const QString &text)
    {
        QFile file(app.outbox().filePath());
        return file.open(QIODevice::ReadOnly) && file.readAll().contains(text.toUtf8());
    }
};

HOLDLINE_TEST(TestOutbox)

} // namespace holdline::tst_outbox

#include "tst_outbox.moc"
