// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/listener.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

namespace holdline::tst_listener {

using namespace server;
using namespace Qt::StringLiterals;

namespace {

/// While this object exists, the process can open only `count` more descriptors.
class FewDescriptors
{
public:
    explicit FewDescriptors(int count)
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const int next = ::dup(STDIN_FILENO);
        ::close(next);
        rlimit few = m_before;
        few.rlim_cur = static_cast<rlim_t>(next + count);
        ::setrlimit(RLIMIT_NOFILE, &few);
    }
    ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before{};
};

/// Connects without a turn of the event loop: afterwards the connection is in the kernel's queue.
std::unique_ptr<QTcpSocket> connected(const Listener &listener)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QHostAddress::LocalHost, listener.port());
    return socket->waitForConnected() ? std::move(socket) : nullptr;
}

} // namespace

class TestListener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Works also after the queue was found empty once. QTcpServer would report that first error
    /// for ever.
    void saysOnceThatItIsOutOfDescriptorsAndGoesOn()
    {
        Listener listener;
        QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
        int accepted = 0;
        connect(&listener, &Listener::accepted, this, [&] { ++accepted; });
        const auto first = connected(listener);
        QTRY_COMPARE(accepted, 1);
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (int i = 0; i < 20; ++i) {
            crowd.push_back(connected(listener));
            QVERIFY(crowd.back());
        }
        {
            const FewDescriptors few(5);
            QTest::ignoreMessage(QtWarningMsg, "new connections must wait: Too many open files");
            QTRY_COMPARE(accepted, 6);
            QTcpSocket *one = listener.findChild<QTcpSocket *>();
            QVERIFY(one);
            delete one; // the next one takes the free descriptor, and then none is left
            QTRY_VERIFY(accepted > 6);
        }
        QTRY_COMPARE(accepted, 21);
    }

    void closesForGood()
    {
        Listener listener;
        QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
        const quint16 port = listener.port();
        QSignalSpy accepted(&listener, &Listener::accepted);
        const auto early = connected(listener);
        QTRY_COMPARE(accepted.count(), 1);
        listener.close();
        QTcpSocket late;
        late.connectToHost(QHostAddress::LocalHost, port);
        QVERIFY(!late.waitForConnected());
        QCOMPARE(early->state(), QAbstractSocket::ConnectedState);
    }

    void tellsInWordsThatThePortIsInUse()
    {
        Listener listener;
        QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
        Listener second;
        const auto outcome = second.listen(QHostAddress::LocalHost, listener.port());
        QVERIFY(!outcome);
        QVERIFY(outcome.error().contains(QString::number(listener.port())));
    }
};

HOLDLINE_TEST(TestListener)

} // namespace holdline::tst_listener

#include "tst_listener.moc"
