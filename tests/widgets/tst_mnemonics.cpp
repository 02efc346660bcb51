// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/language.h"
#include "widgets/look/windowstyle.h"
#include "widgets/personadesk.h"
#include "widgets/settings/personadialog.h"
#include "widgets/settings/trustdialog.h"

#include "settingsdesk.h"
#include "support/testcase.h"
#include "windowfixture.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QMenuBar>
#include <QRadioButton>
#include <QTest>
#include <QTranslator>

namespace holdline::tst_mnemonics {

using namespace testing;
using namespace widgets;
using namespace Qt::StringLiterals;

namespace {

/// Those of the texts whose mnemonic an earlier one has.
QStringList doubled(const QStringList &texts)
{
    QMap<QString, QString> owners;
    QStringList found;
    for (const QString &text : texts) {
        const QString letter = QKeySequence::mnemonic(text).toString();
        if (letter.isEmpty())
            continue;
        if (owners.contains(letter))
            found << u"%1 and %2"_s.arg(owners[letter], text);
        owners[letter] = text;
    }
    return found;
}

QStringList textsOf(const QList<QAction *> &actions)
{
    QStringList texts;
    for (const QAction *action : actions)
        texts << action->text();
    return texts;
}

QStringList textsOf(const QWidget &window)
{
    QStringList texts;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (label->buddy() && label->isVisibleTo(&window))
            texts << label->text();
    }
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        if (button->isVisibleTo(&window))
            texts << button->text();
    }
    return texts;
}

} // namespace

/// In one menu or window, no two entries have the same mnemonic, in either language.
class TestMnemonics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void init()
    {
        QFETCH(QString, language);
        useLanguageOf(QLocale(language), *qApp);
    }

    void cleanup()
    {
        for (QTranslator *translator : qApp->findChildren<QTranslator *>())
            delete translator;
        QLocale::setDefault(QLocale::c());
    }

    void menus_data() { languages(); }
    void menus()
    {
        WindowFixture fixture;
        const auto *bar = fixture.child<QMenuBar>();
        QCOMPARE(doubled(textsOf(bar->actions())).join(u'\n'), QString());
        for (const QMenu *menu : fixture.window.findChildren<QMenu *>())
            QCOMPARE(doubled(textsOf(menu->actions())).join(u'\n'), QString());
    }

    void settings_data() { languages(); }
    void settings()
    {
        WindowFixture fixture;
        SettingsDesk desk;
        SettingsDialog *dialog = desk.open(fixture.window, fixture.theme, content());
        dialog->findChild<QComboBox *>(u"preset"_s)->setCurrentIndex(3); // shows its fields
        for (const SettingsPage *page : dialog->findChildren<SettingsPage *>()) {
            dialog->showPage(page);
            QCOMPARE(doubled(textsOf(*dialog)).join(u'\n'), QString());
        }
    }

    void personas_data() { languages(); }
    void personas()
    {
        WindowFixture fixture;
        PersonaDesk desk;
        const std::unique_ptr<PersonaDialog> dialog(
            new PersonaDialog(desk.personas, &fixture.window));
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        desk.personas.remove(desk.personas.personas().back().id); // shows the offer to undo
        QCOMPARE(doubled(textsOf(*dialog)).join(u'\n'), QString());
        for (const QMenu *menu : dialog->findChildren<QMenu *>())
            QCOMPARE(doubled(textsOf(menu->actions())).join(u'\n'), QString());
    }

    void everyLetterOfTheSettingsLeadsSomewhere_data() { languages(); }
    void everyLetterOfTheSettingsLeadsSomewhere()
    {
        WindowFixture fixture;
        SettingsDesk desk;
        SettingsDialog *dialog = desk.open(fixture.window, fixture.theme, content());
        dialog->showPage(desk.connection);
        dialog->activateWindow();
        QTRY_VERIFY(dialog->isActiveWindow());
        for (const QLabel *label : dialog->findChildren<QLabel *>()) {
            if (!label->buddy() || !label->isVisibleTo(dialog))
                continue;
            dialog->findChild<QRadioButton *>(u"remote"_s)->setFocus();
            QTest::keySequence(dialog, QKeySequence::mnemonic(label->text()));
            QVERIFY2(label->buddy()->hasFocus(), qPrintable(label->text()));
        }
    }

private:
    static ConnectionPage::Content content()
    {
        ConnectionPage::Content content;
        content.connection.address = u"a.example"_s;
        content.pins = {{u"a.example:443"_s, QByteArray(32, '\x3c')}};
        return content;
    }

    static void languages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << u"en_US"_s;
        QTest::newRow("German") << u"de_DE"_s;
    }
};

HOLDLINE_TEST(TestMnemonics)

} // namespace holdline::tst_mnemonics

#include "tst_mnemonics.moc"
