// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover.h"
#include "server/door/epolldispatcher.h"
#include "support/durableclient.h"
#include "support/testcase.h"
#include "support/testserver.h"
#include "support/wireclient.h"

#include <QSocketNotifier>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>

#include <memory>
#include <unistd.h>

namespace holdline::tst_epolldispatcher {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Pipe
{
    Pipe() { valid = ::pipe(ends) == 0; }
    ~Pipe()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    void write() const { QCOMPARE(::write(ends[1], "x", 1), 1); }
    int ends[2] = {-1, -1};
    bool valid;
};

/// Turns the loop as QCoreApplication::exec() does.
template <typename Condition>
void loopUntil(Condition condition)
{
    while (!condition())
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
}

} // namespace

class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timersComeInTheirOrder()
    {
        QStringList order;
        QTimer::singleShot(30ms, this, [&] { order += u"late"_s; });
        QTimer::singleShot(10ms, this, [&] { order += u"early"_s; });
        QTimer::singleShot(0ms, this, [&] { order += u"now"_s; });
        loopUntil([&] { return order.size() == 3; });
        QCOMPARE(order, (QStringList{u"now"_s, u"early"_s, u"late"_s}));
    }

    void aTimerRepeatsUntilItIsStopped()
    {
        QTimer timer;
        int ticks = 0;
        connect(&timer, &QTimer::timeout, this, [&] {
            if (++ticks == 3)
                timer.stop();
        });
        timer.start(1ms);
        bool isOver = false;
        loopUntil([&] { return ticks == 3; });
        QTimer::singleShot(20ms, this, [&] { isOver = true; });
        loopUntil([&] { return isOver; });
        QCOMPARE(ticks, 3);
    }

    void aTimerKnowsWhatIsLeft()
    {
        QTimer timer;
        QCOMPARE(timer.remainingTime(), -1);
        timer.start(1h);
        QVERIFY(timer.remainingTimeAsDuration() > 59min);
        QVERIFY(timer.remainingTimeAsDuration() <= 1h + 50ms);
    }

    void aBusyTimerDoesNotKeepSocketsWaiting()
    {
        const Pipe pipe;
        QVERIFY(pipe.valid);
        QTimer busy;
        busy.start(0);
        QSocketNotifier notifier(pipe.ends[0], QSocketNotifier::Read);
        bool isRead = false;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            isRead = true;
            notifier.setEnabled(false);
        });
        pipe.write();
        loopUntil([&] { return isRead; });
    }

    void aNotifierMayEndAnother()
    {
        const Pipe pipe;
        QVERIFY(pipe.valid);
        auto other = std::make_unique<QSocketNotifier>(pipe.ends[1], QSocketNotifier::Write);
        QSocketNotifier notifier(pipe.ends[0], QSocketNotifier::Read);
        int reads = 0;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            ++reads;
            other.reset();
            char byte;
            QCOMPARE(::read(pipe.ends[0], &byte, 1), 1);
        });
        pipe.write();
        loopUntil([&] { return reads == 1; });
        pipe.write();
        loopUntil([&] { return reads == 2; });
    }

    void aFileIsAlwaysReady()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        QSocketNotifier notifier(file.handle(), QSocketNotifier::Read);
        int reads = 0;
        connect(&notifier, &QSocketNotifier::activated, this, [&] { ++reads; });
        loopUntil([&] { return reads == 3; });
    }

    void aDescriptorUsedAgainIsHeard_data()
    {
        QTest::addColumn<bool>("wasAFile");
        QTest::newRow("by another pipe") << false;
        QTest::newRow("after a file") << true;
    }

    /// A descriptor that was closed while its notifier was still enabled.
    void aDescriptorUsedAgainIsHeard()
    {
        QFETCH(bool, wasAFile);
        QTemporaryFile file;
        QVERIFY(file.open());
        const Pipe early;
        QVERIFY(early.valid);
        const int number = ::dup(wasAFile ? file.handle() : early.ends[0]);
        QSocketNotifier forgotten(number, QSocketNotifier::Read);
        ::close(number);
        const Pipe pipe;
        QVERIFY(pipe.valid);
        QCOMPARE(::dup2(pipe.ends[0], number), number);
        QSocketNotifier notifier(number, QSocketNotifier::Read);
        int reads = 0;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            ++reads;
            char byte;
            QCOMPARE(::read(number, &byte, 1), 1);
        });
        bool isDeaf = false;
        QTimer::singleShot(5s, &notifier, [&] { isDeaf = true; });
        for (int i = 1; i <= 2; ++i) {
            pipe.write();
            loopUntil([&] { return reads == i || isDeaf; });
            QVERIFY(!isDeaf);
        }
        notifier.setEnabled(false);
        ::close(number);
    }

    void anotherThreadWakesIt()
    {
        QEventLoop loop;
        const std::unique_ptr<QThread> thread(
            QThread::create([&loop] { handOver(&loop, [&loop] { loop.quit(); }); }));
        thread->start();
        loop.exec();
        thread->wait();
    }

    void aConversationGoesOnAsEver()
    {
        TestServer server;
        std::vector<std::unique_ptr<WireClient>> crowd;
        for (int i = 0; i < 300; ++i) // more than one call reports
            crowd.push_back(std::make_unique<WireClient>(server.url()));
        QTRY_VERIFY(std::ranges::all_of(crowd, [](auto &client) { return client->hasSession(); }));
        for (auto &client : crowd)
            client->type(u"hello"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            std::ranges::all_of(
                crowd, [](auto &client) { return client->heardOf(u"final_assistant_answer"_s); }),
            30000);
        crowd.clear();
        QTRY_COMPARE(server.server.callCount(), 0);
    }
};

static int runWithOurDispatcher(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new server::EpollDispatcher);
    return runTest<TestEpollDispatcher>(argc, argv);
}

HOLDLINE_TEST_MAIN(runWithOurDispatcher)

} // namespace holdline::tst_epolldispatcher

#include "tst_epolldispatcher.moc"
