// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/sessionquota.h"
#include "support/testcase.h"

#include <QTest>

#include <vector>

namespace holdline::tst_sessionquota {

using namespace server;
using namespace Qt::StringLiterals;

class TestSessionQuota : public QObject
{
    Q_OBJECT

    const QHostAddress m_home{u"192.0.2.1"_s};
    const QHostAddress m_office{u"2001:db8::7"_s};

private Q_SLOTS:
    void isOfEachNetwork()
    {
        SessionQuota quota(3);
        std::vector<SessionShare> sessions;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(quota.hasRoom(m_home));
            sessions.push_back(quota.take(m_home));
        }
        QVERIFY(!quota.hasRoom(m_home));
        QVERIFY(quota.hasRoom(m_office));
        const SessionShare other = quota.take(QHostAddress(u"2001:db8::1:0:0:7"_s));
        sessions.pop_back();
        QVERIFY(quota.hasRoom(m_home));
    }

    void aNetworkOfIPv6IsOne()
    {
        SessionQuota quota(1);
        const SessionShare share = quota.take(m_office);
        QVERIFY(!quota.hasRoom(QHostAddress(u"2001:db8::8"_s)));
        QVERIFY(quota.hasRoom(QHostAddress(u"2001:db8:1::7"_s)));
    }

    void whoComesBackIsLetIn()
    {
        SessionQuota quota(1);
        SessionShare session = quota.take(m_home);
        const SessionShare other = quota.take(m_home);
        QVERIFY(other);
        session = quota.take(m_office); // the client has moved to another network
        QVERIFY(!quota.hasRoom(m_home));
        QVERIFY(!quota.hasRoom(m_office));
    }

    void isNotOfThisMachine()
    {
        SessionQuota quota(1);
        const SessionShare session = quota.take(QHostAddress(QHostAddress::LocalHost));
        QVERIFY(quota.hasRoom(QHostAddress(QHostAddress::LocalHost)));
    }

    void forgetsNetworksWithoutSessions()
    {
        SessionQuota quota(1);
        for (quint32 i = 0; i < 10'000; ++i)
            (void)quota.take(QHostAddress(0x0a000000U + i));
        QVERIFY(quota.networkCount() <= 64);
    }
};

HOLDLINE_TEST(TestSessionQuota)

} // namespace holdline::tst_sessionquota

#include "tst_sessionquota.moc"
