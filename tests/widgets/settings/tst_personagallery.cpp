// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/servicewords.h"
#include "widgets/look/avatar.h"
#include "widgets/look/language.h"
#include "widgets/look/personawords.h"
#include "widgets/look/windowstyle.h"
#include "widgets/panes/personabutton.h"
#include "widgets/settings/personadialog.h"

#include "support/testcase.h"
#include "widgets/galleryscene.h"
#include "widgets/personadesk.h"

#include <QApplication>
#include <QLinearGradient>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QTest>
#include <QTranslator>

namespace holdline::tst_personagallery {

using namespace testing;
using namespace widgets;
using namespace Qt::StringLiterals;
using client::ConnectionState;

namespace {

/// A picture as a user may choose one.
QByteArray sunset()
{
    QImage image(400, 300, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, 300);
    sky.setColorAt(0, QColor(0x3b, 0x2a, 0x6b));
    sky.setColorAt(1, QColor(0xf4, 0x9b, 0x3d));
    painter.fillRect(image.rect(), sky);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0xff, 0xe4, 0x8a));
    painter.drawEllipse(QPoint(200, 180), 60, 60);
    painter.end();
    return pictureFrom(image);
}

void schemes()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("language");
    QTest::newRow("light") << false << QSize(720, 720) << u"en"_s;
    QTest::newRow("dark") << true << QSize(720, 720) << u"en"_s;
    QTest::newRow("small") << false << QSize(360, 480) << u"en"_s;
    QTest::newRow("long") << true << QSize(360, 1100) << u"en"_s;
    QTest::newRow("german") << false << QSize(720, 720) << u"de"_s;
}

} // namespace

/// Renders the personas to PNG files, for people to compare.
class TestPersonaGallery : public QObject
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

    void manager_data() { schemes(); }
    void manager()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light,
                    in(ConnectionState::Connected), kBuiltIn);
        scene.window.show();
        PersonaDesk desk;
        client::Persona storyteller = desk.personas.personas()[3];
        storyteller.picture = sunset();
        storyteller.configuration.voice = u"rms"_s;
        storyteller.configuration.language = u"fr"_s;
        desk.personas.change(storyteller);
        desk.personas.choose(storyteller.id);
        const std::unique_ptr<PersonaDialog> dialog(
            new PersonaDialog(desk.personas, &scene.window));
        dialog->setHearsOnlyEnglish(true);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        desk.personas.remove(desk.personas.personas().back().id);
        dialog->resize(size);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
        QCoreApplication::processEvents();
        keep(u"personas-"_s + QLatin1String(QTest::currentDataTag()), dialog->grab().toImage());
    }

    void failedEngine_data() { schemes(); }
    void failedEngine()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light,
                    in(ConnectionState::Connected), kBuiltIn);
        const client::Persona nova = client::shippedPersonas().front();
        scene.window.setPersona(
            nova,
            PersonaWords::details(
                nova,
                {.host = {},
                 .language = {.url = u"https://api.openai.com/v1"_s, .model = u"gpt-4o-mini"_s},
                 .voices = {},
                 .failed = {{u"language"_s, u"denied"_s}}}),
            true);
        scene.converse();
        scene.transcript.addDivider(client::serviceTroubleText(u"language_denied"_s),
                                    scene.clock.wallTime());
        scene.transcript.addDivider(client::serviceTroubleText(u"recognition_language"_s),
                                    scene.clock.wallTime());
        if (size.width() < kUsualSize.width())
            scene.window.resize(size);
        keep(u"failed-engine-"_s + QLatin1String(QTest::currentDataTag()), scene.picture());
    }

    void header_data() { schemes(); }
    void header()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light,
                    in(ConnectionState::Connected), kBuiltIn);
        std::vector<client::Persona> personas = client::shippedPersonas();
        personas[3].picture = sunset();
        scene.window.setPersonas(personas, personas[3].id);
        scene.window.setPersona(personas[3], personas[3].role + u" · voice: rms (man)"_s);
        scene.converse();
        scene.window.setCallStatus(
            {.state = client::CallStatus::State::Ended, .since = {}, .reason = u"user"_s});
        if (size.width() < kUsualSize.width())
            scene.window.resize(size);
        QImage picture = scene.picture();
        const auto *button = scene.window.findChild<PersonaButton *>();
        button->menu()->ensurePolished();
        button->menu()->adjustSize();
        QPainter(&picture).drawImage(button->mapTo(&scene.window, QPoint(0, button->height())),
                                     button->menu()->grab().toImage());
        keep(u"persona-menu-"_s + QLatin1String(QTest::currentDataTag()), picture);
    }
};

HOLDLINE_TEST(TestPersonaGallery)

} // namespace holdline::tst_personagallery

#include "tst_personagallery.moc"
