// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/assistantdialog.h"

#include "support/scriptedservice.h"
#include "support/testcase.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

namespace holdline::tst_assistantdialog {

using namespace widgets;
using namespace testing;
using namespace Qt::StringLiterals;
using client::LanguageChoice;

namespace {

/// The dialog with some hands on it, and a service that may have models.
struct Desk
{
    ScriptedService service;
    client::ModelCatalog catalog;
    QPointer<AssistantDialog> dialog;
    QList<LanguageChoice> chosen;

    explicit Desk(const AssistantDialog::Content &content = {})
    {
        dialog = new AssistantDialog(content, catalog, nullptr);
        QObject::connect(dialog, &AssistantDialog::languageChosen, dialog,
                         [this](const LanguageChoice &choice) { chosen.append(choice); });
        dialog->show();
    }
    ~Desk() { delete dialog; }

    template <typename T>
    T *find(const char *name) const
    {
        return dialog->findChild<T *>(QString::fromLatin1(name));
    }
    QString words(const char *label) const { return find<QLabel>(label)->text(); }
    QPushButton *ok() const
    {
        return dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    }
    void chooseModel(const QString &address, const QString &name) const
    {
        find<QRadioButton>("model")->setChecked(true);
        find<QComboBox>("address")->setEditText(address);
        find<QComboBox>("name")->setEditText(name);
    }
};

} // namespace

class TestAssistantDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhoAnswersNow()
    {
        const LanguageChoice now{.url = u"http://127.0.0.1:11434/v1"_s, .model = u"llama3.2"_s};
        const Desk desk({.language = now});
        QVERIFY(desk.find<QRadioButton>("model")->isChecked());
        QCOMPARE(desk.dialog->language(), now);
        QCOMPARE(desk.words("addressWords"), u"Your words stay on this computer."_s);
        desk.ok()->click();
        QVERIFY(desk.chosen.isEmpty());
    }

    void tellsTheChoiceWhenItIsConfirmed()
    {
        const Desk desk;
        QVERIFY(desk.find<QRadioButton>("builtIn")->isChecked());
        desk.chooseModel(u" https://api.openai.com/v1 "_s, u"gpt"_s);
        desk.find<QLineEdit>("key")->setText(u"sk-1"_s);
        QVERIFY(desk.chosen.isEmpty());
        desk.ok()->click();
        QCOMPARE(desk.chosen,
                 (QList<LanguageChoice>{
                     {.url = u"https://api.openai.com/v1"_s, .model = u"gpt"_s, .key = "sk-1"}}));
    }

    void goesBackToTheBuiltInAssistant()
    {
        const Desk desk({.language = {.url = u"http://127.0.0.1:11434/v1"_s, .model = u"m"_s}});
        desk.find<QRadioButton>("builtIn")->setChecked(true);
        desk.ok()->click();
        QCOMPARE(desk.chosen, QList<LanguageChoice>{LanguageChoice()});
    }

    void saysWhereWordsGo_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("words");
        QTest::newRow("here") << u"http://localhost:1234/v1"_s
                              << u"Your words stay on this computer."_s;
        QTest::newRow("a service")
            << u"https://api.mistral.ai/v1"_s << u"Your words are sent to api.mistral.ai."_s;
        QTest::newRow("unencrypted")
            << u"http://192.168.1.5:11434/v1"_s
            << u"Your words are sent to 192.168.1.5. The connection isn’t encrypted: others on the "
               "network can read them."_s;
    }

    void saysWhereWordsGo()
    {
        QFETCH(QString, address);
        const Desk desk;
        desk.chooseModel(address, u"m"_s);
        QTEST(desk.words("addressWords"), "words");
        QVERIFY(desk.ok()->isEnabled());
    }

    void refusesWhatIsNoChoice_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("name");
        QTest::newRow("no address") << QString() << u"m"_s;
        QTest::newRow("no scheme") << u"127.0.0.1:11434"_s << u"m"_s;
        QTest::newRow("another scheme") << u"ftp://127.0.0.1/v1"_s << u"m"_s;
        QTest::newRow("a password in it") << u"https://me:secret@example.org/v1"_s << u"m"_s;
        QTest::newRow("no model") << u"https://example.org/v1"_s << QString();
    }

    void refusesWhatIsNoChoice()
    {
        QFETCH(QString, address);
        QFETCH(QString, name);
        const Desk desk;
        desk.chooseModel(address, name);
        QVERIFY(!desk.ok()->isEnabled());
    }

    void findsTheModelsOfAnAddress()
    {
        Desk desk;
        QVERIFY(desk.service.listen());
        desk.service.add({.bytes = ScriptedService::withStatus(
                              200, R"({"data":[{"id":"qwen3"},{"id":"llama3.2"}]})")});
        desk.chooseModel(desk.service.base().toString(), {});
        desk.find<QPushButton>("findModels")->click();
        const auto *name = desk.find<QComboBox>("name");
        QTRY_COMPARE(name->count(), 2);
        QCOMPARE(name->currentText(), u"llama3.2"_s);
        QCOMPARE(desk.words("modelsWords"), u"Models found: 2"_s);
        QVERIFY(desk.ok()->isEnabled());
    }

    void offersAProgramOnThisComputer()
    {
        Desk desk;
        const QUrl ollama(u"http://127.0.0.1:11434/v1"_s);
        Q_EMIT desk.catalog.found(ollama, {u"llama3.2"_s});
        const auto *address = desk.find<QComboBox>("address");
        QCOMPARE(address->itemText(0), u"Ollama on this computer"_s);
        QCOMPARE(address->currentText(), ollama.toString());
        QVERIFY(desk.find<QRadioButton>("builtIn")->isChecked()); // never by itself
        desk.find<QRadioButton>("model")->setChecked(true);
        desk.ok()->click();
        QCOMPARE(desk.chosen,
                 (QList<LanguageChoice>{{.url = ollama.toString(), .model = u"llama3.2"_s}}));
    }

    void saysWhatIsWrongWithAnAddress_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("words");
        QTest::newRow("wrong key")
            << ScriptedService::withStatus(401, {}) << u"The service doesn’t accept this key."_s;
        QTest::newRow("something else")
            << ScriptedService::withStatus(404, {})
            << u"There is no list of models at this address. You can enter the name of the "
               "model."_s;
        QTest::newRow("nonsense")
            << ScriptedService::withStatus(200, "<html>")
            << u"There is no list of models at this address. You can enter the name of the "
               "model."_s;
    }

    void saysWhatIsWrongWithAnAddress()
    {
        QFETCH(QByteArray, reply);
        Desk desk;
        QVERIFY(desk.service.listen());
        desk.service.add({.bytes = reply});
        desk.chooseModel(desk.service.base().toString(), u"m"_s);
        desk.find<QPushButton>("findModels")->click();
        QTRY_VERIFY(desk.words("modelsWords") != u"Looking for models…"_s);
        QTEST(desk.words("modelsWords"), "words");
    }

    void saysThatAnotherServerDecides()
    {
        const Desk desk({.isServerElsewhere = true});
        QVERIFY(desk.find<QLabel>("elsewhereWords")->isVisible());
        const Desk here;
        QVERIFY(!here.find<QLabel>("elsewhereWords")->isVisible());
    }
};

HOLDLINE_TEST(TestAssistantDialog)

} // namespace holdline::tst_assistantdialog

#include "tst_assistantdialog.moc"
