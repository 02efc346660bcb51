// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/eventstream.h"
#include "support/chatdesk.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

namespace holdline::tst_chatresponder {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

/// Tests a language model behind real sockets, and the ways in which it can fail.
class TestChatResponder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- answers

    void answersAsTheModelWrites_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("text");

        const QByteArray json = R"({"choices":[{"message":{"content":"A vehicle."}}]})";
        QTest::newRow("streamed") << ScriptedService::streamed({"A ", "vehicle", "."})
                                  << u"A vehicle."_s;
        QTest::newRow("streamed in UTF-8")
            << ScriptedService::streamed({"3 \xe2\x82\xac \xf0\x9f\x9a\x82"}) << u"3 € 🚂"_s;
        QTest::newRow("with thoughts")
            << ScriptedService::streamed({"<thi", "nk>Hm.</think>", "A vehicle."})
            << u"A vehicle."_s;
        QTest::newRow("not streamed") << ScriptedService::withStatus(200, json) << u"A vehicle."_s;
        QTest::newRow("chunked") << QByteArray(
                                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                        "Transfer-Encoding: chunked\r\n\r\n")
                + chunk("data: {\"choices\":[{\"") + chunk("delta\":{\"content\":\"Hi\"}}]}\n\n")
                + chunk("data: [DONE]\n\n")
                + chunk({}) << u"Hi"_s;
    }

    void answersAsTheModelWrites()
    {
        QFETCH(QByteArray, reply);
        for (const qsizetype step : {qsizetype(1), qsizetype(7), reply.size()}) {
            ChatDesk desk;
            QVERIFY(desk.open());
            desk.service.add({.bytes = reply, .bytesAtOnce = step});
            desk.ask();
            QTRY_VERIFY(desk.isOver);
            QVERIFY2(!desk.isFailed, qPrintable(desk.reason));
            QTEST(desk.text, "text");
            QVERIFY(desk.model->trouble().isEmpty());
        }
    }

    void showsItsKeyToTheService()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::streamed({"Hi"})});
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        const ScriptedService::Request request = desk.service.requests().first();
        QVERIFY(request.head.startsWith("POST /v1/chat/completions HTTP/1.1\r\n"));
        QVERIFY(request.head.contains("Bearer " + ChatDesk::key()));
    }

    void saysNothingWithinTheCall()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::streamed({"Hi"})});
        desk.ask();
        QVERIFY(desk.text.isEmpty() && !desk.isOver);
        QTRY_VERIFY(desk.isOver);
    }

    // ---- failures

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("reason");
        QTest::newRow("wrong key") << 401 << u"The language service does not accept our key."_s;
        QTest::newRow("unknown model")
            << 404 << u"The language service does not know this model."_s;
        QTest::newRow("too busy")
            << 429 << u"The language service is too busy. Please ask again in a moment."_s;
        QTest::newRow("broken") << 503
                                << u"The language service has a problem. Please ask again."_s;
    }

    void namesWhatIsWrong()
    {
        QFETCH(int, status);
        ChatDesk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::withStatus(
                              status, R"({"error":{"message":"because of this"}})")});
        expectFailure();
        desk.ask();
        QTRY_VERIFY(desk.isFailed);
        QTEST(desk.reason, "reason");
        QVERIFY(desk.model->trouble().contains(u"because of this"_s));
        QVERIFY(desk.model->trouble().contains(QString::number(status)));
        QVERIFY(!desk.model->trouble().contains(QString::fromLatin1(ChatDesk::key())));
        QCOMPARE(desk.service.requests().size(), 1);
    }

    void followsNoRedirect()
    {
        ChatDesk elsewhere;
        QVERIFY(elsewhere.open());
        ChatDesk desk;
        QVERIFY(desk.open());
        const QByteArray there = elsewhere.service.base().toString().toLatin1();
        desk.service.add(
            {.bytes = ScriptedService::withStatus(307, {}, "Location: " + there + "\r\n")});
        expectFailure();
        desk.ask();
        QTRY_VERIFY(desk.isFailed);
        QVERIFY(elsewhere.service.requests().isEmpty());
    }

    void saysThatItCannotReachTheModel()
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const QUrl base(u"http://127.0.0.1:%1/v1"_s.arg(gone.serverPort()));
        gone.close();
        ChatDesk desk;
        desk.model = std::make_unique<ChatResponder>(ChatSettings{.base = base, .model = u"m"_s});
        expectFailure();
        desk.ask();
        QTRY_VERIFY(desk.isFailed);
        QCOMPARE(desk.reason, u"I cannot reach the language model."_s);
    }

    void givesUpOnASilentModel()
    {
        ChatDesk desk;
        QVERIFY(desk.open({.firstByte = 50ms}));
        expectFailure();
        desk.ask();
        QTRY_VERIFY(desk.isFailed);
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<bool>("isLogged");
        QTest::newRow("no JSON") << ScriptedService::withStatus(200, "<html>") << true;
        QTest::newRow("an error in the stream")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                          "data: {\"error\":{\"message\":\"out of memory\"}}\n\n")
            << true;
        QTest::newRow("an endless event")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: ")
                + QByteArray(3 * EventStream::kLongestEvent, 'x')
            << true;
        QTest::newRow("no text at all") << ScriptedService::streamed({}) << false;
    }

    void refusesNonsense()
    {
        QFETCH(QByteArray, reply);
        QFETCH(bool, isLogged);
        ChatDesk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = reply});
        if (isLogged)
            expectFailure();
        desk.ask();
        QTRY_VERIFY(desk.isFailed);
        QVERIFY(!desk.reason.isEmpty());
    }

    void endsAnAnswerThatNeverEnds()
    {
        ChatDesk desk;
        QVERIFY(desk.open({.characters = 1000}));
        desk.service.add(
            {.bytes = ScriptedService::streamed(QList<QByteArray>(5000, "word "), false),
             .staysOpen = true});
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QVERIFY(!desk.isFailed);
        QCOMPARE(desk.text.size(), 1000);
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }

    // ---- cuts

    void continuesAnAnswerThatWasCutOff_data()
    {
        QTest::addColumn<bool>("isSilent");
        QTest::newRow("closed") << false;
        QTest::newRow("silent") << true;
    }

    void continuesAnAnswerThatWasCutOff()
    {
        QFETCH(bool, isSilent);
        ChatDesk desk;
        QVERIFY(desk.open({.silence = 100ms}));
        desk.service.add(
            {.bytes = ScriptedService::streamed({"A vehicle "}, false), .staysOpen = isSilent});
        desk.service.add({.bytes = ScriptedService::streamed({"on rails."})});
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QVERIFY(!desk.isFailed);
        QCOMPARE(desk.text, u"A vehicle on rails."_s);
        QCOMPARE(desk.service.requests().size(), 2);
        QVERIFY(desk.service.requests().last().body.contains(R"("content":"A vehicle ")"));
    }

    void givesUpAfterTheSecondCut()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        for (const char *piece : {"A vehicle ", "on ", "rails."})
            desk.service.add({.bytes = ScriptedService::streamed({piece}, false)});
        expectFailure();
        desk.ask();
        QTRY_VERIFY(desk.isFailed);
        QCOMPARE(desk.text, u"A vehicle on "_s);
    }

    void stopsTheModelWhenTheAnswerIsInterrupted()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        desk.service.add(
            {.bytes = ScriptedService::streamed({"A vehicle "}, false), .staysOpen = true});
        desk.ask();
        QTRY_COMPARE(desk.text, u"A vehicle "_s);
        desk.answer.reset();
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }

    void mayBeInterruptedByWhoHearsIt()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = ScriptedService::streamed({"A ", "vehicle ", "on rails."})});
        desk.answer = desk.model->respond({.text = u"What is a train?"_s});
        QObject::connect(desk.answer.get(), &Answer::textAdded, this, [&](const QString &added) {
            desk.text += added;
            desk.answer.reset();
        });
        QTRY_VERIFY(!desk.answer);
        QTRY_COMPARE(desk.service.openConnections(), 0);
        QCOMPARE(desk.text, u"A "_s);
    }
};

HOLDLINE_TEST(TestChatResponder)

} // namespace holdline::tst_chatresponder

#include "tst_chatresponder.moc"
