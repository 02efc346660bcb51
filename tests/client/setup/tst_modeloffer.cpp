// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/modeloffer.h"

#include "client/setup/clientsettings.h"
#include "client/setup/embeddedserver.h"
#include "client/setup/enginecontroller.h"
#include "client/setup/modelcatalog.h"
#include "client/vault/accesstokens.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_modeloffer {

using namespace client;
using namespace Qt::StringLiterals;

namespace {

const QUrl kOllama(u"http://127.0.0.1:11434/v1"_s);
const QStringList kModels{u"all-embed"_s, u"llama3.2"_s};

struct Home
{
    QTemporaryDir folder;
    QSettings store{folder.filePath(u"settings.conf"_s), QSettings::IniFormat};
    ClientSettings settings{store};
    AccessTokens tokens{store, nullptr};
    EmbeddedServer server{{}, folder.path()};
};

/// One run of the app, in which Ollama answers.
struct Run
{
    EngineController language;
    ModelCatalog catalog;
    ModelOffer offer;
    QSignalSpy offered{&offer, &ModelOffer::offered};
    QSignalSpy withdrawn{&offer, &ModelOffer::withdrawn};

    explicit Run(Home &home)
        : language(Engine::Language, home.server, home.settings, home.tokens)
        , offer(language, catalog, home.settings)
    {
        language.begin();
        offer.begin();
    }
    void findOllama() { Q_EMIT catalog.found(kOllama, kModels); }
};

} // namespace

/// A model on this computer is offered once, and never used by itself.
class TestModelOffer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersAModelThatAnswers()
    {
        Home home;
        Run run(home);
        run.findOllama();
        QCOMPARE(run.offered.size(), 1);
        QCOMPARE(run.offered[0], (QVariantList{u"Ollama"_s, u"llama3.2"_s}));
        QVERIFY(run.language.choice().isBuiltIn());
        run.offer.accept();
        QCOMPARE(run.language.choice(),
                 (EngineChoice{.url = kOllama.toString(), .model = u"llama3.2"_s}));
        QCOMPARE(run.withdrawn.size(), 1);
    }

    void asksOnce()
    {
        Home home;
        {
            Run run(home);
            run.findOllama();
            run.findOllama();
            QCOMPARE(run.offered.size(), 1);
        }
        Run again(home);
        again.findOllama();
        QVERIFY(again.offered.isEmpty());
    }

    void asksNobodyWhoHasChosen()
    {
        Home home;
        home.settings.setEngine(Engine::Language, {}); // built in
        Run run(home);
        run.findOllama();
        QVERIFY(run.offered.isEmpty());
    }

    void isWithdrawnWhenTheUserChooses()
    {
        Home home;
        Run run(home);
        run.findOllama();
        const EngineChoice own{.url = u"http://127.0.0.1:1234/v1"_s, .model = u"phi"_s};
        run.language.change(own);
        QCOMPARE(run.withdrawn.size(), 1);
        run.offer.accept();
        QCOMPARE(run.language.choice(), own);
    }
};

HOLDLINE_TEST(TestModelOffer)

} // namespace holdline::tst_modeloffer

#include "tst_modeloffer.moc"
