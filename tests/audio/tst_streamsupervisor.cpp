// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/streamsupervisor.h"
#include "support/manualclock.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_streamsupervisor {

using namespace audio;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = EndpointStatus::State;

namespace {

class FakeStream : public DeviceStream
{
public:
    bool open(const Device &device) override
    {
        ++opens;
        broken = false;
        running = opensFine ? device.id : QByteArray();
        return opensFine;
    }
    void close() override
    {
        ++closes;
        running.clear();
    }
    bool isBroken() const override { return broken; }
    quint64 transferredBytes() const override { return bytes; }

    bool opensFine = true;
    bool broken = false;
    quint64 bytes = 0;
    QByteArray running;
    int opens = 0;
    int closes = 0;
};

const Device kBuiltIn{"card0", u"Built-in"_s};
const Device kHeadset{"usb1", u"Headset"_s};

} // namespace

class TestStreamSupervisor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_stream = {};
        m_supervisor = std::make_unique<StreamSupervisor>(m_stream);
    }

    void opensOnlyWhenWanted()
    {
        setDevices({kBuiltIn});
        QCOMPARE(supervise(), EndpointStatus{});
        QCOMPARE(m_stream.opens, 0);
        m_supervisor->want(true);
        QCOMPARE(supervise(), (EndpointStatus{State::Open, kBuiltIn}));
        m_supervisor->want(false);
        QCOMPARE(supervise(), EndpointStatus{});
        QCOMPARE(m_stream.running, QByteArray());
    }

    void waitsUntilTheDevicesAreKnown()
    {
        m_supervisor->want(true);
        QCOMPARE(supervise().state, State::Closed);
        setDevices({});
        QCOMPARE(supervise(), (EndpointStatus{State::Missing, {}}));
        setDevices({kBuiltIn});
        QCOMPARE(supervise(), (EndpointStatus{State::Open, kBuiltIn}));
    }

    void followsThePreferredDevice()
    {
        m_supervisor->prefer(kHeadset);
        openOn({kBuiltIn});
        QCOMPARE(m_stream.running, kBuiltIn.id);
        setDevices({kBuiltIn, kHeadset});
        QCOMPARE(supervise(), (EndpointStatus{State::Open, kHeadset}));
        QCOMPARE(m_stream.running, kHeadset.id);
        setDevices({kBuiltIn});
        QCOMPARE(supervise(), (EndpointStatus{State::Open, kBuiltIn}));
        m_supervisor->prefer(kBuiltIn);
        supervise();
        QCOMPARE(m_stream.opens, 3);
    }

    void closesAStreamWhoseDeviceIsGone()
    {
        openOn({kBuiltIn});
        setDevices({});
        QCOMPARE(supervise(), (EndpointStatus{State::Missing, {}}));
        QCOMPARE(m_stream.running, QByteArray());
    }

    void leavesAFlowingStreamAlone()
    {
        openOn({kBuiltIn});
        for (int second = 0; second < 100; ++second) {
            m_stream.bytes += 96000;
            QCOMPARE(superviseAfter(1s), (EndpointStatus{State::Open, kBuiltIn}));
        }
        QCOMPARE(m_stream.opens, 1);
    }

    void replacesAStreamThatBroke()
    {
        openOn({kBuiltIn});
        m_stream.bytes += 1;
        m_stream.broken = true;
        QCOMPARE(supervise(), (EndpointStatus{State::Failed, kBuiltIn}));
        QCOMPARE(m_stream.running, QByteArray());
        superviseAfter(1s);
        QCOMPARE(m_stream.running, kBuiltIn.id);
    }

    void replacesAStreamThroughWhichNothingGoes()
    {
        openOn({kBuiltIn});
        QCOMPARE(superviseAfter(1900ms).state, State::Open);
        QCOMPARE(superviseAfter(100ms), (EndpointStatus{State::Failed, kBuiltIn}));
        QCOMPARE(superviseAfter(1s).state, State::Failed);
        QCOMPARE(m_stream.opens, 2);
        m_stream.bytes += 1;
        QCOMPARE(superviseAfter(1s), (EndpointStatus{State::Open, kBuiltIn}));
    }

    void triesLessAndLessOften()
    {
        m_stream.opensFine = false;
        openOn({kBuiltIn});
        QList<int> seconds;
        for (int tenths = 1; tenths <= 400; ++tenths) {
            const int before = m_stream.opens;
            QCOMPARE(superviseAfter(100ms).state, State::Failed);
            if (m_stream.opens != before)
                seconds.append(tenths);
        }
        QCOMPARE(seconds, (QList<int>{5, 15, 35, 75, 155, 235, 315, 395}));
        m_stream.opensFine = true;
        superviseAfter(8s);
        m_stream.bytes += 1;
        QCOMPARE(superviseAfter(1s).state, State::Open);
    }

    void doesNotMakeTheNextDeviceWaitForTheLast()
    {
        m_stream.opensFine = false;
        openOn({kBuiltIn});
        for (int second = 0; second < 10; ++second)
            superviseAfter(1s);
        m_stream.opensFine = true;
        setDevices({kHeadset});
        QCOMPARE(supervise(), (EndpointStatus{State::Open, kHeadset}));
    }

private:
    void setDevices(const QList<Device> &present)
    {
        m_supervisor->setDevices(DeviceList{.present = present, .defaultId = {}});
    }
    void openOn(const QList<Device> &present)
    {
        setDevices(present);
        m_supervisor->want(true);
        supervise();
    }
    EndpointStatus supervise() { return m_supervisor->supervise(m_clock.now()); }
    EndpointStatus superviseAfter(Duration time)
    {
        m_clock.advance(time);
        return supervise();
    }

    testing::ManualClock m_clock;
    FakeStream m_stream;
    std::unique_ptr<StreamSupervisor> m_supervisor;
};

HOLDLINE_TEST(TestStreamSupervisor)

} // namespace holdline::tst_streamsupervisor

#include "tst_streamsupervisor.moc"
