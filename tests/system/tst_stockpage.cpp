// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/serverprocess.h"
#include "support/stockpage.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace holdline::tst_stockpage {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The members of each message that a Plain client may get, besides its type.
const QHash<QString, QStringList> kPlainMessages{
    {u"partial_user_request"_s, {u"content"_s}},
    {u"final_user_request"_s, {u"content"_s}},
    {u"partial_assistant_answer"_s, {u"content"_s}},
    {u"final_assistant_answer"_s, {u"content"_s}},
    {u"tts_chunk"_s, {u"content"_s}},
    {u"stop_tts"_s, {u"content"_s}},
    {u"tts_interruption"_s, {u"content"_s}},
    {u"session_id"_s, {u"session_id"_s}},
    {u"session_restored"_s, {u"message_count"_s, u"session_id"_s}},
    {u"activity"_s, {u"state"_s}},
    {u"configured"_s, {u"configuration"_s}},
};

/// The part of a message that does not belong there; empty if there is none.
QByteArray foreignIn(const QByteArray &message)
{
    const QJsonObject json = QJsonDocument::fromJson(message).object();
    const QString type = json[u"type"].toString();
    QStringList members = json.keys();
    members.removeOne(u"type"_s);
    return kPlainMessages.contains(type) && kPlainMessages[type] == members ? QByteArray()
                                                                            : message.left(200);
}

/// The text of the newest answer.
QString lastAnswer(const StockPage &page)
{
    const QStringList answers = page.said(u"assistant"_s);
    return answers.isEmpty() ? QString() : answers.last();
}

} // namespace

/// A page that does not know Holdline, at the real server with its real engines.
class TestStockPage : public QObject
{
    Q_OBJECT

    ServerProcess m_server{{u"--store"_s, u"memory"_s}};
    std::unique_ptr<StockPage> m_page;

    StockPage &page() { return *m_page; }
    bool starts(const QString &session = {})
    {
        page().start(m_server.url(), session);
        return waitUntil([&] { return page().isRecording() && !page().session().isEmpty(); },
                         5000ms);
    }
    /// Asks aloud, and waits for the end of the spoken answer. Like a person, it repeats the
    /// question once or twice if `words` of it were not understood.
    bool ask(const QString &question, const QString &words)
    {
        for (int attempt = 0; attempt < 3; ++attempt) {
            if (!sayAndListen(question))
                return false;
            if (page().said(u"user"_s).last().contains(words, Qt::CaseInsensitive))
                return true;
        }
        return false;
    }
    bool sayAndListen(const QString &question)
    {
        const qsizetype answers = page().said(u"assistant"_s).size();
        const qsizetype sounds = page().playback().count(u"stop"_s);
        page().say(voice(question));
        return waitUntil(
            [&] {
                return page().said(u"assistant"_s).size() > answers
                    && page().playback().count(u"stop"_s) > sounds;
            },
            30000ms);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.process().errorText())); }
    void init() { m_page = std::make_unique<StockPage>(); }
    /// In every test, no message of holdline.v1 may reach the page.
    void cleanup()
    {
        QVERIFY(page().wire().size() > 0);
        for (const QByteArray &message : page().wire()) {
            QVERIFY2(foreignIn(message).isEmpty(), foreignIn(message).constData());
            QVERIFY2(!message.contains("\"hl") && !message.contains("hl_"), message.constData());
        }
        QCOMPARE(page().binaryMessages(), 0);
        QCOMPARE(page().subprotocol(), QString());
        const QSet<QString> extensions{u"activity"_s, u"configured"_s};
        QVERIFY((page().unknownTypes() - extensions).isEmpty());
    }

    void spokenQuestionsAreAnsweredInWordsAndAloud()
    {
        QVERIFY(starts());
        page().setSpeed(0);
        QVERIFY(ask(u"what time is it"_s, u"what time is it"_s));
        QVERIFY2(lastAnswer(page()).startsWith(u"It is"), qPrintable(lastAnswer(page())));
        QVERIFY(page().partials() >= 1);
        QCOMPARE(page().typingUser(), QString());
        QCOMPARE(page().typingAssistant(), QString());

        QVERIFY(ask(u"spell the word connection"_s, u"connection"_s));
        QVERIFY2(lastAnswer(page()).contains(u"connection", Qt::CaseInsensitive),
                 qPrintable(lastAnswer(page())));
        const QString heard = understood(page().heard()).toLower();
        QVERIFY2(heard.contains(u"connection"), qPrintable(heard));
        for (qsizetype i = 0; i < page().chat().size(); ++i) {
            QCOMPARE(page().chat()[i].role, i % 2 == 0 ? u"user"_s : u"assistant"_s);
            // The server sends faster than the page plays, so an answer plays to its end without a
            // gap.
            QCOMPARE(page().playback()[i], i % 2 == 0 ? u"start"_s : u"stop"_s);
        }
        QCOMPARE(page().playback().size(), page().chat().size());
    }

    void talkingOverTheAnswerStopsIt()
    {
        QVERIFY(starts());
        page().say(voice(u"what can you do"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(page().isPlaying(), qPrintable(page().said(u"user"_s).join(u'|')),
                                  20000);
        QElapsedTimer interrupting;
        interrupting.start();
        page().say(voice(u"what time is it"_s));
        QTRY_VERIFY_WITH_TIMEOUT(page().playback().contains(u"clear"_s), 5000);
        // Three times the promised 400 ms, plus the silence before the first word.
        QVERIFY2(interrupting.elapsed() <= 1500,
                 qPrintable(QString::number(interrupting.elapsed())));
        QVERIFY(!page().isPlaying());
        QTRY_VERIFY2_WITH_TIMEOUT(lastAnswer(page()).startsWith(u"It is"),
                                  qPrintable(lastAnswer(page())), 20000);
        // Chunks that were on their way are ignored. Then everything works as before.
        QTRY_COMPARE_WITH_TIMEOUT(page().playback().last(), u"stop"_s, 20000);
        QStringList events = page().playback();
        events.removeAll(u"ignored"_s);
        QCOMPARE(events, (QStringList{u"start"_s, u"clear"_s, u"go on"_s, u"start"_s, u"stop"_s}));
        QCOMPARE(page().said(u"user"_s).size(), 2);
    }

    void whatWasClearedIsForgotten()
    {
        QVERIFY(starts());
        QVERIFY(ask(u"spell the word connection"_s, u"connection"_s));
        page().clear();
        QVERIFY(ask(u"what did I say before"_s, u"did I say before"_s));
        QVERIFY2(!lastAnswer(page()).contains(u"connection"), qPrintable(lastAnswer(page())));
        for (const QString &question : page().said(u"user"_s))
            QVERIFY2(!question.contains(u"connection"), qPrintable(question));
    }

    void aSessionIsOfUseToWhoeverOffersIt()
    {
        QVERIFY(starts());
        const QString session = page().session();
        QVERIFY(ask(u"remember that my favorite color is green"_s, u"color is green"_s));
        const qsizetype said = page().chat().size();
        page().vanish();
        cleanup();

        m_page = std::make_unique<StockPage>();
        QVERIFY(starts(session)); // like the fork
        QCOMPARE(page().session(), session);
        QCOMPARE(page().restored(), QList<int>{static_cast<int>(said)});
        QVERIFY(ask(u"what is my favorite color"_s, u"my favorite color"_s));
        QVERIFY2(lastAnswer(page()).contains(u"green"), qPrintable(lastAnswer(page())));
        page().stop();
        QTRY_VERIFY(!page().isRecording());
        cleanup();

        m_page = std::make_unique<StockPage>();
        QVERIFY(starts());
        QVERIFY(page().session() != session);
        QVERIFY(page().restored().isEmpty());
        QVERIFY(ask(u"what is my favorite color"_s, u"my favorite color"_s));
        QVERIFY2(!lastAnswer(page()).contains(u"green"), qPrintable(lastAnswer(page())));
    }
};

HOLDLINE_TEST(TestStockPage)

} // namespace holdline::tst_stockpage

#include "tst_stockpage.moc"
