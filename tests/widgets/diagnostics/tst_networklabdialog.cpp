// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnostics/networklabdialog.h"

#include "client/setup/statuscontroller.h"
#include "support/fakevoiceserver.h"
#include "support/lineclient.h"
#include "support/testcase.h"
#include "widgets/look/countdownring.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/look/windowstyle.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_networklabdialog {

using namespace client;
using namespace testing;
using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The window of the lab, with a client in a session behind it.
struct Rig
{
    LineHome home;
    FakeVoiceServer server;
    LineClient client{home, server.url(), quickPolicy(1000)};
    StatusController status{client.socket, client.clock};
    NetworkLab lab;
    DesktopScheme desktop;
    Theme theme{desktop};
    QWidget window;
    QPointer<NetworkLabDialog> dialog;

    explicit Rig(NetworkLab::Durations durations = {.cut = 300ms, .blackhole = 20s},
                 Theme::Choice scheme = Theme::Choice::Light)
        : lab(client.socket, client.line, client.clock, durations)
    {
        client.socket.start();
        if (!QTest::qWaitFor([this] { return client.sessions.size() == 1; }))
            qFatal("no session");
        theme.setChoice(scheme);
        window.setStyleSheet(theme.styleSheet());
        dialog = new NetworkLabDialog(lab, theme, client.clock, &window);
        dialog->setStatus(status.status());
        QObject::connect(&status, &StatusController::statusChanged, dialog,
                         &NetworkLabDialog::setStatus);
        dialog->show();
        dialog->activateWindow();
        if (!QTest::qWaitFor([this] { return client.sessions.size() == 2; }))
            qFatal("no session through the lab");
    }
    ~Rig() { delete dialog; }

    QPushButton *button(const QString &name) const
    {
        return dialog->findChild<QPushButton *>(name);
    }
    CountdownRing *ring(const QString &name) const
    {
        return dialog->findChild<CountdownRing *>(name);
    }
    QString outlook() const { return dialog->findChild<QLabel *>(u"outlook"_s)->text(); }
    /// The lines of the log without their times.
    QStringList log() const
    {
        QStringList lines;
        const auto *list = dialog->findChild<QListWidget *>();
        for (int row = 0; row < list->count(); ++row)
            lines.append(list->item(row)->text().section(u"   "_s, 1));
        return lines;
    }
    void keep(const QString &name) const
    {
        const QDir folder(QCoreApplication::applicationDirPath() + u"/../gallery"_s);
        QVERIFY(folder.mkpath(u"."_s));
        QVERIFY(dialog->grab().save(folder.filePath(name + u".png"_s)));
    }
};

} // namespace

class TestNetworkLabDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void leadsTheLineThroughTheLabAsLongAsItIsThere()
    {
        Rig rig;
        QVERIFY(rig.lab.isOpen());
        QTest::keyClick(rig.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!rig.dialog);
        QVERIFY(!rig.lab.isOpen());
        QTRY_COMPARE(rig.client.sessions.size(), 3);
    }

    void countsDownAndTellsTheWholeStory()
    {
        Rig rig;
        QVERIFY(!rig.ring(u"cutRing"_s)->isVisible());
        QTest::keyClick(rig.dialog, Qt::Key_C, Qt::AltModifier);
        QTRY_VERIFY(rig.ring(u"cutRing"_s)->isVisible());
        QCOMPARE(rig.ring(u"cutRing"_s)->secondsLeft(), 1);
        const QString before = rig.outlook();
        QTRY_COMPARE(rig.client.sessions.size(), 3);
        QVERIFY(!rig.ring(u"cutRing"_s)->isVisible());
        QVERIFY(rig.outlook() != before);
        QVERIFY(rig.outlook().startsWith(u"Green again."_s));
        const QStringList log = rig.log();
        QCOMPARE(log.size(), 4);
        QCOMPARE(log[0], u"Cut for 0 s"_s);
        QVERIFY(log[1].startsWith(u"Noticed after 0."_s));
        QCOMPARE(log[2], u"Connection restored"_s);
        QVERIFY(log[3].startsWith(u"Back after 0."_s));
    }

    void hasAKeyForEachButton_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<QString>("first");
        QTest::newRow("cut") << Qt::Key_C << u"Cut for 0 s"_s;
        QTest::newRow("silent outage") << Qt::Key_T << u"Silent outage for 20 s"_s;
        QTest::newRow("slow line") << Qt::Key_L << u"Slow connection on"_s;
        QTest::newRow("restart") << Qt::Key_R << u"Restarting the server"_s;
    }

    void hasAKeyForEachButton()
    {
        QFETCH(Qt::Key, key);
        QFETCH(QString, first);
        Rig rig;
        rig.lab.setServerIsOurs(true);
        QTest::keyClick(rig.dialog, key, Qt::AltModifier);
        QTRY_COMPARE(rig.log().value(0), first); // a key animates the button
    }

    void restartsNoServerElsewhere()
    {
        Rig rig;
        QVERIFY(!rig.button(u"restart"_s)->isEnabled());
        rig.lab.setServerIsOurs(true);
        QVERIFY(rig.button(u"restart"_s)->isEnabled());
    }

    void saysWhetherTheLineIsSlow()
    {
        Rig rig;
        QVERIFY(!rig.button(u"slow"_s)->isChecked());
        rig.button(u"slow"_s)->click();
        QVERIFY(rig.lab.isSlow());
        QVERIFY(rig.button(u"slow"_s)->isChecked());
        QVERIFY(rig.outlook().contains(u"slow is not broken"_s));
    }

    void namesEverythingForScreenReaders()
    {
        Rig rig;
        QSet<QString> names;
        for (const QPushButton *button : rig.dialog->findChildren<QPushButton *>()) {
            const QString name =
                button->accessibleName().isEmpty() ? button->text() : button->accessibleName();
            QVERIFY(!name.isEmpty());
            QVERIFY2(!names.contains(name), qPrintable(name));
            names.insert(name);
        }
        QCOMPARE(rig.dialog->findChild<QListWidget *>()->accessibleName(), u"Events"_s);
    }

    void looks_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("networklab-light") << false;
        QTest::newRow("networklab-dark") << true;
    }

    /// For people to look at.
    void looks()
    {
        QFETCH(bool, dark);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        Rig rig({.cut = 300ms, .blackhole = 20s},
                dark ? Theme::Choice::Dark : Theme::Choice::Light);
        rig.keep(name + u"-idle"_s);
        rig.button(u"cut"_s)->click();
        QTRY_COMPARE(rig.log().size(), 4);
        rig.client.socket.setInConversation(true);
        rig.button(u"blackhole"_s)->click();
        QTRY_VERIFY(rig.log().size() == 6);
        rig.keep(name);
    }
};

HOLDLINE_TEST(TestNetworkLabDialog)

} // namespace holdline::tst_networklabdialog

#include "tst_networklabdialog.moc"
