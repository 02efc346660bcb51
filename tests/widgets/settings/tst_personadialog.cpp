// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/personadialog.h"

#include "support/testcase.h"
#include "widgets/look/avatar.h"
#include "widgets/personadesk.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace holdline::tst_personadialog {

using namespace widgets;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

/// The dialog of a user.
struct Desk : PersonaDesk
{
    Desk()
    {
        dialog = new PersonaDialog(personas, nullptr);
        dialog->show();
        dialog->activateWindow();
    }
    ~Desk() { delete dialog; }

    template <typename T>
    T *find(const char *name) const
    {
        return dialog->findChild<T *>(QString::fromLatin1(name));
    }
    QStringList listed() const
    {
        QStringList names;
        const auto *list = find<QListWidget>("list");
        for (int row = 0; row < list->count(); ++row)
            names += list->item(row)->text();
        return names;
    }
    QString words(const char *label) const { return find<QLabel>(label)->text(); }
    void choose(const char *box, const QVariant &data) const
    {
        auto *combo = find<QComboBox>(box);
        combo->setCurrentIndex(combo->findData(data));
        Q_EMIT combo->activated(combo->currentIndex());
    }

    QPointer<PersonaDialog> dialog;
};

} // namespace

class TestPersonaDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsThePersonaThatAnswers()
    {
        const Desk desk;
        QCOMPARE(desk.listed().size(), 5);
        QCOMPARE(desk.find<QListWidget>("list")->currentItem()->text(), u"Nova"_s);
        QCOMPARE(desk.find<QLineEdit>("name")->text(), u"Nova"_s);
        QVERIFY(desk.find<QPlainTextEdit>("instructions")
                    ->toPlainText()
                    .startsWith(u"Help with everyday"_s));
    }

    void everyEditCountsWhenItsFieldIsLeft()
    {
        const Desk desk;
        desk.find<QLineEdit>("name")->setText(u"Nova II"_s);
        QCOMPARE(desk.personas.chosen().name(), u"Nova"_s);
        Q_EMIT desk.find<QLineEdit>("name")->editingFinished();
        QCOMPARE(desk.personas.chosen().name(), u"Nova II"_s);
        QCOMPARE(desk.listed().first(), u"Nova II"_s);

        desk.choose("language", u"fr"_s);
        desk.choose("voice", u"rms"_s);
        desk.choose("pause", 50);
        desk.find<QDoubleSpinBox>("rate")->setValue(1.5);
        desk.find<QLineEdit>("greeting")->setText(u" Bonjour. "_s);
        desk.find<QPlainTextEdit>("instructions")->setPlainText(u"Be brief."_s);
        desk.dialog->close();
        const protocol::Configuration &now = desk.personas.chosen().configuration;
        QVERIFY(now
                == (protocol::Configuration{.persona = u"Nova II"_s,
                                            .instructions = u"Be brief."_s,
                                            .greeting = u"Bonjour."_s,
                                            .language = u"fr"_s,
                                            .voice = u"rms"_s,
                                            .speakingRate = 1.5,
                                            .turnPause = 50}));
        // The server is told, because this persona answers.
        const auto *told = std::get_if<protocol::Configure>(&desk.line.messages().last());
        QVERIFY(told && told->configuration == now);
    }

    void anEditBelongsToThePersonaThatWasShown()
    {
        const Desk desk;
        desk.find<QPlainTextEdit>("instructions")->setPlainText(u"Only Nova."_s);
        desk.find<QListWidget>("list")->setCurrentRow(1);
        QCOMPARE(desk.personas.chosen().configuration.instructions, u"Only Nova."_s);
        QVERIFY(desk.find<QPlainTextEdit>("instructions")
                    ->toPlainText()
                    .startsWith(u"You lead a job interview"_s));
        QVERIFY(desk.personas.personas()[1] == client::shippedPersonas()[1]);
    }

    void aPersonaKeepsItsNameWhenTheFieldIsEmpty()
    {
        const Desk desk;
        desk.find<QLineEdit>("name")->setText(u"  "_s);
        QCOMPARE(desk.words("nameWords"), u"A persona needs a name."_s);
        Q_EMIT desk.find<QLineEdit>("name")->editingFinished();
        QCOMPARE(desk.personas.chosen().name(), u"Nova"_s);
    }

    void makesAndCopies()
    {
        const Desk desk;
        desk.find<QToolButton>("add")->click();
        QCOMPARE(desk.listed().last(), u"New persona"_s);
        QCOMPARE(desk.find<QLineEdit>("name")->text(), u"New persona"_s);
        QVERIFY(desk.find<QPlainTextEdit>("instructions")->toPlainText().isEmpty());

        desk.find<QListWidget>("list")->setCurrentRow(3);
        desk.find<QAction>("copy")->trigger();
        QCOMPARE(desk.listed().last(), u"Storyteller (copy)"_s);
        QCOMPARE(desk.find<QListWidget>("list")->currentRow(), 6);
        const client::Persona &copy = desk.personas.personas().back();
        QCOMPARE(copy.configuration.greeting, desk.personas.personas()[3].configuration.greeting);
        QCOMPARE(desk.personas.chosen().name(), u"Nova"_s); // made, not chosen
    }

    void deletesAndTakesItBack()
    {
        const Desk desk;
        const QStringList before = desk.listed();
        QVERIFY(!desk.find<QPushButton>("undo")->isVisible());
        desk.find<QListWidget>("list")->setCurrentRow(3);
        QVERIFY(QTest::qWaitForWindowActive(desk.dialog));
        desk.find<QListWidget>("list")->setFocus();
        QTest::keyClick(desk.find<QListWidget>("list"), Qt::Key_Delete);
        QCOMPARE(desk.listed().size(), 4);
        QCOMPARE(desk.words("listWords"), u"“Storyteller” is deleted."_s);
        desk.find<QPushButton>("undo")->click();
        QCOMPARE(desk.listed(), before);
        QCOMPARE(desk.find<QListWidget>("list")->currentRow(), 3);
        QVERIFY(!desk.find<QPushButton>("undo")->isVisible());
        QVERIFY(desk.words("listWords").isEmpty());
    }

    void theLastPersonaCannotBeDeleted()
    {
        const Desk desk;
        for (int i = 0; i < 4; ++i)
            desk.find<QAction>("remove")->trigger();
        QCOMPARE(desk.listed().size(), 1);
        QVERIFY(!desk.find<QAction>("remove")->isEnabled());
    }

    void exportsAndImports()
    {
        const Desk desk;
        const QString path = desk.folder.filePath(u"coach.json"_s);
        desk.find<QListWidget>("list")->setCurrentRow(1);
        desk.dialog->exportTo(path, false);
        desk.dialog->importFrom(path);
        QCOMPARE(desk.listed().size(), 6);
        QCOMPARE(desk.listed().last(), u"Interview coach"_s);
        QCOMPARE(desk.find<QListWidget>("list")->currentRow(), 5);

        desk.dialog->exportTo(path, true);
        desk.dialog->importFrom(path);
        QCOMPARE(desk.listed().size(), 12);
    }

    void saysWhyAFileIsNotImported()
    {
        const Desk desk;
        desk.dialog->importFrom(desk.folder.filePath(u"nothing.json"_s));
        QCOMPARE(desk.words("listWords"), u"The file can’t be read."_s);
        QFile file(desk.folder.filePath(u"other.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
        file.close();
        desk.dialog->importFrom(file.fileName());
        QCOMPARE(desk.words("listWords"), u"This file has no personas."_s);
        QCOMPARE(desk.listed().size(), 5);
        desk.dialog->exportTo(desk.folder.filePath(u"no/such/folder/a.json"_s), true);
        QCOMPARE(desk.words("listWords"), u"The file can’t be written."_s);
    }

    void letsTheUserHearTheVoice()
    {
        const Desk desk;
        desk.find<QDoubleSpinBox>("rate")->setValue(2);
        desk.choose("voice", u"rms"_s);
        desk.find<QPushButton>("listen")->click();
        const auto *asked = std::get_if<protocol::SampleVoice>(&desk.line.messages().last());
        QVERIFY(asked);
        QCOMPARE(asked->voice, u"rms"_s);
        QCOMPARE(asked->speakingRate, 2.0);
        QCOMPARE(asked->text, u"Hello, I am Nova. This is how I sound."_s);
        desk.find<QListWidget>("list")->setCurrentRow(1);
        desk.find<QPushButton>("listen")->click();
        asked = std::get_if<protocol::SampleVoice>(&desk.line.messages().last());
        QCOMPARE(asked->text, desk.personas.personas()[1].configuration.greeting);
    }

    void saysWhichLanguageHasNoVoice()
    {
        const Desk desk;
        desk.choose("language", u"fr"_s);
        QVERIFY(desk.words("languageWords").contains(u"Français"_s));
        desk.choose("language", u"en"_s);
        QVERIFY(desk.words("languageWords").isEmpty());
    }

    void keepsAVoiceThatThisServerDoesNotHave()
    {
        Desk desk;
        client::Persona nova = desk.personas.chosen();
        nova.configuration.voice = u"alloy"_s;
        desk.personas.change(nova);
        QCOMPARE(desk.find<QComboBox>("voice")->currentText(), u"alloy (not on this server)"_s);
        desk.choose("pause", 50);
        QCOMPARE(desk.personas.chosen().configuration.voice, u"alloy"_s);
    }

    void aPictureBecomesASmallSquare()
    {
        QImage photo(400, 200, QImage::Format_RGB32);
        photo.fill(Qt::red);
        const QByteArray png = pictureFrom(photo);
        QVERIFY(png.size() < client::Persona::kMaxPicture);
        const QImage picture = QImage::fromData(png, "PNG");
        QCOMPARE(picture.width(), picture.height());
        QVERIFY(pictureFrom(QImage()).isEmpty());
        // It is shown instead of the initials.
        client::Persona nova = client::shippedPersonas().front();
        const QImage initials = portrait(nova, {}, 36, 1).toImage();
        nova.picture = png;
        const QImage shown = portrait(nova, {}, 36, 1).toImage();
        QVERIFY(shown != initials);
        QCOMPARE(shown.pixelColor(18, 18), QColor(Qt::red));
    }
};

HOLDLINE_TEST(TestPersonaDialog)

} // namespace holdline::tst_personadialog

#include "tst_personadialog.moc"
