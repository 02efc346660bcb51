// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationcontroller.h"
#include "client/conversation/servicewatch.h"
#include "client/conversationpersona.h"
#include "client/link/reconnectingsocket.h"
#include "client/link/sessionids.h"
#include "client/persona/personacontroller.h"
#include "client/setup/clientsettings.h"
#include "client/setup/embeddedserver.h"
#include "client/setup/enginecontroller.h"
#include "client/setup/statuscontroller.h"
#include "client/vault/accesstokens.h"
#include "protocol/limits.h"
#include "support/fakeline.h"
#include "support/fakesoundcard.h"
#include "support/manualclock.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/panes/personabutton.h"
#include "widgets/personamenucontroller.h"
#include "widgets/settings/personadialog.h"

#include "support/testcase.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_personamenu {

using namespace widgets;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

/// The window with its personas, over a Durable line.
struct Fixture
{
    QTemporaryDir folder;
    QSettings store{folder.filePath(u"holdline.ini"_s), QSettings::IniFormat};
    ManualClock clock;
    client::ClientSettings settings{store};
    client::SessionIds ids{store};
    client::AccessTokens tokens{store, nullptr};
    client::EmbeddedServer embedded{{}, folder.path()};
    client::EngineController language{client::Engine::Language, embedded, settings, tokens};
    client::EngineController recognition{client::Engine::Recognition, embedded, settings, tokens};
    FakeSoundCard card;
    FakeLine line;
    client::ReconnectingSocket socket{BackoffPolicy::standard(), ids, clock};
    client::StatusController status{socket, clock};
    client::ServiceWatch services{line};
    client::PersonaController personas{line, settings,
                                       client::PersonaStore(folder.filePath(u"personas.json"_s))};
    client::ConversationController conversation{line, card, clock};
    client::ConversationPersona conversationPersona{personas, conversation};
    DesktopScheme desktop;
    Theme theme{desktop};
    MainWindow window{theme, clock};
    PersonaMenuController controller{window, {personas, status, language, recognition, services}};

    Fixture()
    {
        line.hold(clock);
        line.startSession();
        line.durable().release();
        window.show();
    }

    PersonaButton *button() { return window.findChild<PersonaButton *>(); }
    QAction *choice(const QString &name)
    {
        for (QAction *action : button()->menu()->actions()) {
            if (action->text() == name)
                return action;
        }
        return nullptr;
    }
    QString details() { return window.findChild<QLabel *>(u"personaDetails"_s)->text(); }
};

} // namespace

class TestPersonaMenu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhoAnswers()
    {
        Fixture fixture;
        QCOMPARE(fixture.button()->accessibleName(), u"Persona: Nova"_s);
        QCOMPARE(fixture.details(), u"Offline assistant · Everyday questions"_s);
        QVERIFY(fixture.choice(u"Nova"_s)->isChecked());
    }

    void saysWhichServicesDoNotWork()
    {
        Fixture fixture;
        fixture.language.change({.url = u"http://127.0.0.1:11434/v1"_s, .model = u"tiny"_s});
        const QString usual = u"tiny on this computer · Everyday questions"_s;
        QCOMPARE(fixture.details(), usual);
        auto *label = fixture.window.findChild<QLabel *>(u"personaDetails"_s);
        const QColor calm = label->palette().color(QPalette::WindowText);

        fixture.line.say(protocol::ServerError{u"language_unreachable"_s, {}, true});
        QCOMPARE(fixture.details(),
                 u"Language model failed: it can’t be reached · Offline assistant · "
                 "Everyday questions"_s);
        QVERIFY(label->palette().color(QPalette::WindowText) != calm);
        fixture.line.say(protocol::ServerError{u"language_back"_s, {}, true});
        fixture.line.say(protocol::ServerError{u"voice_too_slow"_s, {}, true});
        QCOMPARE(fixture.details(), u"Voice failed: it took too long · "_s + usual);

        fixture.line.say(protocol::ServerError{u"voice_back"_s, {}, true});
        QCOMPARE(fixture.details(), usual);
        QCOMPARE(label->palette().color(QPalette::WindowText), calm);
    }

    void switchesThePersonaInTheMiddleOfAConversation()
    {
        Fixture fixture;
        fixture.line.takeMessages();
        fixture.choice(u"Interview coach"_s)->trigger();
        QCOMPARE(fixture.button()->accessibleName(), u"Persona: Interview coach"_s);
        QVERIFY(fixture.choice(u"Interview coach"_s)->isChecked());
        QVERIFY(!fixture.choice(u"Nova"_s)->isChecked());
        const auto messages = fixture.line.takeMessages();
        const auto *told = std::get_if<protocol::Configure>(&messages.first());
        QVERIFY(told);
        QCOMPARE(told->configuration.persona, u"Interview coach"_s);
        // A coach waits longer.
        QVERIFY(fixture.window.findChild<QAction *>(u"pauseVeryPatient"_s)->isChecked());
        QVERIFY(messages.last() == protocol::ClientMessage(protocol::SetSpeed{100}));
    }

    void namesTheVoiceOfThePersona()
    {
        Fixture fixture;
        fixture.line.say(protocol::Voices{{{u"rms"_s, u"rms (man)"_s, u"en"_s, u"flite"_s}}});
        client::Persona nova = fixture.personas.chosen();
        nova.configuration.voice = u"rms"_s;
        fixture.personas.change(nova);
        QVERIFY2(fixture.details().endsWith(u"voice: rms (man)"_s), qPrintable(fixture.details()));
    }

    void opensThePersonas()
    {
        Fixture fixture;
        fixture.choice(u"&Manage personas…"_s)->trigger();
        auto *dialog = fixture.window.findChild<PersonaDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        fixture.window.findChild<QAction *>(u"personas"_s)->trigger();
        QCOMPARE(fixture.window.findChildren<PersonaDialog *>(), QList{dialog});
    }

    void playsASampleBesideTheConversation()
    {
        Fixture fixture;
        fixture.line.say(protocol::VoiceSample{.voice = u"slt"_s,
                                               .pcm = audio::toBytes(audio::Pcm(1600, 1000))});
        QCOMPARE(fixture.card.playedBeside().size(), 1);
        const auto samples = static_cast<double>(fixture.card.playedBeside().first().size());
        QVERIFY(qAbs(samples - 4800) < 300); // 100 ms at the rate of the card
    }

    void saysThatADamagedFileIsKept()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"personas.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{");
        file.close();
        Fixture fixture;
        client::ConnectionStatus connected;
        connected.state = client::ConnectionState::Connected;
        fixture.window.setStatus(connected);
        FakeLine line;
        client::PersonaController personas(line, fixture.settings,
                                           client::PersonaStore(file.fileName()));
        const PersonaMenuController controller(
            fixture.window,
            {personas, fixture.status, fixture.language, fixture.recognition, fixture.services});
        QCOMPARE(fixture.window.findChild<QLabel *>(u"noticeTitle"_s)->text(),
                 u"Your personas couldn’t be read"_s);
    }

    void saysWhichLanguageTheBuiltInRecogniserDoesNotKnow()
    {
        Fixture fixture;
        client::Persona nova = fixture.personas.chosen();
        nova.configuration.language = u"de"_s;
        fixture.personas.change(nova);
        Q_EMIT fixture.window.personasRequested();
        const auto *words = fixture.window.findChild<QLabel *>(u"languageWords"_s);
        QVERIFY(words && words->text().contains(u"To speak Deutsch"_s));
        fixture.recognition.change({.url = u"http://127.0.0.1:8000/v1"_s, .model = u"whisper"_s});
        QVERIFY(words->text().isEmpty());
    }

    void aLongNameLeavesRoomForTheStatus()
    {
        Fixture fixture;
        client::Persona nova = fixture.personas.chosen();
        nova.configuration.persona = QString(protocol::kMaxPersonaName, u'W');
        fixture.personas.change(nova);
        fixture.window.resize(360, 480);
        QTRY_VERIFY(fixture.button()->width() < 360);
        QVERIFY(fixture.button()->sizeHint().width() > 360);
    }
};

HOLDLINE_TEST(TestPersonaMenu)

} // namespace holdline::tst_personamenu

#include "tst_personamenu.moc"
