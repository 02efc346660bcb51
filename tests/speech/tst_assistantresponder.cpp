// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/assistantresponder.h"

#include "speech/service/eventstream.h"
#include "support/scriptedservice.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QTest>

namespace holdline::tst_assistantresponder {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Kind = ServiceTrouble::Kind;
using Stage = Service::Stage;

namespace {

const QByteArray kStreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
const QString kQuestion = u"what is a train"_s; // no skill knows it

constexpr BackoffPolicy kNever{.initial = 1h, .maximum = 1h};
constexpr BackoffPolicy kSoon{.initial = 10ms, .maximum = 10ms};

/// An assistant with a scripted service, and what the user hears.
struct Desk
{
    Clock clock{};
    ScriptedService service{};
    std::unique_ptr<AssistantResponder> assistant{};
    std::unique_ptr<Answer> answer{};
    QString heard{}; ///< of the newest answer, as a user hears it
    bool isOver = false;

    ~Desk() { answer.reset(); }

    bool open(const Service::Limits &limits = {.again = kNever})
    {
        if (!service.listen())
            return false;
        assistant = std::make_unique<AssistantResponder>(
            clock, AssistantResponder::Limits{.patience = 100ms, .chat = {.service = limits}});
        choose(service);
        return true;
    }

    void choose(const ScriptedService &chosen)
    {
        assistant->setModel({.base = chosen.base(), .model = u"tiny"_s, .key = "sk-secret"});
    }

    void ask(const QString &question = kQuestion)
    {
        heard.clear();
        isOver = false;
        answer = assistant->respond({.text = question});
        const auto add = [this](const QString &text) { heard += text; };
        QObject::connect(answer.get(), &Answer::textAdded, answer.get(), add);
        QObject::connect(answer.get(), &Answer::failed, answer.get(), [this](const QString &why) {
            heard += heard.isEmpty() ? why : u' ' + why;
            isOver = true;
        });
        QObject::connect(answer.get(), &Answer::finished, answer.get(), [this] { isOver = true; });
    }

    const Service &model() const { return assistant->service(); }
    quint64 troubles(Kind kind) const
    {
        return model().figures().troubles[static_cast<std::size_t>(kind)];
    }
};

void expectOutage()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the language service failed"_s));
}

QByteArray refusal(int status, const QByteArray &fields = {})
{
    return ScriptedService::withStatus(status, R"({"error":{"message":"so"}})", fields);
}

} // namespace

/// Tests what the user hears when the language model fails in each way, and that the model returns.
class TestAssistantResponder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("requests");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("heard");
        const auto row = [](const char *name, const QByteArray &reply, int requests, Kind kind,
                            const QString &heard) {
            QTest::newRow(name) << reply << requests << static_cast<int>(kind) << heard;
        };
        const QString key = u"The language service does not accept our key."_s;
        const QString busy = u"The language service is too busy. Please ask again in a moment."_s;
        const QString problem = u"The language service has a problem. Please ask again."_s;
        row("wrong key", refusal(401), 1, Kind::Denied, key);
        row("forbidden", refusal(403), 1, Kind::Denied, key);
        row("unknown model", refusal(404), 1, Kind::UnknownModel,
            u"The language service does not know this model."_s);
        row("too busy", refusal(429, "Retry-After: 30\r\n"), 1, Kind::Busy, busy);
        row("not understood, also without tools", refusal(422), 2, Kind::Refused, problem);
        row("broken", refusal(500), 2, Kind::Broken, problem);
        row("broken for a while", refusal(503, "Retry-After: 30\r\n"), 1, Kind::Broken, problem);
        row("redirect", refusal(307, "Location: http://127.0.0.1:9/\r\n"), 1, Kind::Nonsense,
            problem);
        row("closed at once", {}, 2, Kind::Unreachable, u"I cannot reach the language model."_s);
        row("cut off before the first word", kStreamHead, 2, Kind::CutOff,
            u"The language model was cut off."_s);
        row("cut off between the words", ScriptedService::streamed({"A vehicle "}, false), 2,
            Kind::CutOff, u"A vehicle A vehicle  The language model was cut off."_s);
        row("no JSON", ScriptedService::withStatus(200, "<html>"), 1, Kind::Nonsense, problem);
        row("no JSON in the stream", kStreamHead + "data: {]\n\n", 1, Kind::Nonsense, problem);
        row("an error in the stream",
            kStreamHead + "data: {\"error\":{\"message\":\"out of memory\"}}\n\n", 1,
            Kind::Nonsense, problem);
        row("an endless event",
            kStreamHead + "data: " + QByteArray(3 * EventStream::kLongestEvent, 'x'), 1,
            Kind::Nonsense, problem);
        row("an endless answer that is not streamed",
            "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(3 << 20, 'x'), 1, Kind::Nonsense, problem);
    }

    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, reply);
        QFETCH(int, requests);
        QFETCH(int, kind);
        Desk desk;
        QVERIFY(desk.open());
        for (int i = 0; i < 3; ++i)
            desk.service.add({.bytes = reply});
        expectOutage();
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QTEST(desk.heard, "heard");
        QCOMPARE(desk.service.requests().size(), requests);
        QCOMPARE(desk.model().stage(), Stage::Down);
        QCOMPARE(static_cast<int>(desk.model().trouble()->kind), kind);
        QVERIFY(!desk.model().trouble()->detail.contains(u"sk-secret"_s));
        QCOMPARE(desk.model().figures().outages, 1);
        // Qt does not tell of the request that it sends again, and tools may be refused.
        const auto is = static_cast<Kind>(kind);
        const bool isOne = is == Kind::Unreachable || is == Kind::Refused;
        QCOMPARE(desk.troubles(is), quint64(isOne ? 1 : requests));
        QTRY_COMPARE(desk.service.openConnections(), 0);

        const QString first = desk.heard;
        desk.ask(); // is not sent to a service that is down
        QTRY_VERIFY(desk.isOver);
        QVERIFY2(first.endsWith(desk.heard), qPrintable(desk.heard));
        QCOMPARE(desk.service.requests().size(), requests);
        desk.ask(u"what is two plus two"_s);
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.heard, u"2 plus 2 is 4."_s);
    }

    void followsNoRedirect()
    {
        ScriptedService elsewhere;
        QVERIFY(elsewhere.listen());
        Desk desk;
        QVERIFY(desk.open());
        desk.service.add(
            {.bytes = refusal(308, "Location: " + elsewhere.base().toEncoded() + "\r\n")});
        expectOutage();
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(elsewhere.connections(), 0);
    }

    void doesNotReachAPortWithoutAService()
    {
        Desk desk;
        QVERIFY(desk.open());
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const QUrl base(u"http://127.0.0.1:%1/v1"_s.arg(gone.serverPort()));
        gone.close();
        desk.assistant->setModel({.base = base, .model = u"tiny"_s});
        expectOutage();
        desk.ask();
        QTRY_COMPARE(desk.heard, u"I cannot reach the language model."_s);
        QCOMPARE(desk.model().trouble()->kind, Kind::Unreachable);
    }

    void doesNotReachAServiceThatAcceptsNobody()
    {
        Desk desk;
        QVERIFY(desk.open({.connect = 50ms, .again = kNever}));
        QTcpServer full;
        full.setListenBacklogSize(1);
        QVERIFY(full.listen(QHostAddress::LocalHost));
        full.pauseAccepting();
        std::vector<std::unique_ptr<QTcpSocket>> others; // they fill its queue
        for (int i = 0; i < 8; ++i) {
            others.push_back(std::make_unique<QTcpSocket>());
            others.back()->connectToHost(QHostAddress::LocalHost, full.serverPort());
        }
        QTRY_VERIFY(others.front()->state() == QAbstractSocket::ConnectedState);
        desk.assistant->setModel(
            {.base = QUrl(u"http://127.0.0.1:%1/v1"_s.arg(full.serverPort())), .model = u"m"_s});
        expectOutage();
        desk.ask();
        QTRY_COMPARE(desk.heard, u"I cannot reach the language model."_s);
        QCOMPARE(desk.model().trouble()->detail, u"no connection in time"_s);
    }

    void givesUpOnASilentService_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("heard");
        const QString slow = u"The language model takes too long."_s;
        QTest::newRow("before the first byte") << QByteArray() << slow;
        QTest::newRow("before the first word") << kStreamHead + ": wait\n\n" << slow;
        QTest::newRow("between the words, twice")
            << ScriptedService::streamed({"A vehicle "}, false)
            << u"A vehicle A vehicle  The language model takes too long."_s;
    }

    void givesUpOnASilentService()
    {
        QFETCH(QByteArray, reply);
        Desk desk;
        QVERIFY(desk.open({.firstByte = 50ms, .silence = 50ms, .again = kNever}));
        for (int i = 0; i < 2; ++i)
            desk.service.add({.bytes = reply, .staysOpen = true});
        expectOutage();
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QTEST(desk.heard, "heard");
        QCOMPARE(desk.model().trouble()->kind, Kind::TooSlow);
        QTRY_COMPARE(desk.service.openConnections(), 0);
    }

    void triesAgainOnce()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = refusal(502)});
        desk.service.add({.bytes = ScriptedService::streamed({"A vehicle."})});
        desk.ask();
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.heard, u"A vehicle."_s);
        QCOMPARE(desk.troubles(Kind::Broken), 1);
        QCOMPARE(desk.model().figures().outages, 0);
    }

    void leavesABusyServiceAloneAsLongAsItAsks()
    {
        Desk desk;
        QVERIFY(desk.open({.again = kSoon}));
        desk.service.add({.bytes = refusal(429, "Retry-After: 3600\r\n")});
        desk.service.add({.bytes = ScriptedService::withStatus(200, R"({"data":[]})")});
        ScriptedService other; // is asked again soon
        QVERIFY(other.listen());
        other.add({.bytes = refusal(429)});
        other.add({.bytes = ScriptedService::withStatus(200, R"({"data":[]})")});
        expectOutage();
        desk.ask();
        QTRY_COMPARE(desk.model().stage(), Stage::Down);

        AssistantResponder impatient(
            desk.clock, AssistantResponder::Limits{.chat = {.service = {.again = kSoon}}});
        impatient.setModel({.base = other.base(), .model = u"tiny"_s});
        expectOutage();
        const auto answer = impatient.respond({.text = kQuestion});
        QTRY_COMPARE(impatient.service().stage(), Stage::OnTrial);
        QCOMPARE(desk.model().stage(), Stage::Down);
        QCOMPARE(desk.service.requests().size(), 1);
    }

    void theModelComesBackByItself()
    {
        Desk desk;
        QVERIFY(desk.open({.again = kSoon}));
        desk.service.add({.bytes = refusal(401)});
        desk.service.add({.bytes = refusal(401)}); // the list of models
        desk.service.add({.bytes = ScriptedService::withStatus(200, R"({"data":[]})")});
        desk.service.add({.bytes = ScriptedService::streamed({"A vehicle."})});
        expectOutage();
        desk.ask();
        QTRY_COMPARE(desk.model().stage(), Stage::OnTrial);
        QVERIFY(desk.service.requests().last().head.startsWith("GET /v1/models HTTP/1.1"));
        desk.ask();
        QTRY_COMPARE(desk.heard, u"A vehicle."_s);
        QCOMPARE(desk.model().stage(), Stage::Working);
    }

    // ---- another model in the middle of an answer

    void theNewModelGoesOn()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.service.add(
            {.bytes = ScriptedService::streamed({"A vehicle "}, false), .staysOpen = true});
        desk.ask();
        QTRY_COMPARE(desk.heard, u"A vehicle "_s);
        ScriptedService other;
        QVERIFY(other.listen());
        other.add({.bytes = ScriptedService::streamed({"on rails."})});
        desk.choose(other);
        QTRY_VERIFY(desk.isOver);
        QCOMPARE(desk.heard, u"A vehicle on rails."_s);
        QVERIFY(other.requests().first().body.contains(R"("content":"A vehicle ")"));
    }

    void theBuiltInAssistantGoesOn_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("heard");
        QTest::newRow("after the first words")
            << ScriptedService::streamed({"A vehicle "}, false) << u"A vehicle "_s;
        QTest::newRow("before them") << QByteArray() << QString();
    }

    void theBuiltInAssistantGoesOn()
    {
        QFETCH(QByteArray, reply);
        QFETCH(QString, heard);
        Desk desk;
        QVERIFY(desk.open());
        desk.service.add({.bytes = reply, .staysOpen = true});
        desk.ask();
        QTRY_COMPARE(desk.service.requests().size(), 1);
        QTRY_COMPARE(desk.heard, heard);
        desk.assistant->setModel({});
        QTRY_VERIFY(desk.isOver);
        if (heard.isEmpty())
            QVERIFY2(desk.heard.startsWith(u"I do not know that."_s), qPrintable(desk.heard));
        else
            QCOMPARE(desk.heard, heard);
        QCOMPARE(desk.model().figures().outages, 0);
    }

    // ---- many users

    void boundsTheConnectionsAndTakesTurns()
    {
        Desk desk;
        QVERIFY(desk.open({.calls = 2, .again = kNever}));
        std::vector<std::unique_ptr<Answer>> answers;
        QList<int> order;
        for (int user = 0; user < 5; ++user) {
            answers.push_back(desk.assistant->respond({.text = kQuestion}));
            connect(answers.back().get(), &Answer::finished, this, [&, user] { order += user; });
        }
        QTRY_COMPARE(desk.service.requests().size(), 2);
        QCOMPARE(desk.service.openConnections(), 2);
        for (int i = 0; i < 3; ++i)
            desk.service.add({.bytes = ScriptedService::streamed({"Hi."})});
        answers[1].reset(); // was not answered
        QTRY_COMPARE(order.size(), 3);
        QCOMPARE(order, (QList<int>{2, 3, 4}));
        QCOMPARE(desk.service.openConnections(), 1);
    }
};

HOLDLINE_TEST(TestAssistantResponder)

} // namespace holdline::tst_assistantresponder

#include "tst_assistantresponder.moc"
