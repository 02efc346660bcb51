// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/qtsoundcard.h"
#include "support/signals.h"
#include "support/testcase.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace holdline::tst_nosoundserver {

using namespace audio;
using namespace std::chrono_literals;
using State = EndpointStatus::State;

/// A separate process, because Qt connects to a sound server once per process.
class TestNoSoundServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("PULSE_SERVER", "unix:/nonexistent/pulse/native"); }

    void staysUsableAndBlocksNobody()
    {
        QElapsedTimer timer;
        timer.start();
        auto card = std::make_unique<QtSoundCard>();
        card->openMicrophone();
        card->play(testing::sine(440, kDeviceRate, 100ms));
        QVERIFY(timer.elapsed() < 100);

        QTRY_COMPARE(card->status(Direction::Input).state, State::Missing);
        QTRY_COMPARE(card->status(Direction::Output).state, State::Missing);
        QVERIFY(card->devices(Direction::Input).isEmpty());
        QVERIFY(!card->isPlaying());

        card->closeMicrophone();
        QTRY_COMPARE(card->status(Direction::Input).state, State::Closed);

        timer.restart();
        card.reset();
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
    }

    void canBeMadeAndDroppedAtOnce()
    {
        for (int round = 0; round < 20; ++round) {
            QtSoundCard card;
            card.openMicrophone();
        }
    }
};

HOLDLINE_TEST(TestNoSoundServer)

} // namespace holdline::tst_nosoundserver

#include "tst_nosoundserver.moc"
