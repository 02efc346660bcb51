// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/admission.h"
#include "support/registrytest.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QTest>

namespace holdline::tst_admission {

using namespace server;
using namespace Qt::StringLiterals;

class TestAdmission : public testing::RegistryTest
{
    Q_OBJECT

    const QHostAddress m_home{u"192.0.2.1"_s};
    const QHostAddress m_office{u"198.51.100.1"_s};

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void admitsUpToTheNumberOfSessions()
    {
        const HeldMemory memory(1000);
        const Admission admission(*m_registry, memory, {.sessions = 2, .perNetwork = 10});
        m_registry->create();
        QVERIFY(admission.admits(m_home));
        const SessionId last = m_registry->create().id;
        QVERIFY(!admission.admits(m_home));
        m_registry->expire(last);
        QVERIFY(admission.admits(m_home));
    }

    void oneNetworkDoesNotTakeAllOfThem()
    {
        const HeldMemory memory(1000);
        Admission admission(*m_registry, memory, {.sessions = 10, .perNetwork = 1});
        const SessionShare share = admission.take(m_home);
        QVERIFY(!admission.admits(m_home));
        QVERIFY(admission.admits(m_office));
    }

    void nobodyBeginsWhileMemoryIsFull()
    {
        HeldMemory memory(1000);
        const Admission admission(*m_registry, memory, {.sessions = 10, .perNetwork = 10});
        HeldMemory::Share held(memory);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"nobody new gets in"_s));
        held.set(1000);
        QVERIFY(!admission.admits(m_home));
        held.set(0);
        QVERIFY(admission.admits(m_home));
    }
};

HOLDLINE_TEST(TestAdmission)

} // namespace holdline::tst_admission

#include "tst_admission.moc"
