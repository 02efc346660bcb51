// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/connectionlook.h"
#include "widgets/look/connectionwords.h"
#include "widgets/look/glyph.h"
#include "widgets/panes/connectionstatuswidget.h"

#include "support/testcase.h"

#include <QSet>
#include <QTest>

namespace holdline::tst_connectionstatuswidget {

using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::ConnectionState;
using client::ConnectionStatus;
using client::LossReason;

namespace {

ConnectionStatus in(ConnectionState state)
{
    ConnectionStatus status;
    status.state = state;
    return status;
}

QImage iconOf(const ConnectionLook &look)
{
    return glyph(QString::fromLatin1(look.icon), Qt::black, 24, 1).toImage();
}

} // namespace

class TestConnectionStatusWidget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsEachState_data()
    {
        QTest::addColumn<ConnectionStatus>("status");
        QTest::addColumn<QColor>("colour");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("accessibleName");

        ConnectionStatus status = in(ConnectionState::Stopped);
        QTest::newRow("stopped is grey")
            << status << QColor(0x95, 0xa5, 0xa6) << u"Stopped"_s << u"Connection: Stopped"_s;
        status = in(ConnectionState::Failed);
        status.reason = LossReason::Refused;
        QTest::newRow("failed is red")
            << status << QColor(0xe7, 0x4c, 0x3c) << u"Failed"_s << u"Connection: Failed"_s;
        QTest::newRow("connecting is orange")
            << in(ConnectionState::Connecting) << QColor(0xf3, 0x9c, 0x12) << u"Connecting…"_s
            << u"Connection: Connecting"_s;
        QTest::newRow("disconnected is red")
            << in(ConnectionState::Disconnected) << QColor(0xe7, 0x4c, 0x3c) << u"Disconnected"_s
            << u"Connection: Disconnected"_s;
        status = in(ConnectionState::Reconnecting);
        status.attempt = 3;
        status.attempts = 10;
        QTest::newRow("reconnecting counts")
            << status << QColor(0xf3, 0x9c, 0x12) << u"Reconnecting 3/10"_s
            << u"Connection: Reconnecting"_s;
        status.attempts.reset();
        QTest::newRow("reconnecting for ever has no total")
            << status << QColor(0xf3, 0x9c, 0x12) << u"Reconnecting 3"_s
            << u"Connection: Reconnecting"_s;
        QTest::newRow("the uncounted first try has no number")
            << in(ConnectionState::Reconnecting) << QColor(0xf3, 0x9c, 0x12) << u"Reconnecting…"_s
            << u"Connection: Reconnecting"_s;
        QTest::newRow("reconnected is green")
            << in(ConnectionState::Reconnected) << QColor(0x2e, 0xcc, 0x71) << u"Session restored"_s
            << u"Connection: Session restored"_s;
        status = in(ConnectionState::Reconnected);
        status.roundTrip = 31ms;
        QTest::newRow("reconnected tells it, too")
            << status << QColor(0x2e, 0xcc, 0x71) << u"Session restored · 31 ms"_s
            << u"Connection: Session restored"_s;
        status = in(ConnectionState::Recording);
        status.roundTrip = 24ms;
        QTest::newRow("recording tells the round trip")
            << status << QColor(0x2e, 0xcc, 0x71) << u"Recording · 24 ms"_s
            << u"Connection: Recording"_s;
        status = in(ConnectionState::Connected);
        status.roundTrip = 0ms;
        QTest::newRow("a round trip that takes no time is not zero")
            << status << QColor(0x2e, 0xcc, 0x71) << u"Connected · < 1 ms"_s
            << u"Connection: Connected"_s;
        QTest::newRow("connected without a measured round trip")
            << in(ConnectionState::Connected) << QColor(0x2e, 0xcc, 0x71) << u"Connected"_s
            << u"Connection: Connected"_s;
    }

    void showsEachState()
    {
        QFETCH(ConnectionStatus, status);
        ConnectionStatusWidget widget;
        widget.setStatus(status);
        QTEST(widget.dotColor(), "colour");
        QTEST(widget.text(), "text");
        QTEST(widget.accessibleName(), "accessibleName");
        QVERIFY(!widget.accessibleDescription().isEmpty());
        QVERIFY(widget.toolTip().contains(widget.accessibleDescription()));
    }

    void noTwoStatesLookAlikeWithoutColour()
    {
        QSet<QString> labels;
        for (const ConnectionLook &look : kConnectionLooks) {
            labels.insert(ConnectionWords::label(look.state));
            for (const ConnectionLook &other : kConnectionLooks) {
                const bool same = iconOf(look) == iconOf(other);
                QVERIFY2(same == (look.state == other.state), look.icon);
            }
        }
        QCOMPARE(labels.size(), qsizetype(kConnectionLooks.size()));
    }

    void eachStateHasAnIconThatCanBeSeen_data()
    {
        QTest::addColumn<ConnectionState>("state");
        for (const ConnectionLook &look : kConnectionLooks)
            QTest::newRow(look.label) << look.state;
    }

    void eachStateHasAnIconThatCanBeSeen()
    {
        QFETCH(ConnectionState, state);
        const QImage icon = iconOf(lookOf(state));
        int painted = 0;
        for (int y = 0; y < icon.height(); ++y) {
            for (int x = 0; x < icon.width(); ++x)
                painted += qAlpha(icon.pixel(x, y)) > 128 ? 1 : 0;
        }
        QVERIFY2(painted > 20, qPrintable(QString::number(painted)));
    }

    void onlyRecordingMoves_data() { eachStateHasAnIconThatCanBeSeen_data(); }

    void onlyRecordingMoves()
    {
        QFETCH(ConnectionState, state);
        ConnectionStatusWidget widget;
        widget.setStatus(in(state));
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        const QImage first = widget.grab().toImage();
        const bool moved = QTest::qWaitFor([&] { return widget.grab().toImage() != first; }, 600);
        QCOMPARE(moved, state == ConnectionState::Recording);
    }

    void isWideEnoughForItsText()
    {
        ConnectionStatusWidget widget;
        const int before = widget.sizeHint().width();
        ConnectionStatus status = in(ConnectionState::Reconnecting);
        status.attempt = 10;
        status.attempts = 10;
        widget.setStatus(status);
        QVERIFY(widget.sizeHint().width() > before);
    }
};

HOLDLINE_TEST(TestConnectionStatusWidget)

} // namespace holdline::tst_connectionstatuswidget

#include "tst_connectionstatuswidget.moc"
