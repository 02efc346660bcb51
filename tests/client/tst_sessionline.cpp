// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/sessionline.h"

#include "audio/opusencoder.h"
#include "protocol/limits.h"
#include "protocol/opuspayload.h"
#include "support/fakeholdingserver.h"
#include "support/lineclient.h"

#include <QRegularExpression>
#include <QTest>

using namespace holdline;
using namespace holdline::client;
using namespace holdline::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Origin = Line::Session::Origin;
using Step = FakeHoldingServer::Step;
using Manner = FakeVoiceServer::Manner;

namespace {

constexpr quint64 kSamples = 1600;

protocol::AudioItem spoken(int index)
{
    return {.position = static_cast<quint64>(index) * kSamples,
            .stream = 1,
            .pcm = QByteArray(2 * qsizetype(kSamples), '\1')};
}

protocol::AudioItem hummed(int index)
{
    protocol::AudioItem item = spoken(index);
    for (qsizetype i = 0; i < item.pcm.size(); ++i)
        item.pcm[i] = char(i * (index + 3) % 90);
    return item;
}

protocol::AudioItem answered(int index)
{
    protocol::AudioItem item = spoken(index);
    item.fromServer = true;
    return item;
}

protocol::TextMessage text(const QString &words)
{
    return {words, QString(words).remove(u' ')};
}

void expectViolations(int count)
{
    for (int i = 0; i < count; ++i)
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"^the server breaks the protocol: "_s));
}

struct Rig
{
    LineHome home;
    FakeHoldingServer server;
    LineClient client;

    explicit Rig(const BackoffPolicy &policy = quickPolicy()) : client(home, server.url(), policy)
    {
    }

    SessionLine &line() { return client.line; }
    FakeVoiceServer &wire() { return server.wire(); }
    qsizetype sessions() const { return client.sessions.size(); }
};

} // namespace

class TestSessionLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    // ---- getting in

    void entersANewSession()
    {
        Rig rig;
        QVERIFY(!rig.line().isLive());
        QCOMPARE(rig.line().kind(), Line::Kind::Plain);
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        QVERIFY(rig.line().isLive());
        QCOMPARE(rig.line().kind(), Line::Kind::Holding);
        const Line::Session &session = rig.client.sessions.first();
        QCOMPARE(session.origin, Origin::New);
        QCOMPARE(session.id, *rig.server.session());
        QCOMPARE(session.age, std::optional<Duration>(7s));
        QVERIFY(session.createdAt);
        QVERIFY2(!rig.client.ids.find(rig.client.socket.endpoint().sessionKey),
                 "its id never goes into an address");
        QVERIFY(!rig.client.in<link::Live>()->restoredAt);
    }

    void resumesAfterACut()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.say(protocol::FinalAssistantAnswer{u"hello"_s});
        QTRY_COMPARE(rig.client.messages.size(), 1);
        rig.wire().cut();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.losses, 1);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        QCOMPARE(rig.client.sessions[1].id, rig.client.sessions[0].id);
        QVERIFY(rig.client.in<link::Live>()->restoredAt);
        const auto resumes = rig.server.controls<protocol::Resume>();
        QCOMPARE(resumes.size(), 1);
        QCOMPARE(resumes[0].cursor, (protocol::Cursor{rig.server.epoch(), 1}));
        for (const auto &request : rig.wire().requests())
            QVERIFY2(!request.offered, "nothing secret in an address");
    }

    void rejoinsInItsNextRun()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.line().stop();
        QTRY_COMPARE(rig.client.stopped, 1);
        rig.server.setHistory(
            {{u"1"_s, protocol::HistoryMessage::Role::User, u"hi"_s, WallTime(1s)},
             {u"2"_s, protocol::HistoryMessage::Role::Assistant, u"ho"_s, WallTime(2s)}});
        LineClient next(rig.home, rig.server.url());
        next.line.start();
        QTRY_COMPARE(next.history, (QStringList{u"|"_s, u"hi"_s, u"ho"_s, u"."_s}));
        QCOMPARE(next.origin(), Origin::Rejoined);
        QCOMPARE(next.sessions.first().messageCount, 2);
        QVERIFY(!rig.server.controls<protocol::Resume>().first().cursor);
    }

    void opensAnewWithNoticeWhenTheSecretIsLost()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.line().stop();
        QVERIFY(QFile::remove(
            QDir(rig.home.folder.path()).entryInfoList({u"*.secret"_s}).first().filePath()));
        LineClient next(rig.home, rig.server.url());
        next.line.start();
        QTRY_COMPARE(next.sessions.size(), 1);
        QCOMPARE(next.origin(), Origin::Replacement);
    }

    void failsWithAReason_data()
    {
        QTest::addColumn<std::function<void(FakeHoldingServer &)>>("spoil");
        QTest::addColumn<LossReason>("reason");
        QTest::addColumn<int>("violations");
        using Spoil = std::function<void(FakeHoldingServer &)>;
        const auto row = [](const char *name, const Spoil &spoil, LossReason reason,
                            int violations = 0) {
            QTest::newRow(name) << spoil << reason << violations;
        };
        row(
            "another protocol is echoed",
            [](auto &server) { server.wire().setManner(Manner::ChoosesAnotherProtocol); },
            LossReason::NotAWebSocket);
        row(
            "a page instead of an upgrade",
            [](auto &server) {
                server.wire().setManner(Manner::RefusesWithStatus);
                server.wire().setStatus("200 OK");
                server.wire().setPage("<html>Please log in</html>");
            },
            LossReason::NotAWebSocket);
        row(
            "no hello", [](auto &server) { server.fallSilentAt(Step::Hello); },
            LossReason::TimedOut);
        row(
            "no welcome", [](auto &server) { server.fallSilentAt(Step::Welcome); },
            LossReason::TimedOut);
        row(
            "an unknown version",
            [](FakeHoldingServer &server) {
                server.fallSilentAt(Step::Hello);
                QObject::connect(&server.wire(), &FakeVoiceServer::opened, &server, [&server] {
                    server.sayRaw(R"({"type":"hl_hello","v":2,"nonce":"","max_message":1})");
                });
            },
            LossReason::Rejected, 3);
        row(
            "a rate that was not offered",
            [](auto &server) { server.setWelcome([](auto &welcome) { welcome.ttsRate = 44100; }); },
            LossReason::Rejected, 3);
        row(
            "a session that was not asked for",
            [](auto &server) {
                server.setWelcome(
                    [](auto &welcome) { welcome.mode = protocol::Welcome::Mode::Rejoined; });
            },
            LossReason::Rejected, 3);
    }

    void failsWithAReason()
    {
        QFETCH(std::function<void(FakeHoldingServer &)>, spoil);
        QFETCH(int, violations);
        Rig rig(quickPolicy(3));
        spoil(rig.server);
        expectViolations(violations);
        rig.line().start();
        QTRY_VERIFY(rig.client.failed());
        QTEST(rig.client.failed()->reason, "reason");
        QVERIFY(rig.client.sessions.isEmpty());
        QVERIFY2(rig.client.losses == 0, "what never began is not lost");
    }

    void anOverloadedServerIsAskedLater_data()
    {
        QTest::addColumn<bool>("hasSession");
        QTest::newRow("for a new session") << false;
        QTest::newRow("for its session") << true;
    }

    void anOverloadedServerIsAskedLater()
    {
        QFETCH(bool, hasSession);
        Rig rig;
        const protocol::Reset overload{protocol::Reset::Reason::Overload, 50ms};
        if (hasSession) {
            rig.line().start();
            QTRY_COMPARE(rig.sessions(), 1);
            rig.server.resetNext(overload);
            rig.wire().cut();
            QTRY_COMPARE(rig.sessions(), 2);
            QCOMPARE(rig.client.origin(), Origin::Resumed);
        } else {
            rig.server.resetNext(overload);
            rig.line().start();
            QTRY_COMPARE(rig.sessions(), 1);
            QCOMPARE(rig.client.origin(), Origin::New);
        }
        QCOMPARE(rig.wire().connectionsMade(), hasSession ? 3 : 2);
    }

    void comesBackWhenToldToGo()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.say(protocol::Goaway{protocol::Goaway::Reason::Restart, 20ms, 10ms});
        QTRY_COMPARE(rig.client.losses, 1);
        const auto *waiting = rig.client.in<link::Waiting>();
        QVERIFY(waiting && waiting->outage.reason == LossReason::Restarting);
        QCOMPARE(rig.client.socket.machine().state().backoff.attempt(), 0);
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
    }

    // ---- which dialect

    void speaksPlainToAServerThatEchoesNothing()
    {
        Rig rig;
        rig.wire().setSubprotocols({});
        rig.wire().setManner(Manner::NamesSessions);
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        QCOMPARE(rig.line().kind(), Line::Kind::Plain);
        QVERIFY(rig.line().send(text(u"hello"_s)));
        QVERIFY(!rig.line().send(spoken(0)));
        const protocol::AudioFrame frame{.timestampMs = 7, .speechPlaying = true, .pcm = "abcd"};
        QVERIFY(rig.line().send(frame));
        QTRY_COMPARE(rig.wire().received().size(), size_t(2));
        QCOMPARE(rig.wire().received()[0], protocol::encode(text(u"hello"_s)));
        QCOMPARE(rig.wire().received()[1], protocol::encode(frame));
    }

    void offersHoldlineWhereItMay_data()
    {
        QTest::addColumn<DialectChoice>("choice");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("offers");
        using enum DialectChoice::Wanted;
        QTest::newRow("any, within this computer") << DialectChoice{Any} << u"127.0.0.1"_s << true;
        QTest::newRow("plain only") << DialectChoice{Plain} << u"127.0.0.1"_s << false;
        // An address that leads to this computer and is none of its loopback addresses.
        QTest::newRow("where that is allowed") << DialectChoice{Any, true} << u"0.0.0.0"_s << true;
    }

    void offersHoldlineWhereItMay()
    {
        QFETCH(DialectChoice, choice);
        QFETCH(QString, host);
        QFETCH(bool, offers);
        Rig rig;
        QUrl url = rig.server.url();
        url.setScheme(u"ws"_s);
        url.setHost(host);
        rig.client.socket.setDialect(choice);
        rig.client.socket.setEndpoint(Endpoint::forAddress(url.toString()));
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        QCOMPARE(rig.wire().requests().front().protocols,
                 QByteArray(offers ? protocol::kSubprotocol : ""));
        QCOMPARE(rig.line().kind(), offers ? Line::Kind::Holding : Line::Kind::Plain);
    }

    void offersOpusToOtherMachines_data()
    {
        QTest::addColumn<DialectChoice>("choice");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QStringList>("codecs");
        const QStringList both{u"opus"_s, u"pcm"_s};
        const QStringList one{u"pcm"_s};
        using Codec = DialectChoice::Codec;
        const QString here = u"127.0.0.1"_s;
        const QString there = u"0.0.0.0"_s; // as above
        QTest::newRow("within this computer") << DialectChoice{} << here << one;
        QTest::newRow("beyond") << DialectChoice{.allowInsecure = true} << there << both;
        QTest::newRow("asked for") << DialectChoice{.codec = Codec::Opus} << here << both;
        QTest::newRow("refused") << DialectChoice{.allowInsecure = true, .codec = Codec::Pcm}
                                 << there << one;
    }

    void offersOpusToOtherMachines()
    {
        QFETCH(DialectChoice, choice);
        QFETCH(QString, host);
        QFETCH(QStringList, codecs);
        Rig rig;
        QUrl url = rig.server.url();
        url.setScheme(u"ws"_s);
        url.setHost(host);
        rig.client.socket.setDialect(choice);
        rig.client.socket.setEndpoint(Endpoint::forAddress(url.toString()));
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        QCOMPARE(rig.server.controls<protocol::Open>().last().audio.codecs, codecs);
        // A server that chooses PCM, as older ones always do, gets it.
        rig.line().send(spoken(0));
        QTRY_COMPARE(rig.server.audio().size(), 1);
        QVERIFY(rig.server.audio().first().pcm == spoken(0).pcm);
    }

    void opusComesThroughOnceAndAsPackedFirst()
    {
        Rig rig;
        rig.client.socket.setDialect({.codec = DialectChoice::Codec::Opus});
        rig.server.setWelcome([](protocol::Welcome &welcome) { welcome.codec = protocol::kOpus; });
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        audio::OpusEncoder reference;
        QList<QByteArray> expected;
        int items = 0;
        const auto speak = [&](int count) {
            for (const int end = items + count; items < end; ++items) {
                const protocol::AudioItem item = hummed(items);
                expected.append(protocol::encode(protocol::OpusPayload{
                    .samples = qsizetype(kSamples),
                    .packets = reference.encode(audio::fromBytes(item.pcm))}));
                rig.line().send(item);
            }
        };
        for (int outage = 1; outage <= 6; ++outage) {
            speak(4);
            QTRY_COMPARE(rig.server.audio().size(), items);
            rig.server.setTaking(false);
            speak(3); // on their way, to be sent again
            rig.wire().cut();
            rig.server.setTaking(true);
            QTRY_COMPARE(rig.client.losses, outage);
            speak(3); // held, as a rule
            QTRY_COMPARE(rig.sessions(), 1 + outage);
        }
        QTRY_COMPARE(rig.server.audio().size(), items);
        for (int i = 0; i < items; ++i) {
            QCOMPARE(rig.server.audio()[i].position, quint64(i) * kSamples);
            QCOMPARE(rig.server.audio()[i].opus, std::optional(expected[i]));
        }
    }

    void whereSomebodyMayListenItDoesNotEvenDial_data()
    {
        QTest::addColumn<DialectChoice::Wanted>("wanted");
        QTest::newRow("for any") << DialectChoice::Wanted::Any;
        QTest::newRow("for a plain one") << DialectChoice::Wanted::Plain;
    }

    void whereSomebodyMayListenItDoesNotEvenDial()
    {
        QFETCH(DialectChoice::Wanted, wanted);
        Rig rig;
        QUrl url = rig.server.url();
        url.setHost(u"0.0.0.0"_s);
        rig.client.socket.setDialect({.wanted = wanted});
        rig.client.socket.setEndpoint(Endpoint::forAddress(url.toString()));
        rig.line().start();
        QTRY_VERIFY(rig.client.failed());
        QCOMPARE(rig.client.failed()->reason, LossReason::Insecure);
        QCOMPARE(rig.wire().connectionsMade(), 0);
    }

    void aServerWithoutHoldlineIsAFailureWhereItIsAskedFor()
    {
        Rig rig;
        rig.client.socket.setDialect({.wanted = DialectChoice::Wanted::Holding});
        rig.wire().setSubprotocols({});
        rig.line().start();
        QTRY_VERIFY(rig.client.failed());
        QCOMPARE(rig.client.failed()->reason, LossReason::NotHolding);
        QCOMPARE(rig.wire().connectionsMade(), 1);
    }

    void keepsWhatWaitsWhileTheServerIsAPlainOne()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.wire().vanish();
        QTRY_VERIFY(!rig.line().isLive());
        rig.line().send(text(u"kept"_s));
        rig.wire().setSubprotocols({});
        rig.wire().setManner(Manner::NamesSessions);
        rig.wire().reappear();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.line().kind(), Line::Kind::Plain);
        QVERIFY(rig.wire().received().size() < 2);
        rig.wire().setSubprotocols({QString::fromLatin1(protocol::kSubprotocol)});
        rig.wire().setManner(Manner::NamesNothing);
        rig.wire().cut();
        QTRY_COMPARE(rig.sessions(), 3);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        QTRY_COMPARE(rig.server.texts(), QStringList{u"kept"_s});
    }

    // ---- nothing lost, nothing twice

    void everythingComesOnceAndInOrder_data()
    {
        QTest::addColumn<Step>("cut");
        QTest::addColumn<bool>("streamsForgotten");
        const std::pair<const char *, Step> steps[] = {{"ahead of the hello", Step::Hello},
                                                       {"ahead of the welcome", Step::Welcome},
                                                       {"in the history", Step::History},
                                                       {"at its end", Step::HistoryEnd},
                                                       {"after the handshake", Step::Live}};
        for (const auto &[name, step] : steps) {
            QTest::addRow("cut %s, resuming", name) << step << false;
            QTest::addRow("cut %s, rejoining", name) << step << true;
        }
    }

    void everythingComesOnceAndInOrder()
    {
        QFETCH(Step, cut);
        QFETCH(bool, streamsForgotten);
        Rig rig;
        rig.server.setHistory(
            {{u"1"_s, protocol::HistoryMessage::Role::User, u"a"_s, WallTime(1s)},
             {u"2"_s, protocol::HistoryMessage::Role::User, u"b"_s, WallTime(2s)}});
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.line().send(text(u"a"_s));
        QTRY_COMPARE(rig.server.texts().size(), 1);
        rig.server.setTaking(false); // on the way when the cable is cut
        rig.line().send(text(u"b"_s));
        rig.line().send(spoken(0));
        rig.wire().vanish();
        QTRY_VERIFY(!rig.line().isLive());
        rig.line().send(text(u"c"_s));
        rig.line().send(spoken(1));
        rig.server.setTaking(true);
        if (streamsForgotten)
            rig.server.forgetStreams();
        rig.server.cutAt(cut);
        rig.wire().reappear();
        QTRY_COMPARE(rig.server.story().size(), 5);
        rig.line().send(text(u"d"_s));
        QTRY_COMPARE(rig.server.story().size(), 6);
        QCOMPARE(rig.server.story(),
                 (QStringList{u"a"_s, u"b"_s, u"[0]"_s, u"c"_s, u"[1600]"_s, u"d"_s}));
        if (!streamsForgotten) {
            QCOMPARE(rig.client.origin(), Origin::Resumed);
            QCOMPARE(rig.client.sessions[1].sentAgain, 2);
        }
        QVERIFY(rig.server.audio()[0].replayed);
        QVERIFY(rig.server.audio()[1].replayed);
        QTRY_COMPARE(rig.client.caughtUp, rig.sessions());
    }

    void whatAGoneSessionHadNotTakenGoesIntoTheNext_data()
    {
        QTest::addColumn<protocol::Reset::Reason>("reason");
        QTest::newRow("unknown") << protocol::Reset::Reason::Unknown;
        QTest::newRow("expired") << protocol::Reset::Reason::Expired;
    }

    void whatAGoneSessionHadNotTakenGoesIntoTheNext()
    {
        QFETCH(protocol::Reset::Reason, reason);
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.line().send(text(u"a"_s));
        QTRY_COMPARE(rig.server.texts().size(), 1);
        rig.server.setTaking(false);
        rig.line().send(protocol::Interrupt{1, 4800}); // of an answer that the next does not know
        rig.line().send(text(u"b"_s));
        rig.wire().vanish();
        QTRY_VERIFY(!rig.line().isLive());
        rig.line().send(text(u"c"_s));
        rig.server.setTaking(true);
        rig.server.resetNext({reason, {}});
        rig.wire().reappear();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::Replacement);
        QTRY_COMPARE(rig.server.texts(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(rig.server.messages().size(), 3);
        QCOMPARE(rig.wire().requests().size(), size_t(2)); // reset and open on one socket
    }

    void answersComeOnceAndInOrder()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        for (int i = 0; i < 40; ++i)
            rig.server.say(answered(i));
        QTRY_VERIFY(!rig.client.speech.isEmpty());
        rig.wire().cut();
        for (int i = 40; i < 60; ++i)
            rig.server.say(answered(i));
        QTRY_COMPARE(rig.client.speech.size(), 60);
        for (int i = 0; i < 60; ++i)
            QCOMPARE(rig.client.speech[i].position, answered(i).position);
        QTRY_COMPARE(rig.server.stream().acknowledged(), quint64(60));
    }

    void aMessageAheadOfTheWelcomeIsNeitherLostNorMisread()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.wire().vanish();
        QTRY_VERIFY(!rig.line().isLive());
        rig.server.say(protocol::FinalAssistantAnswer{u"first"_s});
        rig.server.setWelcome([&rig](protocol::Welcome &) {
            rig.server.sayRaw(protocol::tagged({false,
                                                protocol::encode(protocol::ServerMessage(
                                                    protocol::FinalAssistantAnswer{u"first"_s}))},
                                               {.seq = 1, .ack = 0})
                                  .bytes);
        });
        rig.wire().reappear();
        QTRY_COMPARE(rig.client.messages.size(), 1);
        rig.server.say(protocol::FinalAssistantAnswer{u"second"_s});
        QTRY_COMPARE(rig.client.messages.size(), 2);
        QCOMPARE(rig.client.line.ignoredMessages(), 1);
        QCOMPARE(rig.sessions(), 2);
    }

    void bulkWaitsForRoomInTheWindow()
    {
        Rig rig;
        rig.server.setWindow(protocol::kMinWindow);
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.setTaking(false);
        for (int i = 0; i < 100; ++i)
            rig.line().send(spoken(i));
        rig.line().send(text(u"behind"_s));
        QCOMPARE(rig.line().waiting().texts, 1);
        QCOMPARE(rig.line().waiting().speech, Duration(95 * 100)); // 5 items of 3 232 bytes fit
        rig.server.setTaking(true);
        rig.wire().cut();
        QTRY_COMPARE(rig.server.story().size(), 101);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(rig.server.audio()[i].position, spoken(i).position);
        QCOMPARE(rig.server.story().last(), u"behind"_s);
        QCOMPARE(rig.line().waiting(), Line::Waiting());
        QVERIFY2(!rig.server.audio().last().replayed, "it was captured while the line was there");
    }

    void nothingThatWaitedGoesOutBeforeItMay()
    {
        Rig rig;
        rig.client.releasesByItself = false;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.wire().vanish();
        QTRY_VERIFY(!rig.line().isLive());
        rig.line().send(spoken(0));
        rig.line().send(text(u"typed"_s));
        QCOMPARE(rig.line().waiting().speech, 100ms);
        QCOMPARE(rig.line().waiting().texts, 1);
        QVERIFY(rig.line().waiting().lastSpeech);
        rig.wire().reappear();
        QTRY_COMPARE(rig.sessions(), 2);
        rig.line().send(text(u"behind"_s));
        rig.server.say(protocol::FinalAssistantAnswer{u"still here"_s});
        QTRY_COMPARE(rig.client.messages.size(), 1);
        QVERIFY(rig.server.story().isEmpty());
        QCOMPARE(rig.client.caughtUp, 0);

        rig.line().discardWaitingSpeech();
        QCOMPARE(rig.line().waiting().speech, 0ms);
        rig.line().release();
        QTRY_COMPARE(rig.server.story(), (QStringList{u"typed"_s, u"behind"_s}));
        QTRY_COMPARE(rig.client.caughtUp, 1);
    }

    void whatWaitsForAServerNeverGoesToAnother()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.wire().vanish();
        QTRY_VERIFY(!rig.line().isLive());
        rig.line().send(text(u"for the first only"_s));
        FakeHoldingServer other;
        rig.client.socket.setEndpoint(Endpoint::forAddress(other.url().toString()));
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::New);
        rig.line().send(text(u"for the second"_s));
        QTRY_COMPARE(other.texts(), QStringList{u"for the second"_s});
    }

    // ---- acknowledging

    void acknowledgesManyItemsTogetherAndAFewSoon()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        for (int i = 0; i < 16; ++i)
            rig.server.say(protocol::StopTts{});
        QTRY_COMPARE(rig.server.stream().acknowledged(), quint64(16));
        QCOMPARE(rig.server.controls<protocol::Ack>().size(), 1);
        rig.server.say(protocol::StopTts{});
        QTRY_COMPARE(rig.server.stream().acknowledged(), quint64(17));
    }

    void acknowledgesWithItsOwnItems()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        connect(&rig.line(), &Line::received, &rig.line(),
                [&rig] { rig.line().send(text(u"reply"_s)); });
        rig.server.say(protocol::StopTts{});
        QTRY_COMPARE(rig.server.stream().acknowledged(), quint64(1));
        QVERIFY(rig.server.controls<protocol::Ack>().isEmpty());
    }

    void tellsHowFarAnAnswerWasHeard()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        const auto told = [&rig] {
            QList<protocol::Played> played;
            for (const protocol::Ack &ack : rig.server.controls<protocol::Ack>()) {
                if (ack.played)
                    played.append(*ack.played);
            }
            return played;
        };
        for (quint64 i = 1; i <= 100; ++i)
            rig.line().tellPlayed({1, i * 480});
        QTRY_COMPARE(told().size(), 2);
        QCOMPARE(told(), (QList<protocol::Played>{{1, 480}, {1, 48000}}));

        rig.wire().cut();
        QTRY_COMPARE(rig.sessions(), 2);
        QTRY_COMPARE(told().size(), 3);
        QCOMPARE(told().last(), (protocol::Played{1, 48000}));
    }

    // ---- two windows

    void theOlderWindowStopsAndCanTakeItsSessionBack()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        LineClient other(rig.home, rig.server.url());
        other.line.start();
        QTRY_COMPARE(other.sessions.size(), 1);
        QCOMPARE(other.origin(), Origin::Rejoined);
        QTRY_VERIFY(rig.client.failed());
        QCOMPARE(rig.client.failed()->reason, LossReason::Replaced);
        other.line.send(text(u"from the other"_s));
        rig.line().send(text(u"from the first"_s));
        QTRY_COMPARE(rig.server.texts(), QStringList{u"from the other"_s});

        rig.line().reconnectNow();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::Rejoined);
        QTRY_VERIFY(other.failed());
        QTRY_COMPARE(rig.server.texts(), (QStringList{u"from the other"_s, u"from the first"_s}));
        QCOMPARE(rig.wire().connectionsMade(), 3);
    }

    // ---- the ends

    void stopSendsWhatItHasFirst()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        for (int i = 0; i < 200; ++i)
            rig.line().send(spoken(i));
        rig.line().send(text(u"last words"_s));
        rig.line().stop();
        QTRY_COMPARE(rig.client.stopped, 1);
        QVERIFY(rig.client.in<link::Stopped>());
        QCOMPARE(rig.server.story().size(), 201);
        QCOMPARE(rig.server.story().last(), u"last words"_s);
        QTRY_COMPARE(rig.wire().lastCloseCode(), 1000);
        QVERIFY(rig.server.controls<protocol::Bye>().isEmpty());
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
    }

    void stopDoesNotWaitForASilentServer()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.wire().goSilent();
        rig.line().send(text(u"unheard"_s));
        rig.line().stop();
        QVERIFY(rig.line().isLive());
        QTRY_COMPARE(rig.client.stopped, 1);
        QVERIFY(rig.client.in<link::Stopped>());
    }

    void stopWhileDownIsAtOnce()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.wire().vanish();
        QTRY_VERIFY(!rig.line().isLive());
        rig.line().stop();
        QCOMPARE(rig.client.stopped, 1);
        QVERIFY(rig.client.in<link::Stopped>());
    }

    void aStopIsTakenBackByAStart()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.setTaking(false);
        rig.line().send(text(u"a"_s));
        rig.line().stop();
        rig.line().start();
        rig.server.setTaking(true);
        rig.wire().cut();
        QTRY_COMPARE(rig.server.texts(), QStringList{u"a"_s});
        QCOMPARE(rig.client.stopped, 0);
    }

    void aNewSessionEndsTheOldOneForGood()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.setTaking(false);
        rig.line().send(text(u"forgotten"_s));
        rig.line().startNewSession();
        QVERIFY(!rig.line().isLive());
        QCOMPARE(rig.client.losses, 1);
        QTRY_COMPARE(rig.sessions(), 2);
        rig.server.setTaking(true);
        QCOMPARE(rig.server.controls<protocol::Bye>().size(), 1);
        QCOMPARE(rig.client.origin(), Origin::New);
        QVERIFY(rig.client.sessions[1].id != rig.client.sessions[0].id);
        rig.line().send(text(u"new"_s));
        QTRY_COMPARE(rig.server.texts(), QStringList{u"new"_s});
        QCOMPARE(rig.client.losses, 1);
    }

    void aNewSessionDoesNotWaitForASilentServer()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.wire().goSilent();
        rig.line().startNewSession();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::New);
    }

    // ---- who breaks the protocol

    void aViolationIsTriedAgainWithTheSessionAndThenWithout()
    {
        Rig rig;
        expectViolations(3);
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        const auto leaveOut = [&rig] {
            rig.server.sayRaw(R"({"hl":{"s":99,"a":0},"type":"stop_tts"})");
        };
        leaveOut();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.wire().lastCloseCode(), 4400);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        leaveOut();
        QTRY_COMPARE(rig.sessions(), 3);
        QCOMPARE(rig.client.origin(), Origin::Replacement);
        leaveOut();
        QTRY_VERIFY(rig.client.failed());
        QCOMPARE(rig.client.failed()->reason, LossReason::Rejected);
    }

    void doesNotGoIntoASessionOfSomebodyElse()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        expectViolations(1);
        rig.server.setWelcome([&rig](protocol::Welcome &welcome) {
            welcome.id = SessionId::generate();
            rig.server.setWelcome({});
        });
        rig.wire().cut();
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.client.origin(), Origin::Resumed);
        QCOMPARE(rig.client.sessions[1].id, rig.client.sessions[0].id);
    }

    void noticesEveryViolation_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("a gap") << QByteArray(R"({"hl":{"s":7,"a":0},"type":"stop_tts"})");
        QTest::newRow("an acknowledgement from the future")
            << QByteArray(R"({"type":"hl_ack","a":7})");
        QTest::newRow("a number that is none")
            << QByteArray(R"({"hl":{"s":"x","a":0},"type":"stop_tts"})");
        QTest::newRow("a second hello") << protocol::encode(
            protocol::ControlMessage(protocol::Hello{QByteArray(16, 'n'), 1 << 20}));
        QTest::newRow("a history that nobody asked for")
            << protocol::encode(protocol::ControlMessage(protocol::HistoryEnd{}));
        QTest::newRow("a reset in a session") << protocol::encode(
            protocol::ControlMessage(protocol::Reset{protocol::Reset::Reason::Expired, {}}));
        QTest::newRow("a message of clients") << protocol::encode(protocol::ControlMessage(
            protocol::Open{u"x"_s, {{16000}, {48000}, {u"pcm"_s}}, protocol::kWindow}));
    }

    void noticesEveryViolation()
    {
        QFETCH(QByteArray, said);
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        expectViolations(1);
        rig.server.sayRaw(said);
        QTRY_COMPARE(rig.sessions(), 2);
        QCOMPARE(rig.wire().lastCloseCode(), 4400);
    }

    void itemsThatCannotBeUnderstoodAreDoneWith()
    {
        Rig rig;
        rig.line().start();
        QTRY_COMPARE(rig.sessions(), 1);
        rig.server.say(spoken(0)); // a microphone is what clients have
        rig.server.say(answered(0));
        QTRY_COMPARE(rig.client.speech.size(), 1);
        QTRY_COMPARE(rig.server.stream().acknowledged(), quint64(2));
        QCOMPARE(rig.line().ignoredMessages(), 1);
    }

    void noSecretIsEverLogged()
    {
        static QByteArray logged;
        QLoggingCategory::setFilterRules(u"holdline.*=true"_s);
        const auto before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext &, const QString &message) {
                logged += message.toUtf8() + '\n';
            });
        {
            Rig rig;
            rig.line().start();
            QTRY_COMPARE(rig.sessions(), 1);
            rig.wire().cut();
            QTRY_COMPARE(rig.sessions(), 2);
            rig.server.forgetSession();
            const QByteArray secret = rig.server.secret();
            const SessionId id = rig.client.sessions.first().id;
            rig.wire().cut();
            QTRY_COMPARE(rig.sessions(), 3);
            qInstallMessageHandler(before);
            QLoggingCategory::setFilterRules({});
            QVERIFY(logged.contains(id.shortened().toLatin1()));
            const QByteArray proof = rig.server.controls<protocol::Resume>().first().proof;
            for (const QByteArray &hidden : {secret, proof}) {
                QVERIFY(!logged.contains(hidden.toHex()));
                QVERIFY(!logged.contains(hidden.toBase64(QByteArray::Base64UrlEncoding
                                                         | QByteArray::OmitTrailingEquals)));
            }
            QVERIFY(!logged.contains(id.toString().toLatin1()));
        }
    }
};

QTEST_GUILESS_MAIN(TestSessionLine)
#include "tst_sessionline.moc"
