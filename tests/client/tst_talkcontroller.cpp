// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/talkcontroller.h"

#include "client/conversation/conversationcontroller.h"
#include "client/setup/statuscontroller.h"
#include "support/durablerig.h"
#include "support/fakesoundcard.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_talkcontroller {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using audio::Direction;

class TestTalkController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_rig = std::make_unique<DurableRig>(quickPolicy(1));
        m_desk = std::make_unique<Desk>(m_rig->client);
        QVERIFY(m_rig->enter());
    }

    void cleanup()
    {
        m_desk.reset();
        m_rig.reset();
    }

    void aDeadLineIsNoticedSoonerWhileTheUserIsRecorded()
    {
        QVERIFY(!isTalking());
        m_desk->conversation.setMicrophoneOpen(true);
        QVERIFY(isTalking());
        m_desk->conversation.setMicrophoneOpen(false);
        QVERIFY(!isTalking());
    }

    void theStatusSaysThatTheUserIsRecorded()
    {
        m_desk->conversation.setMicrophoneOpen(true);
        QTRY_COMPARE(m_desk->status.status().state, ConnectionState::Recording);
        m_desk->conversation.setMicrophoneOpen(false);
        QTRY_COMPARE(m_desk->status.status().state, ConnectionState::Connected);
    }

    void aMissingMicrophoneRecordsNothing()
    {
        m_desk->card.setDevices(Direction::Input, {});
        m_desk->conversation.setMicrophoneOpen(true);
        QVERIFY(m_desk->conversation.isMicrophoneOpen());
        QVERIFY(!isTalking());
        m_desk->card.setStatus(Direction::Input, audio::EndpointStatus::State::Open,
                               {"mic", u"Plugged in"_s});
        QVERIFY(isTalking());
    }

    void theMicrophoneIsClosedWhenTheUserStopsTheLine()
    {
        m_desk->conversation.setMicrophoneOpen(true);
        m_rig->line().stop();
        QTRY_COMPARE(m_desk->status.status().state, ConnectionState::Stopped);
        QVERIFY(!m_desk->conversation.isMicrophoneOpen());
        QVERIFY(!isTalking());
    }

    void aLostLineLeavesTheMicrophoneOpenUntilItIsGivenUp()
    {
        m_desk->conversation.setMicrophoneOpen(true);
        QVERIFY(m_rig->loseServer());
        QVERIFY(m_desk->conversation.isMicrophoneOpen());
        QTRY_COMPARE(m_desk->status.status().state, ConnectionState::Failed);
        QVERIFY(!m_desk->conversation.isMicrophoneOpen());
        const QModelIndex last = m_desk->conversation.transcript().index(
            m_desk->conversation.transcript().rowCount() - 1);
        QVERIFY(last.data().toString().startsWith(u"Offline since"_s));
    }

private:
    struct Desk
    {
        LineClient &client;
        FakeSoundCard card;
        ConversationController conversation{client.line, card, client.clock};
        StatusController status{client.socket, client.clock};
        TalkController talk{conversation, status, client.socket};

        explicit Desk(LineClient &line) : client(line) { }
    };

    bool isTalking() const { return m_rig->client.socket.machine().state().talking; }

    std::unique_ptr<DurableRig> m_rig;
    std::unique_ptr<Desk> m_desk;
};

HOLDLINE_TEST(TestTalkController)

} // namespace holdline::tst_talkcontroller

#include "tst_talkcontroller.moc"
