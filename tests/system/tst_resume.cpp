// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationcontroller.h"
#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/session/sessionline.h"
#include "client/vault/filevault.h"
#include "client/vault/sessionsecrets.h"
#include "support/cuttingproxy.h"
#include "support/fakesoundcard.h"
#include "support/serverprocess.h"
#include "support/speechwatch.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QSettings>
#include <QTest>

#include <optional>
#include <variant>

namespace holdline::tst_resume {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kBlock = 20ms; // as a real card delivers

/// A whole client without its window and its sound card.
struct Talker
{
    explicit Talker(const QUrl &url, const QString &home)
        : settings(home + u"/settings.ini"_s, QSettings::IniFormat)
        , ids(settings)
        , secrets(nullptr, std::make_unique<FileVault>(home))
        , socket(BackoffPolicy::parse(u"initial=50ms,max=200ms,attempts=40"_s).value(), ids, clock)
        , line(socket, ids, secrets, clock)
        , conversation(line, card, clock)
    {
        QObject::connect(&line, &Line::received, &line,
                         [this](const protocol::ServerMessage &message) {
                             if (const auto *end = std::get_if<protocol::TtsEnd>(&message))
                                 spoken = end->samples;
                         });
        socket.setEndpoint(Endpoint::forAddress(url.toString()));
        line.start();
    }

    /// Says it in real time, including silence.
    void say(const audio::Pcm &pcm)
    {
        speech = pcm;
        said = 0;
        speaker.setTimerType(Qt::PreciseTimer);
        QObject::connect(&speaker, &QTimer::timeout, &speaker, [this] {
            const std::size_t count = audio::samplesIn(kBlock, audio::kDeviceRate);
            audio::Pcm block(count); // silence when everything was said
            const std::size_t left = speech.size() - std::min(said, speech.size());
            std::copy_n(speech.begin() + static_cast<std::ptrdiff_t>(speech.size() - left),
                        std::min(left, count), block.begin());
            said += count;
            card.hear(block);
        });
        speaker.start(kBlock);
    }
    /// All speech received for the loudspeaker, played or not.
    audio::Pcm sound() const
    {
        audio::Pcm all = card.played();
        all.insert(all.end(), card.pending().begin(), card.pending().end());
        return all;
    }
    /// The rows of that kind, without partial ones.
    QStringList rows(TranscriptModel::Kind kind)
    {
        QStringList texts;
        const TranscriptModel &model = conversation.transcript();
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            const auto is = index.data(TranscriptModel::KindRole).value<TranscriptModel::Kind>();
            if (is == kind && !index.data(TranscriptModel::PartialRole).toBool())
                texts += index.data(Qt::DisplayRole).toString();
        }
        return texts;
    }
    /// The answers, with "|" where an interrupted one was heard to.
    QStringList answers()
    {
        QStringList texts;
        const TranscriptModel &model = conversation.transcript();
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            if (index.data(TranscriptModel::KindRole).value<TranscriptModel::Kind>()
                != TranscriptModel::Kind::Assistant)
                continue;
            QString text = index.data().toString();
            if (index.data(TranscriptModel::InterruptedRole).toBool())
                text.insert(index.data(TranscriptModel::SpokenRole).toInt(), u'|');
            texts += text;
        }
        return texts;
    }

    Clock clock;
    QSettings settings;
    SessionIds ids;
    SessionSecrets secrets;
    ReconnectingSocket socket;
    SessionLine line;
    FakeSoundCard card;
    ConversationController conversation;
    std::optional<quint64> spoken; ///< samples of the newest answer, once all were sent
    audio::Pcm speech;
    std::size_t said = 0;
    QTimer speaker;
};

} // namespace

/// The real client and the real server on either side of a line that is cut at the worst moments.
class TestResume : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    ServerProcess m_server;
    int m_homes = 0;

    QString newHome()
    {
        const QString home = m_folder.filePath(u"home%1"_s.arg(++m_homes));
        return QDir().mkpath(home) ? home : QString();
    }
    bool leadsToServer(CuttingProxy &proxy)
    {
        proxy.setTarget(m_server.port());
        return proxy.listen();
    }
    static bool isComplete(Talker &talker)
    {
        return QTest::qWaitFor(
            [&] {
                return talker.spoken == talker.sound().size()
                    && talker.rows(TranscriptModel::Kind::Assistant).size() == 1;
            },
            20000);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.process().errorText())); }

    void anAnswerCutInItsMiddleIsTheSameToTheSample()
    {
        CuttingProxy proxy;
        QVERIFY(leadsToServer(proxy));
        SpeechWatch watch(proxy);
        Talker talker(proxy.url(), newHome());
        QTRY_VERIFY(talker.line.isLive());
        int cuts = 0;
        qint64 passed = 0;
        connect(&proxy, &CuttingProxy::forwarded, &proxy,
                [&](int, CuttingProxy::Direction direction, const QByteArray &bytes) {
                    passed += direction == CuttingProxy::Direction::ToClient ? bytes.size() : 0;
                    if (passed > 100'000 && cuts < 4) { // about a second of speech
                        passed = 0;
                        ++cuts;
                        proxy.cut();
                    }
                });
        talker.conversation.sendText(u"what can you do"_s);
        QVERIFY(isComplete(talker));
        QCOMPARE(cuts, 4);
        QVERIFY(watch.speech.size() > 3UL * audio::kDeviceRate);
        QCOMPARE(talker.sound().size(), watch.speech.size());
        QVERIFY(talker.sound() == watch.speech);
        QVERIFY(watch.repeated > 0); // otherwise the cuts have interrupted nothing
        QCOMPARE(watch.changed, 0);
        QCOMPARE(talker.rows(TranscriptModel::Kind::User).size(), 1);
    }

    void aSentenceCutInItsMiddleIsRecognisedWhole()
    {
        CuttingProxy proxy;
        QVERIFY(leadsToServer(proxy));
        Talker talker(proxy.url(), newHome());
        QTRY_VERIFY(talker.line.isLive());
        talker.conversation.setMicrophoneOpen(true);
        const audio::Pcm sentence = voice(u"remember that my favorite color is green"_s);
        talker.say(sentence);
        QTRY_VERIFY(talker.said > sentence.size() * 2 / 5);
        proxy.refuse();
        QTRY_VERIFY(!talker.line.isLive());
        const Instant cut = std::chrono::steady_clock::now();
        QTRY_VERIFY(std::chrono::steady_clock::now() - cut > 3s);
        QVERIFY(talker.said > sentence.size()); // said to its end while no server heard
        QVERIFY(talker.conversation.heldSpeech() > 500ms);
        QVERIFY(proxy.listen(proxy.port()));
        proxy.pass();

        QTRY_COMPARE_WITH_TIMEOUT(talker.rows(TranscriptModel::Kind::User).size(), 1, 20000);
        const QString heard = talker.rows(TranscriptModel::Kind::User).first();
        QVERIFY2(heard.contains(u"my favorite color is green"), qPrintable(heard));
        QTRY_COMPARE(talker.rows(TranscriptModel::Kind::Divider).size(), 1);
        const QString seam = talker.rows(TranscriptModel::Kind::Divider).first();
        QVERIFY2(seam.contains(u"kept and sent"), qPrintable(seam));
    }

    void aServerKilledInMidSentenceHearsItWhole()
    {
        ServerProcess server;
        QVERIFY(server.start());
        Talker talker(server.url(), newHome());
        QTRY_VERIFY(talker.line.isLive());
        talker.conversation.setMicrophoneOpen(true);
        const audio::Pcm sentence = voice(u"remember that my favorite color is green"_s);
        talker.say(sentence);
        QTRY_VERIFY(talker.said > sentence.size() / 2);
        server.kill();
        QTRY_VERIFY(!talker.line.isLive());
        QVERIFY(server.start());
        QTRY_COMPARE_WITH_TIMEOUT(talker.rows(TranscriptModel::Kind::User).size(), 1, 20000);
        const QString heard = talker.rows(TranscriptModel::Kind::User).first();
        QVERIFY2(heard.contains(u"my favorite color is green"), qPrintable(heard));
        QTRY_COMPARE(talker.rows(TranscriptModel::Kind::Assistant).size(), 1);
    }

    void whatWasShownOfAnInterruptedAnswerSurvivesBothEnds()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const QString home = newHome();
        QStringList before;
        {
            Talker talker(server.url(), home);
            QTRY_VERIFY(talker.line.isLive());
            talker.conversation.sendText(u"what can you do"_s);
            QVERIFY(isComplete(talker));
            const QString whole = talker.answers().value(0);
            talker.card.advancePlayback(2UL * audio::kDeviceRate);
            talker.conversation.stopSpeaking();
            talker.conversation.sendText(u"what did you say"_s);
            QTRY_COMPARE(talker.rows(TranscriptModel::Kind::Assistant).size(), 2);
            before = talker.answers();
            QVERIFY(before[1].size() > 5);
            QVERIFY(before[1].size() < whole.size() / 2);
            QCOMPARE(before[0], before[1] + u'|' + whole.mid(before[1].size()));
        }
        server.kill();
        QVERIFY(server.start());
        Talker talker(server.url(), home);
        QTRY_COMPARE(talker.answers(), before);
        talker.conversation.sendText(u"what did you say"_s); // the heard part has not changed
        QTRY_COMPARE(talker.answers().value(2), before[1]);
    }

    void whatWasReadWithoutALoudspeakerSurvivesBothEnds()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const QString home = newHome();
        QStringList before;
        {
            Talker talker(server.url(), home);
            QTRY_VERIFY(talker.line.isLive());
            talker.card.setStartsByItself(false);
            talker.card.setStatus(audio::Direction::Output, audio::EndpointStatus::State::Missing);
            talker.conversation.sendText(u"what can you do"_s);
            QVERIFY(isComplete(talker));
            talker.conversation.sendText(u"what did you say"_s);
            QTRY_COMPARE(talker.rows(TranscriptModel::Kind::Assistant).size(), 2);
            before = talker.answers();
            QVERIFY(!before[0].contains(u'|'));
            QCOMPARE(before[1], before[0]); // all of it
        }
        server.kill();
        QVERIFY(server.start());
        Talker talker(server.url(), home);
        QTRY_COMPARE(talker.answers(), before);
    }

    void aNewProcessShowsTheWholeConversation()
    {
        const QString home = newHome();
        QStringList before;
        {
            Talker talker(m_server.url(), home);
            QTRY_VERIFY(talker.line.isLive());
            talker.conversation.sendText(u"remember that my favorite color is green"_s);
            QTRY_COMPARE(talker.rows(TranscriptModel::Kind::Assistant).size(), 1);
            before = talker.rows(TranscriptModel::Kind::User)
                + talker.rows(TranscriptModel::Kind::Assistant);
        }
        Talker talker(m_server.url(), home);
        QTRY_COMPARE(talker.rows(TranscriptModel::Kind::User)
                         + talker.rows(TranscriptModel::Kind::Assistant),
                     before);
        QVERIFY(
            talker.conversation.transcript().index(0).data(TranscriptModel::ReplayedRole).toBool());
        talker.conversation.sendText(u"what is my favorite color"_s);
        QTRY_COMPARE(talker.rows(TranscriptModel::Kind::Assistant).value(1),
                     u"Your favorite color is green."_s);
    }
};

HOLDLINE_TEST(TestResume)

} // namespace holdline::tst_resume

#include "tst_resume.moc"
