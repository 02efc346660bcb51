// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/eventstream.h"
#include "support/chatdesk.h"
#include "support/testcase.h"

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

QByteArray bodyOf(const QByteArray &reply)
{
    return reply.mid(reply.indexOf("\r\n\r\n") + 4);
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
        QTest::newRow("in pieces of 200 KB")
            << ScriptedService::streamed({QByteArray(200'000, 'x') + "\xe2\x82\xac", "."})
            << QString(200'000, u'x').left(50'000);
        QTest::newRow("compressed") << "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                       "Content-Encoding: gzip\r\n\r\n"
                + ScriptedService::compressed(bodyOf(ScriptedService::streamed({"A ", "zip."})))
                                    << u"A zip."_s;
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
        // A long answer in short pieces would take too long.
        const qsizetype least = 1 + reply.size() / 1000;
        for (const qsizetype step : {least, 7 * least, reply.size()}) {
            ChatDesk desk;
            QVERIFY(desk.open());
            desk.service.add({.bytes = reply, .bytesAtOnce = step});
            desk.ask();
            QTRY_VERIFY(desk.isOver);
            QVERIFY2(!desk.isFailed, qPrintable(desk.reason));
            QTEST(desk.text, "text");
            QCOMPARE(desk.model->service().stage(), Service::Stage::Working);
            QCOMPARE(desk.model->service().figures().answers.count(), 1);
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

    void asksAgainOverTheSameConnection()
    {
        ChatDesk desk;
        QVERIFY(desk.open());
        const QByteArray body = bodyOf(ScriptedService::streamed({"Hi"}));
        const QByteArray reply = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                 "Content-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        for (int i = 0; i < 3; ++i) {
            desk.service.add({.bytes = reply, .staysOpen = true});
            desk.text.clear();
            desk.isOver = false;
            desk.ask();
            QTRY_VERIFY(desk.isOver);
            QCOMPARE(desk.text, u"Hi"_s);
        }
        QCOMPARE(desk.service.connections(), 1);
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
        QVERIFY(desk.open({.service = {.silence = 100ms}}));
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
