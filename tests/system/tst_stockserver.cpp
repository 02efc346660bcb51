// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "support/fakedurableserver.h"
#include "support/stockdesk.h"
#include "support/testcase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_stockserver {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Kind = StockServer::Kind;
using Turn = StockServer::Turn;

namespace {

/// The members of each message that a Plain server may get from the client, besides its type.
const QHash<QString, QStringList> kPlainMessages{{u"tts_start"_s, {}},
                                                 {u"tts_stop"_s, {}},
                                                 {u"clear_history"_s, {}},
                                                 {u"set_speed"_s, {u"speed"_s}},
                                                 {u"text"_s, {u"text"_s}}};

/// The part of a message that does not belong there; empty if there is none.
QByteArray foreignIn(const QByteArray &message)
{
    if (message.size() == protocol::kFrameHeaderBytes + 2 * protocol::kFrameSamples)
        return message.mid(4, 3) == QByteArray(3, '\0') && uchar(message[7]) <= 1 ? QByteArray()
                                                                                  : "flags";
    const QJsonObject json = QJsonDocument::fromJson(message).object();
    const QString type = json[u"type"].toString();
    QStringList members = json.keys();
    members.removeOne(u"type"_s);
    return kPlainMessages.contains(type) && kPlainMessages[type] == members ? QByteArray()
                                                                            : message.left(200);
}

audio::Pcm ramp(std::size_t samples, int first)
{
    audio::Pcm pcm(samples);
    for (std::size_t i = 0; i < samples; ++i)
        pcm[i] = static_cast<audio::Sample>((static_cast<std::size_t>(first) + i) % 30000);
    return pcm;
}

const Turn kTime{u"What time is it?"_s, u"It is nine."_s, ramp(96000, 1)};
const Turn kDate{u"What day is it?"_s, u"It is Saturday."_s, ramp(72000, 5000)};

} // namespace

/// The client at servers that do not know Holdline.
class TestStockServer : public QObject
{
    Q_OBJECT

    std::unique_ptr<StockDesk> m_desk;
    StockDesk &desk() { return *m_desk; }

    static void kinds()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("stock") << Kind::Stock;
        QTest::newRow("fork") << Kind::Fork;
    }

private Q_SLOTS:
    /// In every test, no message of holdline.v1 may reach the server.
    void cleanup()
    {
        if (!m_desk)
            return;
        for (const QByteArray &message : desk().server.wire().received())
            QVERIFY2(foreignIn(message).isEmpty(), foreignIn(message).constData());
        for (const FakeVoiceServer::Request &request : desk().server.wire().requests()) {
            QCOMPARE(request.path, u"/ws"_s);
            QCOMPARE(request.authorization, QByteArray());
        }
        QVERIFY(QDir(desk().home.folder.path()).entryList({u"*.secret"_s}).isEmpty());
        m_desk.reset();
    }

    void withoutAnEchoTheLineIsPlain_data() { kinds(); }

    void withoutAnEchoTheLineIsPlain()
    {
        QFETCH(Kind, kind);
        m_desk = std::make_unique<StockDesk>(kind);
        QVERIFY(desk().connects());
        QCOMPARE(desk().server.wire().requests().front().protocols,
                 QByteArray(protocol::kSubprotocol));
        QCOMPARE(desk().client.line.kind(), Line::Kind::Plain);
        QCOMPARE(desk().client.origin(), Line::Session::Origin::New);
        QVERIFY(desk().server.wire().received().empty());
    }

    void questionsAreHeardAndAnswersSound()
    {
        m_desk = std::make_unique<StockDesk>(Kind::Stock);
        QVERIFY(desk().connects());
        desk().server.script(kTime);
        desk().server.script(kDate);
        desk().conversation.setMicrophoneOpen(true);
        desk().say(1s);
        QTRY_COMPARE(desk().card.played().size(), StockServer::withoutTheEnd(kTime.speech.size()));
        QTRY_VERIFY(!desk().card.isPlaying());
        desk().say(1s);
        // The end of the first answer is heard at the beginning of the second.
        QTRY_VERIFY(desk().card.played().size() > kTime.speech.size() + kDate.speech.size() / 2);
        QTRY_VERIFY(!desk().card.isPlaying());
        QVERIFY(desk().card.played() == desk().server.sent());
        QCOMPARE(desk().transcript(),
                 (QStringList{kTime.question, kTime.answer, kDate.question, kDate.answer}));
        QTRY_COMPARE(desk().sent().join(u' '),
                     u"audio tts_start audio tts_stop audio tts_start audio tts_stop audio"_s);
        QVERIFY2(desk().server.framesUnheard() > 0, "it was deaf after the turns, as it should");
        QCOMPARE(desk().server.framesDropped(), 0);
        QCOMPARE(desk().server.interruptions(), 0);
    }

    void aTypedTextIsIgnoredAndTheConversationGoesOn()
    {
        m_desk = std::make_unique<StockDesk>(Kind::Stock);
        QVERIFY(desk().connects());
        desk().conversation.sendText(u"can you read this"_s);
        QTRY_COMPARE(desk().server.ignored(), QStringList{u"text"_s});
        desk().server.script(kTime);
        desk().conversation.setMicrophoneOpen(true);
        desk().say(1s);
        QTRY_COMPARE(desk().transcript(),
                     (QStringList{u"can you read this"_s, kTime.question, kTime.answer}));
        desk().conversation.clearHistory();
        QTRY_VERIFY(desk().sent().contains(u"clear_history"_s));
    }

    void talkingOverAnAnswerStopsIt()
    {
        m_desk = std::make_unique<StockDesk>(Kind::Stock);
        QVERIFY(desk().connects());
        Turn longer = kTime;
        longer.speech = ramp(960000, 1);
        desk().server.script(longer);
        desk().server.script(kDate);
        desk().conversation.setMicrophoneOpen(true);
        desk().say(1s);
        QTRY_VERIFY(desk().card.isPlaying());
        desk().say(3s); // the server drops the first second of it
        QTRY_COMPARE(desk().server.interruptions(), 1);
        QTRY_VERIFY(!desk().card.isPlaying());
        QVERIFY(desk().card.played().size() < longer.speech.size() / 2);
        QTRY_VERIFY(desk().transcript().contains(kDate.answer));
        QTRY_VERIFY(desk().card.isPlaying());
        QTRY_VERIFY(!desk().card.isPlaying());
        QCOMPARE(desk().server.interruptions(), 1);
    }

    void theForksServerDoesNotStopItSoTheClientDoes()
    {
        m_desk = std::make_unique<StockDesk>(Kind::Fork);
        QSignalSpy complaints(&desk().conversation, &ConversationController::refused);
        QVERIFY(desk().connects());
        Turn longer = kTime;
        longer.speech = ramp(960000, 1);
        desk().server.script(longer);
        desk().conversation.setMicrophoneOpen(true);
        desk().say(1s);
        QTRY_COMPARE(desk().server.refused(), QStringList{u"tts_start"_s});
        desk().say(1s);
        QTRY_VERIFY(!desk().card.isPlaying());
        QVERIFY(desk().card.played().size() < longer.speech.size() / 2);
        QCOMPARE(desk().server.interruptions(), 0);
        QVERIFY2(complaints.isEmpty(), "the user has done nothing wrong");
        QTRY_VERIFY(!desk().server.isBusy());
        QVERIFY2(!desk().card.isPlaying(), "the rest of it is not played");
        QCOMPARE(desk().server.refused(), QStringList{u"tts_start"_s}); // asked once
    }

    void whatTheForkRefusesUnaskedIsNoConcernOfTheUser()
    {
        m_desk = std::make_unique<StockDesk>(Kind::Fork);
        QSignalSpy complaints(&desk().conversation, &ConversationController::refused);
        desk().conversation.setTurnPause(30);
        QVERIFY(desk().connects());
        QTRY_COMPARE(desk().server.refused(), QStringList{u"set_speed"_s});
        desk().server.wire().cut();
        QTRY_COMPARE(desk().server.refused().size(), 2); // told again
        desk().conversation.setTurnPause(60);
        QTRY_COMPARE(complaints.size(), 1);
        QCOMPARE(desk().server.refused().size(), 3);
    }

    void whatWasSaidInAnOutageIsNoFlood()
    {
        m_desk = std::make_unique<StockDesk>(Kind::Fork);
        QVERIFY(desk().connects());
        desk().conversation.setMicrophoneOpen(true);
        QTRY_VERIFY(desk().server.framesQueued() > 5);
        desk().server.wire().vanish();
        QTRY_VERIFY(!desk().client.line.isLive());
        desk().say(5s);
        QTRY_VERIFY(desk().isSilent());
        desk().server.wire().reappear();
        QTRY_COMPARE(desk().client.sessions.size(), 2);
        const int before = desk().server.framesQueued();
        QTRY_VERIFY(desk().server.framesQueued() > before + 25);
        QCOMPARE(desk().server.framesDropped(), 0);
        QVERIFY2(desk().server.queuePeak() < StockServer::kQueueLimit / 2,
                 qPrintable(QString::number(desk().server.queuePeak())));
        QVERIFY2(desk().transcript().join(u'|').contains(u"5.0 s of speech not sent"),
                 qPrintable(desk().transcript().join(u'|')));
    }

    void theSilenceAfterTheLastWordComesInRealTime()
    {
        m_desk = std::make_unique<StockDesk>(Kind::Stock);
        desk().server.setPause(4s);
        QVERIFY(desk().connects());
        desk().server.script(kTime);
        desk().conversation.setMicrophoneOpen(true);
        desk().say(1s);
        QTRY_VERIFY(desk().transcript().contains(kTime.question)); // partial
        QTRY_VERIFY(desk().isSilent());
        desk().conversation.setMicrophoneOpen(false);
        QTRY_VERIFY(desk().transcript().contains(kTime.answer));
        QCOMPARE(desk().server.framesDropped(), 0);
        QVERIFY2(desk().server.queuePeak() < StockServer::kQueueLimit / 2,
                 qPrintable(QString::number(desk().server.queuePeak())));
    }

    void aCutIsToldHonestly_data() { kinds(); }

    void aCutIsToldHonestly()
    {
        QFETCH(Kind, kind);
        m_desk = std::make_unique<StockDesk>(kind);
        QVERIFY(desk().connects());
        Turn longer = kTime;
        longer.speech = ramp(960000, 1);
        desk().server.script(longer);
        desk().conversation.setMicrophoneOpen(true);
        desk().say(1s);
        QTRY_VERIFY(desk().card.isPlaying());
        QVERIFY(desk().server.isBusy());
        desk().server.wire().cut();
        QTRY_COMPARE(desk().client.sessions.size(), 2);
        QStringList rows{kTime.question, kTime.answer,
                         u"Connection lost · some words may be missing"_s};
        if (kind == Kind::Fork)
            rows += u"Session restored · 4 messages"_s;
        QCOMPARE(desk().transcript(), rows);
        const auto &requests = desk().server.wire().requests();
        QCOMPARE(requests.size(), std::size_t(2));
        QCOMPARE(requests.back().offered.has_value(), kind == Kind::Fork);
        if (kind == Kind::Fork)
            QCOMPARE(desk().client.sessions[1].id, desk().client.sessions[0].id);

        // Speech that had arrived is played to its end, and the next question is answered as usual.
        QTRY_VERIFY(!desk().card.isPlaying());
        QVERIFY(desk().card.played() == desk().server.sent());
        desk().server.script(kDate);
        desk().say(1s);
        QTRY_COMPARE(desk().transcript().last(), kDate.answer);
    }

    void aServerThatHasLostHoldlineHearsNothingOfIt()
    {
        LineHome home;
        FakeDurableServer server;
        LineClient client(home, server.url());
        client.line.start();
        QTRY_COMPARE(client.sessions.size(), 1);
        client.line.send(protocol::TextMessage{u"before"_s, u"id"_s});
        QTRY_COMPARE(server.texts().size(), 1);
        const QByteArray secret = server.secret().toBase64(QByteArray::Base64UrlEncoding
                                                           | QByteArray::OmitTrailingEquals);
        server.wire().vanish();
        QTRY_VERIFY(!client.line.isLive());
        client.line.send(protocol::TextMessage{u"held"_s, u"id"_s});
        const std::size_t before = server.wire().received().size();
        server.wire().setSubprotocols({});
        server.wire().setManner(FakeVoiceServer::Manner::NamesSessions);
        server.wire().reappear();
        QTRY_COMPARE(client.sessions.size(), 2);
        QVERIFY(client.line.send(protocol::TextMessage{u"plain"_s}));
        QTRY_COMPARE(server.wire().received().size(), before + 1);
        QCOMPARE(foreignIn(server.wire().received().back()), QByteArray());
        QVERIFY(!server.wire().received().back().contains(secret));
        QVERIFY(!server.wire().requests().back().offered);
    }
};

HOLDLINE_TEST(TestStockServer)

} // namespace holdline::tst_stockserver

#include "tst_stockserver.moc"
