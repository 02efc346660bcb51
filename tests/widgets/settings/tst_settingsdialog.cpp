// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "widgets/settingsdesk.h"
#include "widgets/windowfixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

namespace holdline::tst_settingsdialog {

using namespace widgets;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

/// The window and its settings.
struct Room
{
    WindowFixture shown;
    SettingsDesk desk;
    QPointer<SettingsDialog> dialog{desk.open(shown.window, shown.theme)};

    template <typename T>
    T *find(const char *name) const
    {
        return dialog->findChild<T *>(QString::fromLatin1(name));
    }
    QWidget *page() const
    {
        return qobject_cast<QScrollArea *>(find<QStackedWidget>("stack")->currentWidget())
            ->widget();
    }
    void pressDone() const
    {
        dialog->findChild<QDialogButtonBox *>()->buttons().constFirst()->click();
    }
};

} // namespace

class TestSettingsDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theListLeadsToThePages()
    {
        const Room room;
        auto *pages = room.find<QListWidget>("pages");
        QCOMPARE(pages->count(), 5);
        QCOMPARE(room.page(), room.desk.general);
        pages->setFocus();
        QTest::keyClick(pages, Qt::Key_Down);
        QCOMPARE(room.page(), room.desk.assistant);
        QCOMPARE(pages->currentItem()->text(), room.desk.assistant->windowTitle());
    }

    void aNarrowWindowHasADropDownListInstead()
    {
        const Room room;
        QVERIFY(room.find<QListWidget>("pages")->isVisible());
        QVERIFY(!room.find<QComboBox>("pageChoice")->isVisible());
        room.dialog->showPage(room.desk.connection);
        room.dialog->resize(360, 480);
        auto *choice = room.find<QComboBox>("pageChoice");
        QTRY_VERIFY(choice->isVisible());
        QVERIFY(!room.find<QListWidget>("pages")->isVisible());
        QCOMPARE(choice->currentText(), room.desk.connection->windowTitle());
        QTest::keyClick(choice, Qt::Key_Up);
        QCOMPARE(room.page(), room.desk.voice);
    }

    void doneLeadsToThePageThatIsWrong()
    {
        const Room room;
        room.find<QRadioButton>("remote")->setChecked(true);
        QCOMPARE(room.page(), room.desk.general);
        room.pressDone(); // without an address
        QVERIFY(room.dialog->isVisible());
        QCOMPARE(room.page(), room.desk.connection);
        room.find<QRadioButton>("embedded")->setChecked(true);
        room.pressDone();
        QVERIFY(!room.dialog || !room.dialog->isVisible());
    }

    void cancellingForgetsWhatIsNotApplied()
    {
        Room room;
        QSignalSpy chosen(room.desk.connection, &ConnectionPage::connectionChosen);
        room.find<QRadioButton>("remote")->setChecked(true);
        room.find<QLineEdit>("address")->setText(u"voice.example.org"_s);
        room.dialog->reject();
        QVERIFY(!room.dialog || !room.dialog->isVisible());
        QVERIFY(chosen.isEmpty());
    }

    void generalAppliesAtOnceAndFollowsTheMenus()
    {
        Room room;
        auto *theme = room.find<QComboBox>("theme");
        theme->setFocus();
        QTest::keyClick(theme, Qt::Key_End);
        QCOMPARE(room.shown.theme.choice(), Theme::Choice::Dark);
        auto *size = room.find<QComboBox>("textSize");
        QCOMPARE(size->currentText(), u"100 %"_s);
        QTest::keyClick(size, Qt::Key_End);
        QCOMPARE(room.shown.theme.textSize(), Theme::kTextSizes - 1);

        room.shown.theme.setChoice(Theme::Choice::Light);
        QCOMPARE(theme->currentIndex(), static_cast<int>(Theme::Choice::Light));

        QSignalSpy chosen(&room.shown.window, &MainWindow::soundsChosen);
        auto *sounds = room.find<QCheckBox>("sounds");
        const bool wereOn = sounds->isChecked();
        sounds->click();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toBool(), !wereOn);
        room.shown.window.setSoundsOn(wereOn);
        QCOMPARE(sounds->isChecked(), wereOn);
    }
};

HOLDLINE_TEST(TestSettingsDialog)

} // namespace holdline::tst_settingsdialog

#include "tst_settingsdialog.moc"
