// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/proof.h"
#include "server/store/memorystore.h"
#include "support/durableclient.h"
#include "support/testcase.h"
#include "tools/chaos/hastyclient.h"
#include "tools/chaos/ledger.h"
#include "tools/chaos/rampserver.h"

#include <QTest>

namespace holdline::tst_takeover {

using namespace chaos;
using testing::DurableClient;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20000;
constexpr int kRaces = 20;

QUrl urlOf(const RampServer &server)
{
    return QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(server.port()));
}

/// One of two clients that own the same session.
class Rival
{
public:
    Rival(const QUrl &server, const QString &vault, quint32 number)
        : client(server, {.folder = vault})
        , m_number(number)
    {
    }

    bool isLive() { return client.line().isLive(); }
    bool isReplaced()
    {
        const auto *failed =
            std::get_if<client::link::Failed>(&client.socket().machine().state().stage);
        return failed && failed->reason == client::LossReason::Replaced;
    }
    bool isStopped()
    {
        return std::holds_alternative<client::link::Stopped>(
            client.socket().machine().state().stage);
    }
    /// Sends a part of the ramp and a message, whether or not the line is up.
    void talk(int race)
    {
        for (int i = 0; i < 5; ++i) {
            client.line().durable().send(protocol::AudioItem{
                .position = spoken,
                .stream = m_number,
                .pcm = audio::toBytes(ramp(spoken, protocol::kCaptureItemSamples))});
            spoken += protocol::kCaptureItemSamples;
        }
        const QString text = u"%1 of %2"_s.arg(race).arg(m_number);
        texts.noteSent(text.toUtf8());
        client.line().send(protocol::TextMessage{text});
    }

    HastyClient client;
    quint64 spoken = 0;
    Ledger texts;
    SignalCheck heard{rampFrom(0)};

private:
    quint32 m_number;
};

} // namespace

/// Two clients, or one client and one without the right secret, ask for the same session at once.
class TestTakeover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void racesHaveOneWinnerAndLoseNothing()
    {
        RampServer server(server::memoryStore());
        QTemporaryDir vault;
        Rival one(urlOf(server), vault.path(), 1);
        Rival two(urlOf(server), vault.path(), 2);
        server.store().setListener([&](const server::Change &change) {
            if (const auto *audio = std::get_if<server::AudioJournaled>(&change)) {
                Rival &rival = audio->audio.stream == 1 ? one : two;
                rival.heard.take(audio->audio.position, audio::fromBytes(audio->audio.pcm));
            }
            const auto *said = std::get_if<server::MessageAppended>(&change);
            if (said && said->message.role == speech::Role::User) {
                Rival &rival = said->message.text.endsWith(u" 1") ? one : two;
                rival.texts.noteArrived(said->message.text.toUtf8());
            }
        });
        one.client.start();
        QTRY_VERIFY_WITH_TIMEOUT(one.isLive(), kPatience);
        two.client.start();
        QTRY_VERIFY_WITH_TIMEOUT(two.isLive() && one.isReplaced(), kPatience);

        for (int race = 0; race < kRaces; ++race) {
            two.client.line().stop();
            QTRY_VERIFY_WITH_TIMEOUT(!two.isLive(), kPatience);
            one.talk(race);
            two.talk(race);
            Rival &first = race % 2 == 0 ? one : two;
            Rival &second = race % 2 == 0 ? two : one;
            first.client.start();
            second.client.start();
            first.talk(race + kRaces);
            second.talk(race + kRaces);
            QTRY_VERIFY_WITH_TIMEOUT((one.isLive() && two.isReplaced())
                                         || (two.isLive() && one.isReplaced()),
                                     kPatience);

            Rival &loser = one.isLive() ? two : one;
            Rival &winner = one.isLive() ? one : two;
            QTRY_COMPARE_WITH_TIMEOUT(winner.texts.missing(), 0, kPatience);
            loser.client.line().reconnectNow();
            QTRY_VERIFY_WITH_TIMEOUT(loser.isLive() && winner.isReplaced(), kPatience);
            QTRY_COMPARE_WITH_TIMEOUT(loser.texts.missing(), 0, kPatience);
            if (loser.isLive() && &loser == &one) { // the next race begins with two
                two.client.line().reconnectNow();
                QTRY_VERIFY_WITH_TIMEOUT(two.isLive() && one.isReplaced(), kPatience);
            }
        }
        for (Rival *rival : {&one, &two}) {
            QCOMPARE(rival->texts.sent(), 2 * kRaces);
            QCOMPARE(rival->texts.repeated() + rival->texts.reordered(), 0);
            QTRY_COMPARE_WITH_TIMEOUT(rival->heard.missing(rival->spoken), quint64(0), kPatience);
            QCOMPARE(rival->heard.repeated() + rival->heard.reordered() + rival->heard.wrong(),
                     quint64(0));
        }
    }

    void badProofsNeverWinARace_data()
    {
        QTest::addColumn<QString>("proof");
        QTest::newRow("made up") << u"wrong"_s;
        QTest::newRow("of an earlier connection") << u"replayed"_s;
        QTest::newRow("of the connection that the owner makes just now") << u"stolen"_s;
        QTest::newRow("of somebody else's session") << u"foreign"_s;
    }

    void badProofsNeverWinARace()
    {
        QFETCH(QString, proof);
        RampServer server(server::memoryStore());
        int texts = 0;
        server.store().setListener([&](const server::Change &change) {
            const auto *said = std::get_if<server::MessageAppended>(&change);
            texts += said && said->message.role == speech::Role::User ? 1 : 0;
        });
        DurableClient owner(urlOf(server));
        DurableClient stranger(urlOf(server));
        QTRY_VERIFY_WITH_TIMEOUT(owner.isGreeted() && stranger.isGreeted(), kPatience);
        owner.open();
        stranger.open();
        QTRY_VERIFY_WITH_TIMEOUT(owner.isWelcome() && stranger.isWelcome(), kPatience);
        const QByteArray old = owner.proof();

        constexpr int kRounds = 5;
        for (int round = 0; round < kRounds; ++round) {
            DurableClient thief(urlOf(server));
            owner.dial();
            QTRY_VERIFY_WITH_TIMEOUT(owner.isGreeted() && thief.isGreeted(), kPatience);
            const QByteArray nonce = thief.last<protocol::Hello>()->nonce;
            const QHash<QString, QByteArray> proofs{
                {u"wrong"_s, protocol::randomBytes(protocol::kProofBytes)},
                {u"replayed"_s, old},
                {u"stolen"_s, owner.proof()},
                {u"foreign"_s, protocol::resumeProof(stranger.secret(), *owner.id(), nonce)}};
            owner.type(u"round %1"_s.arg(round));
            thief.send(protocol::Resume{u"thief"_s,
                                        {{16000}, {48000}, {u"pcm"_s}},
                                        protocol::kWindow,
                                        *owner.id(),
                                        proofs[proof],
                                        protocol::ResumePoint{owner.epoch(), 0}});
            owner.resume();
            QTRY_VERIFY_WITH_TIMEOUT(owner.isWelcome(), kPatience);
            QTRY_VERIFY_WITH_TIMEOUT(thief.heard<protocol::Reset>(), kPatience);
            QCOMPARE(thief.last<protocol::Reset>()->reason, protocol::Reset::Reason::Unknown);
            QVERIFY(!thief.heard<protocol::Welcome>());
            QTRY_COMPARE_WITH_TIMEOUT(texts, round + 1, kPatience);
            QVERIFY(owner.isWelcome());
            QVERIFY(owner.socket().isValid());
        }
    }
};

HOLDLINE_TEST(TestTakeover)

} // namespace holdline::tst_takeover

#include "tst_takeover.moc"
