// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/enginepage.h"

#include "client/setup/clientsettings.h"
#include "client/setup/embeddedserver.h"
#include "client/setup/enginecontroller.h"
#include "client/setup/modelcatalog.h"
#include "client/vault/accesstokens.h"
#include "support/scriptedservice.h"
#include "support/testcase.h"
#include "widgets/settings/programfields.h"
#include "widgets/settings/servicefields.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_enginepage {

using namespace widgets;
using namespace testing;
using namespace Qt::StringLiterals;
using client::Engine;
using client::EngineChoice;

namespace {

const QUrl kOllama(u"http://127.0.0.1:11434/v1"_s);

/// The page with some hands on it, and a service that may have models.
struct Desk
{
    ScriptedService service;
    QTemporaryDir folder;
    QSettings store{folder.filePath(u"settings.conf"_s), QSettings::IniFormat};
    client::ClientSettings settings{store};
    client::AccessTokens tokens{store, nullptr};
    client::EmbeddedServer server{{}, folder.path()};
    client::EngineController language{Engine::Language, server, settings, tokens};
    client::ModelCatalog catalog;
    std::unique_ptr<EnginePage> page;

    explicit Desk(const EngineChoice &now = {}, const EnginePage::Surroundings &around = {})
    {
        language.change(now);
        page = std::make_unique<EnginePage>(language, catalog, around);
        page->show();
    }

    const EngineChoice &choice() const { return language.choice(); }
    template <typename T>
    T *find(const char *name) const
    {
        return page->findChild<T *>(QString::fromLatin1(name));
    }
    QRadioButton *button(const char *name) const { return find<QRadioButton>(name); }
    ProgramFields *program() const { return page->findChild<ProgramFields *>(); }
    ServiceFields *online() const { return page->findChild<ServiceFields *>(); }
    static QString words(const QWidget *fields, const char *label)
    {
        return fields->findChild<QLabel *>(QString::fromLatin1(label))->text();
    }
    static void tryIt(const QWidget *fields)
    {
        fields->findChild<QPushButton *>(u"tryIt"_s)->click();
    }
    /// Types as a user does, and leaves the field.
    void type(QLineEdit *field, const QString &text) const
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    void choose(const char *list, const QString &text) const
    {
        auto *box = find<QComboBox>(list);
        box->setCurrentIndex(box->findText(text));
        Q_EMIT box->activated(box->currentIndex());
    }
};

} // namespace

class TestEnginePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatApplies_data()
    {
        QTest::addColumn<EngineChoice>("choice");
        QTest::addColumn<QString>("button");
        QTest::newRow("built in") << EngineChoice() << u"builtIn"_s;
        QTest::newRow("a program")
            << EngineChoice{.url = kOllama.toString(), .model = u"llama3.2"_s} << u"program"_s;
        QTest::newRow("a service") << EngineChoice{.url = u"https://api.mistral.ai/v1"_s,
                                                   .model = u"mistral-small"_s,
                                                   .key = "sk-1"}
                                   << u"service"_s;
        QTest::newRow("an address of one's own")
            << EngineChoice{.url = u"http://10.0.0.9/v1"_s, .model = u"m"_s} << u"service"_s;
    }

    void showsWhatApplies()
    {
        QFETCH(EngineChoice, choice);
        QFETCH(QString, button);
        const Desk desk(choice);
        QVERIFY(desk.page->findChild<QRadioButton *>(button)->isChecked());
        QVERIFY(desk.page->settle());
        QCOMPARE(desk.choice(), choice);
    }

    void findsProgramsOnThisComputer()
    {
        Desk desk;
        auto *models = desk.find<QComboBox>("programModels");
        QCOMPARE(models->count(), 1); // another address
        Q_EMIT desk.catalog.found(kOllama, {u"llama3.2:3b"_s, u"nomic-embed-text"_s, u"qwen3"_s});
        QCOMPARE(models->count(), 3); // one is not made for conversations
        QCOMPARE(desk.words(desk.program(), "found"),
                 u"Found: Ollama with 2 models. Nothing leaves this computer."_s);
        QVERIFY(desk.choice().isBuiltIn()); // never by itself
        desk.button("program")->click();
        QCOMPARE(desk.choice(),
                 (EngineChoice{.url = kOllama.toString(), .model = u"llama3.2:3b"_s}));
        desk.choose("programModels", u"qwen3"_s);
        QCOMPARE(desk.choice().model, u"qwen3"_s);
        Q_EMIT desk.catalog.found(QUrl(u"http://127.0.0.1:1234/v1"_s), {u"phi"_s});
        QCOMPARE(models->currentText(), u"qwen3 (Ollama)"_s);
        QCOMPARE(desk.choice().model, u"qwen3"_s);
        desk.button("builtIn")->click();
        QVERIFY(desk.choice().isBuiltIn());
    }

    void keepsTheChosenModelWhoseProgramDoesNotRun()
    {
        const EngineChoice now{.url = kOllama.toString(), .model = u"llama3.2"_s};
        Desk desk(now);
        Q_EMIT desk.catalog.found(QUrl(u"http://127.0.0.1:1234/v1"_s), {u"phi"_s});
        QCOMPARE(desk.choice(), now);
        QVERIFY(desk.find<QComboBox>("programModels")->currentText().startsWith(now.model));
    }

    void takesAnotherAddressOnThisComputer()
    {
        Desk desk;
        QVERIFY(desk.service.listen());
        desk.service.add({.bytes = ScriptedService::withStatus(
                              200, R"({"data":[{"id":"tiny"},{"id":"whisper"}]})")});
        desk.choose("programModels", u"Another address…"_s);
        QVERIFY(desk.button("program")->isChecked());
        QVERIFY(desk.find<QWidget>("ownFields")->isVisible());
        desk.type(desk.find<QLineEdit>("ownAddress"), desk.service.base().toString());
        QTRY_COMPARE(desk.choice(),
                     (EngineChoice{.url = desk.service.base().toString(), .model = u"tiny"_s}));
    }

    void refusesAnotherComputerThere()
    {
        const Desk desk;
        desk.choose("programModels", u"Another address…"_s);
        desk.type(desk.find<QLineEdit>("ownAddress"), u"http://192.168.1.5:11434/v1"_s);
        QVERIFY(desk.words(desk.program(), "tryWords").contains(u"isn’t on this computer"_s));
        QVERIFY(!desk.page->settle());
        QVERIFY(desk.choice().isBuiltIn());
    }

    void aServiceAppliesWhenItIsWhole()
    {
        const Desk desk;
        desk.button("service")->click();
        QVERIFY(!desk.page->settle());
        QCOMPARE(desk.words(desk.online(), "tryWords"), u"Enter your key for OpenAI."_s);
        desk.type(desk.find<QLineEdit>("key"), u"sk-1"_s);
        QVERIFY(desk.choice().isBuiltIn());
        desk.type(desk.find<QComboBox>("serviceModel")->lineEdit(), u"gpt"_s);
        const EngineChoice whole{
            .url = u"https://api.openai.com/v1"_s, .model = u"gpt"_s, .key = "sk-1"};
        QCOMPARE(desk.choice(), whole);
        QVERIFY(desk.page->settle());

        // Another service has another key, and the first one keeps its own.
        desk.choose("service", u"Groq"_s);
        QCOMPARE(desk.find<QLineEdit>("key")->text(), QString());
        QCOMPARE(desk.choice(), whole);
        desk.choose("service", u"OpenAI"_s);
        QCOMPARE(desk.find<QLineEdit>("key")->text(), u"sk-1"_s);
    }

    void leavingAFieldChoosesNothing()
    {
        const Desk desk;
        desk.find<QLineEdit>("key")->setFocus();
        desk.find<QComboBox>("serviceModel")->setFocus();
        desk.find<QComboBox>("service")->setFocus();
        QVERIFY(desk.button("builtIn")->isChecked());
    }

    void saysWhereWordsGo_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("words");
        QTest::newRow("a service")
            << u"https://ai.example.org/v1"_s << u"Your words are sent to ai.example.org."_s;
        QTest::newRow("unencrypted")
            << u"http://192.168.1.5:11434/v1"_s
            << u"Your words are sent to 192.168.1.5. The connection isn’t encrypted: others on the "
               "network can read them."_s;
    }

    void saysWhereWordsGo()
    {
        QFETCH(QString, address);
        QFETCH(QString, words);
        const Desk desk;
        desk.choose("service", u"Another address"_s);
        desk.type(desk.find<QLineEdit>("serviceAddress"), address);
        QVERIFY2(desk.words(desk.online(), "placeWords").startsWith(words),
                 qPrintable(desk.words(desk.online(), "placeWords")));
        desk.type(desk.find<QComboBox>("serviceModel")->lineEdit(), u"m"_s);
        QCOMPARE(desk.choice(), (EngineChoice{.url = address, .model = u"m"_s}));
    }

    void refusesWhatIsNoAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("no scheme") << u"127.0.0.1:11434"_s;
        QTest::newRow("another scheme") << u"ftp://127.0.0.1/v1"_s;
        QTest::newRow("a password in it") << u"https://me:secret@example.org/v1"_s;
    }

    void refusesWhatIsNoAddress()
    {
        QFETCH(QString, address);
        const Desk desk;
        desk.choose("service", u"Another address"_s);
        desk.type(desk.find<QLineEdit>("serviceAddress"), address);
        desk.type(desk.find<QComboBox>("serviceModel")->lineEdit(), u"m"_s);
        QVERIFY(desk.words(desk.online(), "tryWords").contains(u"isn’t a valid address"_s));
        QVERIFY(!desk.page->settle());
        QVERIFY(desk.choice().isBuiltIn());
    }

    void listsTheModelsOfAService()
    {
        Desk desk;
        QVERIFY(desk.service.listen());
        desk.service.add({.bytes = ScriptedService::withStatus(
                              200, R"({"data":[{"id":"qwen3"},{"id":"llama3.2"}]})")});
        desk.choose("service", u"Another address"_s);
        desk.type(desk.find<QLineEdit>("serviceAddress"), desk.service.base().toString());
        QTRY_COMPARE(desk.find<QComboBox>("serviceModel")->count(), 2);
        QVERIFY(desk.choice().isBuiltIn()); // the user chooses
        desk.choose("serviceModel", u"llama3.2"_s);
        QCOMPARE(desk.choice().model, u"llama3.2"_s);
    }

    void triesItAndMeasures()
    {
        Desk desk;
        QVERIFY(desk.service.listen());
        desk.language.change({.url = desk.service.base().toString(), .model = u"tiny"_s});
        const EnginePage page(desk.language, desk.catalog, {});
        desk.service.add({.bytes = ScriptedService::streamed({"Hi"})});
        const auto *fields = page.findChild<ProgramFields *>();
        Desk::tryIt(fields);
        QTRY_VERIFY(Desk::words(fields, "success").contains(u"first word in "_s));
        desk.service.add({.bytes = ScriptedService::withStatus(404, {})});
        Desk::tryIt(fields);
        QTRY_COMPARE(Desk::words(fields, "tryWords"), u"This model doesn’t exist there."_s);
        QCOMPARE(Desk::words(fields, "success"), QString());
    }

    void aVoiceHasAName()
    {
        Desk desk;
        client::EngineController voice{Engine::Voice, desk.server, desk.settings, desk.tokens};
        desk.page = std::make_unique<EnginePage>(voice, desk.catalog, EnginePage::Surroundings());
        desk.page->show();
        Q_EMIT desk.catalog.found(kOllama, {u"llama3.2"_s}); // does not speak
        QCOMPARE(desk.find<QComboBox>("programModels")->count(), 1);
        const QUrl kokoro(u"http://127.0.0.1:8880/v1"_s);
        Q_EMIT desk.catalog.found(kokoro, {u"kokoro"_s});
        desk.button("program")->click();
        desk.type(desk.find<QComboBox>("programVoice")->lineEdit(), u"af_heart"_s);
        QCOMPARE(
            voice.choice(),
            (EngineChoice{.url = kokoro.toString(), .model = u"kokoro"_s, .voice = u"af_heart"_s}));
        QCOMPARE(desk.settings.engine(Engine::Voice), voice.choice());
        QVERIFY(desk.choice().isBuiltIn()); // the assistant stays
        QVERIFY(desk.find<QComboBox>("service")->findText(u"Mistral"_s) < 0);
    }

    void offersTheVoicesOfTheProgram()
    {
        Desk desk;
        QVERIFY(desk.service.listen());
        desk.service.setVoices(
            ScriptedService::withStatus(200, R"({"voices":["af_bella",{"id":"bm_lewis"}]})"));
        client::EngineController voice{Engine::Voice, desk.server, desk.settings, desk.tokens};
        desk.page = std::make_unique<EnginePage>(voice, desk.catalog, EnginePage::Surroundings());
        desk.page->show();
        auto *voices = desk.find<QComboBox>("programVoice");
        QVERIFY(voices->findText(u"alloy"_s) >= 0); // many programs take the names of OpenAI
        Q_EMIT desk.catalog.found(desk.service.base(), {u"kokoro"_s});
        desk.choose("programModels", u"kokoro"_s);
        QTRY_COMPARE(voices->count(), 2);
        QCOMPARE(voices->currentText(), QString());
        desk.choose("programVoice", u"bm_lewis"_s);
        QCOMPARE(voice.choice().voice, u"bm_lewis"_s);
    }

    void offersTheVoicesOfTheServiceThatWasChosenBefore()
    {
        Desk desk;
        client::EngineController voice{Engine::Voice, desk.server, desk.settings, desk.tokens};
        const EngineChoice before{
            .url = u"http://0.0.0.0:1/v1"_s, .model = u"m"_s, .voice = u"v"_s};
        voice.change(before);
        const EnginePage page(voice, desk.catalog, {});
        auto *voices = page.findChild<QComboBox *>(u"serviceVoice"_s);
        Q_EMIT desk.catalog.voicesFound(QUrl(u"http://0.0.0.0:2/v1"_s), {u"other"_s});
        Q_EMIT desk.catalog.voicesFound(QUrl(before.url), {u"nina"_s});
        QCOMPARE(voices->count(), 1);
        QCOMPARE(voices->currentText(), u"v"_s); // stays
        QCOMPARE(voice.choice(), before);
    }

    void onlyAVoiceHasAName()
    {
        const Desk desk;
        QVERIFY(!desk.find<QComboBox>("programVoice")->isVisible());
        QVERIFY(!desk.find<QComboBox>("serviceVoice")->isVisible());
    }

    void saysThatAnotherServerDecides()
    {
        const Desk desk({}, {.isServerElsewhere = true});
        QVERIFY(desk.find<QLabel>("elsewhereWords")->isVisible());
        const Desk here;
        QVERIFY(!here.find<QLabel>("elsewhereWords")->isVisible());
    }
};

HOLDLINE_TEST(TestEnginePage)

} // namespace holdline::tst_enginepage

#include "tst_enginepage.moc"
