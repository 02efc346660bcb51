// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/clientprocess.h"
#include "support/conversationwatch.h"
#include "support/cuttingproxy.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/virtualscreenreader.h"
#include "support/virtualsoundcard.h"
#include "support/voice.h"

#include <QRegularExpression>
#include <QTest>

namespace holdline::tst_screenreader {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kFastReconnect = u"initial=100ms,max=400ms,attempts=20"_s;

/// Of a computer without a keyring; the last words after a start.
const QString kNotKept = u"This conversation won’t survive quitting. It can’t be reopened: no "
                         "keyring is available, or it is locked."_s;

/// Ports, figures and times of day differ from run to run.
QString withoutFigures(QString words)
{
    static const QRegularExpression time(u"[0-9]+:[0-9]+:[0-9]+( [AP]M)?"_s);
    static const QRegularExpression seconds(u"[0-9.]+ s\\b"_s);
    static const QRegularExpression server(u"127\\.0\\.0\\.1:[0-9]+"_s);
    return words.replace(server, u"SERVER"_s).replace(time, u"TIME"_s).replace(seconds, u"N s"_s);
}

} // namespace

/// The whole app beside a screen reader: what it says by itself, word for word and in order.
class TestScreenReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_heard = 0;
        m_reader = std::make_unique<VirtualScreenReader>();
        m_screen = std::make_unique<VirtualScreen>();
        m_card = std::make_unique<VirtualSoundCard>();
        m_server = std::make_unique<ServerProcess>(QStringList{u"--store"_s, u"memory"_s});
        m_line = std::make_unique<CuttingProxy>();
        m_watch = std::make_unique<ConversationWatch>(*m_line);
        QCOMPARE(m_reader->start(), QString());
        QVERIFY(m_screen->start());
        QCOMPARE(m_card->start(), QString());
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
        m_line->setTarget(m_server->port());
        QVERIFY(m_line->listen());
        m_client = std::make_unique<ClientProcess>(
            *m_screen,
            QStringList{u"--server"_s, m_line->url().toString(), u"--reconnect"_s, kFastReconnect},
            m_reader->environment(m_card->environment()));
    }

    void cleanup()
    {
        QVERIFY2(m_client->terminate(), qPrintable(m_client->process().errorText()));
        m_client.reset();
        m_watch.reset();
        m_line.reset();
        m_server.reset();
        m_card.reset();
        m_screen.reset();
        m_reader.reset();
    }

    void saysEachStateOfTheLineOnce()
    {
        m_line->blackhole();
        QVERIFY2(m_client->start(), qPrintable(m_client->process().errorText()));
        QCOMPARE(next(), u"Connecting to SERVER."_s);
        m_line->pass();
        QCOMPARE(next(), u"Connected to SERVER. The microphone is off."_s);
        QCOMPARE(next(), kNotKept);
        QVERIFY(m_client->pressKey(u"ctrl+d"_s));
        QCOMPARE(next(), u"Microphone on."_s);
        QVERIFY(m_client->pressKey(u"ctrl+d"_s));
        QCOMPARE(next(), u"Microphone off."_s);

        m_line->refuse();
        QCOMPARE(next(), u"The connection was lost. Trying again."_s);
        QCOMPARE(next(),
                 u"No connection to SERVER: connection refused. Check that the server is running "
                 "and that the port is right."_s);
        QCOMPARE(next(), u"Offline since TIME"_s);

        m_line->pass();
        QVERIFY(m_client->pressKey(u"F5"_s));
        QCOMPARE(next(), u"Connecting to SERVER."_s);
        QCOMPARE(next(), u"Connected again. The conversation continues where it stopped."_s);
        QCOMPARE(next(), u"Offline for N s"_s);
        QCOMPARE(next(), u"Connected to SERVER. The microphone is off."_s);
        QCOMPARE(stopConnection(), u"You stopped the connection."_s);
    }

    void saysWhatBecomesOfHeldSpeech()
    {
        QVERIFY(m_client->start());
        QVERIFY(isSaid(kNotKept));
        QVERIFY(m_client->pressKey(u"ctrl+d"_s));
        QCOMPARE(next(), u"Microphone on."_s);

        const audio::Pcm words = voice(u"what time is it"_s);
        m_line->refuse();
        QCOMPARE(next(),
                 u"The connection was lost. Trying again. Keep talking: your words are kept and "
                 "sent when you are back online."_s);
        const QProcess *speaker = m_card->speak(words, audio::kDeviceRate);
        QTRY_VERIFY_WITH_TIMEOUT(speaker->state() == QProcess::NotRunning, 10000);
        m_line->pass();
        QCOMPARE(next(), u"Connected again. The conversation continues where it stopped."_s);
        QCOMPARE(next(), u"Offline for N s, N s of speech kept and sent"_s);
    }

    void saysAnAnswerOnceWhenThereIsNoLoudspeaker()
    {
        for (const QString &device : {u"virtmic"_s, u"micfeed"_s, u"speaker"_s})
            QCOMPARE(m_card->remove(device), QString());
        QVERIFY(m_client->start());
        QVERIFY(isSaid(kNotKept));
        QVERIFY(ask(u"what can you do"_s));
        const QString answer = u"Answer: "_s + m_watch->turns().first().answer;
        QVERIFY(isSaid(answer));
        QVERIFY(m_client->pressKey(u"ctrl+d"_s));
        QVERIFY(
            isSaid(u"No microphone found. Plug one in and Holdline will use it. Meanwhile, you can "
                   "type."_s));
        QCOMPARE(m_reader->said().count(answer), 1);
    }

    void leavesAnAnswerToTheLoudspeaker()
    {
        QVERIFY(m_client->start());
        QVERIFY(isSaid(kNotKept));
        QVERIFY(ask(u"what can you do"_s));

        // Neither the answer nor the time of the call is said.
        QVERIFY(m_client->pressKey(u"Escape"_s));
        QVERIFY(m_client->pressKey(u"ctrl+d"_s));
        QCOMPARE(next(), u"Microphone on."_s);
        static const QRegularExpression clock(u"[0-9]{2}:[0-9]{2}"_s);
        QCOMPARE(m_reader->renamed().filter(clock), QStringList());
    }

    void saysWhatIsWrongWithTheMicrophone()
    {
        QCOMPARE(m_card->remove(QString::fromLatin1(VirtualSoundCard::kMicrophone)), QString());
        QVERIFY(m_client->start());
        QVERIFY(isSaid(kNotKept));
        QVERIFY(m_client->pressKey(u"ctrl+d"_s));
        QCOMPARE(next(),
                 u"No microphone found. Plug one in and Holdline will use it. Meanwhile, you can "
                 "type."_s);
    }

    void namesWhatHasTheKeyboard()
    {
        QVERIFY(m_client->start());
        QVERIFY(m_client->waitForStatus(u"connected"_s));
        QVERIFY(m_screen->activate(m_client->window()));
        const QStringList inOrder{u"list: Conversation"_s, u"push button: New conversation"_s,
                                  u"text: Message"_s, u"check box: Microphone"_s};
        for (const QString &control : inOrder) {
            QTRY_COMPARE(m_reader->focused().value(m_reader->focused().size() - 1), control);
            QVERIFY(m_screen->pressKey(u"Tab"_s));
        }
    }

private:
    /// Types a question and waits until it is answered.
    bool ask(const QString &question)
    {
        const qsizetype turns = m_watch->turns().size();
        return m_screen->activate(m_client->window()) && m_screen->type(question)
            && m_screen->pressKey(u"Return"_s)
            && waitUntil(
                   [&] {
                       return m_watch->turns().size() > turns && m_watch->turns().last().answeredAt;
                   },
                   10000ms);
    }

    /// What is said after what was compared before; waits for it.
    QString next()
    {
        const bool isSaid = m_reader->waitForWords(m_heard + 1);
        return isSaid ? withoutFigures(m_reader->said().at(m_heard++)) : u"(nothing)"_s;
    }

    /// Conversation ▸ Stop connection; returns what is said then. On a busy machine the window
    /// manager may take the keyboard away from a menu that has just opened: then once more.
    QString stopConnection()
    {
        const auto isInMenu = [this] {
            return m_reader->focused().constLast().startsWith(u"menu item"_s);
        };
        QString words = u"(nothing)"_s;
        for (int attempts = 0; attempts < 3 && words == u"(nothing)"_s; ++attempts) {
            if (m_client->pressKey(u"alt+c"_s) && waitUntil(isInMenu, 5s)
                && m_screen->pressKey(u"t"_s))
                words = next();
        }
        return words;
    }

    /// Whether these words come, now or later; for what other tests compare.
    bool isSaid(const QString &words)
    {
        while (m_reader->waitForWords(m_heard + 1)) {
            if (next() == words)
                return true;
        }
        return false;
    }

    std::unique_ptr<VirtualScreenReader> m_reader;
    std::unique_ptr<VirtualScreen> m_screen;
    std::unique_ptr<VirtualSoundCard> m_card;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<CuttingProxy> m_line;
    std::unique_ptr<ConversationWatch> m_watch;
    std::unique_ptr<ClientProcess> m_client;
    qsizetype m_heard = 0; ///< announcements that were compared
};

HOLDLINE_TEST(TestScreenReader)

} // namespace holdline::tst_screenreader

#include "tst_screenreader.moc"
