// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/persona/personacontroller.h"

#include "client/setup/clientsettings.h"
#include "support/fakeline.h"
#include "support/manualclock.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_personacontroller {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

const QString kCoach = u"interview-coach"_s;

/// A user with personas, and the line to a server.
struct Desk
{
    explicit Desk(const QTemporaryDir &itsFolder) : folder(itsFolder) { line.hold(clock); }

    /// The names of the configurations that the server was told, in order; "!" for one that waits.
    QStringList told() const
    {
        QStringList names;
        for (const protocol::ClientMessage &message : line.messages()) {
            if (const auto *configure = std::get_if<protocol::Configure>(&message))
                names += configure->configuration.persona;
        }
        for (const FakeLine::Sent &waiting : line.held()) {
            const auto *message = std::get_if<protocol::ClientMessage>(&waiting);
            const auto *configure = message ? std::get_if<protocol::Configure>(message) : nullptr;
            if (configure)
                names += configure->configuration.persona + u'!';
        }
        return names;
    }
    void confirm() { line.say(protocol::Configured{personas.chosen().configuration}); }
    QStringList names() const
    {
        QStringList all;
        for (const Persona &persona : personas.personas())
            all += persona.name();
        return all;
    }

    const QTemporaryDir &folder;
    ManualClock clock;
    FakeLine line;
    QSettings file{folder.filePath(u"holdline.ini"_s), QSettings::IniFormat};
    ClientSettings settings{file};
    PersonaController personas{line, settings, PersonaStore(folder.filePath(u"personas.json"_s))};
};

} // namespace

class TestPersonaController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_desk = std::make_unique<Desk>(*m_folder);
    }
    void cleanup() { m_desk.reset(); }

    // ---- a Durable server is told

    void tellsTheServerAsSoonAsTheLineIsUp()
    {
        QVERIFY(m_desk->told().isEmpty());
        m_desk->line.startSession();
        m_desk->line.durable().release();
        QCOMPARE(m_desk->told(), QStringList{u"Nova"_s});
        QVERIFY(!m_desk->personas.isConfirmed());
        QSignalSpy confirmed(&m_desk->personas, &PersonaController::confirmed);
        m_desk->confirm();
        QVERIFY(m_desk->personas.isConfirmed());
        QCOMPARE(confirmed.size(), 1);
    }

    void anotherConfirmationIsNotItsOwn()
    {
        m_desk->line.startSession();
        m_desk->line.durable().release();
        m_desk->confirm();
        m_desk->personas.choose(kCoach);
        QVERIFY(!m_desk->personas.isConfirmed());
        m_desk->line.say(protocol::Configured{shippedPersonas().front().configuration});
        QVERIFY(!m_desk->personas.isConfirmed());
        m_desk->confirm();
        QVERIFY(m_desk->personas.isConfirmed());
    }

    void leavesItToTheLineThatItArrives()
    {
        m_desk->line.startSession();
        m_desk->line.durable().release();
        m_desk->line.goDown();
        m_desk->personas.choose(kCoach);
        QCOMPARE(m_desk->told(), (QStringList{u"Nova"_s, u"Interview coach!"_s}));
        m_desk->line.startSession(0); // resumed
        m_desk->line.durable().release();
        QCOMPARE(m_desk->told(), (QStringList{u"Nova"_s, u"Interview coach"_s}));
    }

    void tellsAServerThatHasForgottenTheSession()
    {
        m_desk->line.startSession();
        m_desk->line.durable().release();
        m_desk->personas.choose(kCoach);
        m_desk->confirm();
        m_desk->line.goDown();
        m_desk->line.takeMessages();
        m_desk->line.startSession(std::nullopt, true);
        m_desk->line.durable().release();
        QCOMPARE(m_desk->told(), QStringList{u"Interview coach"_s});
        QVERIFY(!m_desk->personas.isConfirmed());
    }

    void tellsWhatWasEdited()
    {
        m_desk->line.startSession();
        m_desk->line.durable().release();
        m_desk->line.takeMessages();
        Persona nova = m_desk->personas.chosen();
        nova.configuration.speakingRate = 2;
        m_desk->personas.change(nova);
        m_desk->personas.change(nova); // no change
        QCOMPARE(m_desk->told(), QStringList{u"Nova"_s});
        Persona coach = *m_desk->personas.find(kCoach);
        coach.configuration.speakingRate = 2;
        m_desk->personas.change(coach); // does not answer
        QCOMPARE(m_desk->told(), QStringList{u"Nova"_s});
    }

    // ---- a Plain server may not know it

    void tellsAPlainServerOnlyWhenItAsks()
    {
        FakeLine line;
        PersonaController personas(line, m_desk->settings,
                                   PersonaStore(m_folder->filePath(u"p.json"_s)));
        line.startSession();
        QVERIFY(line.messages().isEmpty());
        personas.choose(kCoach);
        QVERIFY(line.messages().isEmpty());
        line.say(protocol::Configured{});
        QCOMPARE(line.messages().size(), 1);
        QVERIFY(std::get<protocol::Configure>(line.messages().first()).configuration
                == personas.chosen().configuration);
        line.say(protocol::Configured{{.persona = u"deaf"_s}}); // no endless talk
        QCOMPARE(line.messages().size(), 1);

        line.goDown();
        line.takeMessages();
        line.startSession(3);
        line.say(protocol::Configured{personas.chosen().configuration});
        QVERIFY(line.messages().isEmpty()); // it has not forgotten
        QVERIFY(personas.isConfirmed());
    }

    // ---- the choice and the personas last

    void keepsTheChoiceForTheNextRun()
    {
        m_desk->personas.choose(kCoach);
        Persona coach = m_desk->personas.chosen();
        coach.configuration.greeting = u"Hi."_s;
        m_desk->personas.change(coach);
        m_desk = std::make_unique<Desk>(*m_folder);
        QVERIFY(m_desk->personas.chosen() == coach);
    }

    void aChoiceThatIsGoneIsTheFirstPersona()
    {
        m_desk->settings.setPersona(u"nobody"_s);
        m_desk = std::make_unique<Desk>(*m_folder);
        QCOMPARE(m_desk->personas.chosen().name(), u"Nova"_s);
    }

    void takesBackWhatWasRemoved()
    {
        m_desk->line.startSession();
        m_desk->line.durable().release();
        const QStringList before = m_desk->names();
        m_desk->personas.choose(kCoach);
        m_desk->personas.remove(kCoach);
        QCOMPARE(m_desk->personas.chosen().name(), u"Language partner"_s);
        QCOMPARE(m_desk->names().size(), before.size() - 1);
        QCOMPARE(m_desk->personas.removed()->name(), u"Interview coach"_s);
        m_desk->personas.restore();
        QCOMPARE(m_desk->names(), before);
        QCOMPARE(m_desk->personas.chosen().id, kCoach);
        QVERIFY(!m_desk->personas.removed());
        QCOMPARE(m_desk->told(),
                 (QStringList{u"Nova"_s, u"Interview coach"_s, u"Language partner"_s,
                              u"Interview coach"_s}));
        m_desk = std::make_unique<Desk>(*m_folder);
        QCOMPARE(m_desk->names(), before);
    }

    void keepsTheLastPersona()
    {
        while (m_desk->personas.personas().size() > 1)
            m_desk->personas.remove(m_desk->personas.personas().front().id);
        m_desk->personas.remove(m_desk->personas.chosen().id);
        QCOMPARE(m_desk->names(), QStringList{u"Rubber duck"_s});
    }

    void importsWhatWasExported()
    {
        const QByteArray file = exportPersonas({m_desk->personas.chosen()});
        const auto ids = m_desk->personas.add(file);
        QVERIFY(ids);
        QCOMPARE(m_desk->names().last(), u"Nova"_s);
        const Persona *added = m_desk->personas.find(ids.value().first());
        QVERIFY(added && added->id != m_desk->personas.chosen().id);
        QVERIFY(added->configuration == m_desk->personas.chosen().configuration);
        QVERIFY(!m_desk->personas.add(QByteArray("nonsense")));
    }

    void hasALimit()
    {
        while (m_desk->personas.personas().size() < kMaxPersonas)
            QVERIFY(!m_desk->personas.add(m_desk->personas.chosen()).isEmpty());
        QVERIFY(m_desk->personas.add(m_desk->personas.chosen()).isEmpty());
        QVERIFY(!m_desk->personas.add(exportPersonas({m_desk->personas.chosen()})));
        QCOMPARE(m_desk->personas.personas().size(), kMaxPersonas);
    }

    void waitsAsLongAsThePersonaOrTheUserSays()
    {
        m_desk->settings.setTurnPause(50);
        QCOMPARE(m_desk->personas.turnPause(), 50);
        m_desk->personas.choose(kCoach);
        QCOMPARE(m_desk->personas.turnPause(), 100);
    }

    // ---- voices

    void learnsTheVoicesAndHearsThem()
    {
        m_desk->personas.sample({.voice = {}, .text = u"Hello."_s});
        m_desk->line.startSession();
        m_desk->line.durable().release();
        QVERIFY(m_desk->line.messages().contains(protocol::ClientMessage(protocol::ListVoices{})));
        const QSignalSpy told(&m_desk->personas, &PersonaController::voicesChanged);
        m_desk->line.say(protocol::Voices{{{u"slt"_s, u"slt (woman)"_s, u"en"_s, u"flite"_s}}});
        QCOMPARE(told.size(), 1);
        QVERIFY(m_desk->personas.hasVoices());

        const protocol::SampleVoice request{.voice = u"slt"_s, .text = u"Hello."_s};
        m_desk->personas.sample(request);
        QVERIFY(m_desk->line.messages().last() == protocol::ClientMessage(request));
        const QSignalSpy heard(&m_desk->personas, &PersonaController::sampleSpoken);
        m_desk->line.say(protocol::VoiceSample{.voice = u"slt"_s, .pcm = "abcd"});
        QCOMPARE(heard.size(), 1);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
};

HOLDLINE_TEST(TestPersonaController)

} // namespace holdline::tst_personacontroller

#include "tst_personacontroller.moc"
