// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/language.h"
#include "widgets/look/windowstyle.h"
#include "widgets/settings/trustdialog.h"

#include "support/testcase.h"
#include "widgets/galleryscene.h"
#include "widgets/settingsdesk.h"

#include <QApplication>
#include <QTest>
#include <QTranslator>

namespace holdline::tst_settingsgallery {

using namespace testing;
using namespace widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using client::ConnectionState;
using client::ConnectionStatus;
using Caption = client::ConversationController::Caption;

/// Renders the settings and the dialogs about trust to PNG files, for people to compare.
class TestSettingsGallery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }

    void settings_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<ConnectionPage::Content>("content");
        const ConnectionPage::Content fresh{.hasKeychain = true};
        ConnectionPage::Content own;
        own.connection.address = u"voice.example.org"_s;
        own.connection.token = "0123456789abcdef";
        own.connection.reconnect.initial = 100ms;
        own.connection.reconnect.maximum = 4s;
        own.pins = {{u"192.168.1.20:8000"_s, QByteArray(32, '\x3c')},
                    {u"voice.example.org:443"_s, QByteArray(32, '\xa5')}};
        ConnectionPage::Content wrong = own;
        wrong.connection.address = u"ws://voice.example.org"_s;
        wrong.connection.reconnect.maximum = 50ms;
        QTest::newRow("settings-light") << false << own;
        QTest::newRow("settings-dark") << true << own;
        own.connection.dialect.allowInsecure = true;
        QTest::newRow("settings-fresh-light") << false << fresh;
        QTest::newRow("settings-fresh-dark") << true << fresh;
        QTest::newRow("settings-wrong-light") << false << wrong;
        QTest::newRow("settings-wrong-dark") << true << wrong;
        QTest::newRow("settings-whole-light") << false << own;
        QTest::newRow("settings-whole-dark") << true << own;
    }

    void settings()
    {
        QFETCH(bool, dark);
        QFETCH(ConnectionPage::Content, content);
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light,
                    in(ConnectionState::Connected), kBuiltIn);
        scene.window.show();
        SettingsDesk desk;
        SettingsDialog *dialog = desk.open(scene.window, scene.theme, content);
        dialog->showPage(desk.connection);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        if (QByteArray(QTest::currentDataTag()).contains("whole"))
            dialog->resize(dialog->width(), 1040);
        keep(QString::fromLatin1(QTest::currentDataTag()), dialog->grab().toImage());
    }

    void pages_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const auto &[name, language, size] :
             {std::tuple("", u"en_US"_s, QSize(740, 600)),
              std::tuple("-german", u"de_DE"_s, QSize(740, 600)),
              std::tuple("-small", u"en_US"_s, QSize(360, 720)),
              std::tuple("-small-german", u"de_DE"_s, QSize(360, 720))}) {
            QTest::addRow("light%s", name) << language << false << size;
            QTest::addRow("dark%s", name) << language << true << size;
        }
    }

    void pages()
    {
        QFETCH(QString, language);
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        useLanguageOf(QLocale(language), *qApp);
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light,
                    in(ConnectionState::Connected), kBuiltIn);
        scene.window.show();
        SettingsDesk desk;
        const QUrl ollama(u"http://127.0.0.1:11434/v1"_s);
        desk.language.change({.url = ollama.toString(), .model = u"llama3.2:3b"_s});
        SettingsDialog *dialog = desk.open(scene.window, scene.theme);
        Q_EMIT desk.catalog.found(QUrl(u"http://127.0.0.1:8880/v1"_s), {u"kokoro"_s});
        Q_EMIT desk.catalog.found(ollama, {u"llama3.2:3b"_s, u"mistral"_s, u"qwen3"_s});
        dialog->resize(size);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        const QString look = QString::fromLatin1(QTest::currentDataTag());
        for (const auto &[name, page] :
             {std::pair("general", static_cast<SettingsPage *>(desk.general)),
              std::pair("assistant", static_cast<SettingsPage *>(desk.assistant)),
              std::pair("recognition", static_cast<SettingsPage *>(desk.recognition)),
              std::pair("voice", static_cast<SettingsPage *>(desk.voice))}) {
            dialog->showPage(page);
            QCoreApplication::processEvents();
            keep(u"settings-%1-%2"_s.arg(QLatin1String(name), look), dialog->grab().toImage());
        }
        for (QTranslator *translator : qApp->findChildren<QTranslator *>())
            delete translator;
        QLocale::setDefault(QLocale::c());
    }

    void trust_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void trust()
    {
        QFETCH(bool, dark);
        ConnectionStatus status = in(ConnectionState::Failed);
        status.host = u"voice.example.org"_s;
        status.reason = client::LossReason::CertificateUnknown;
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light, status, kBuiltIn);
        scene.converse();
        const QString scheme = QString::fromLatin1(QTest::currentDataTag());
        keep(u"untrusted-"_s + scheme, scene.picture());
        auto *dialog = new TrustDialog({.server = u"voice.example.org:443"_s,
                                        .fingerprint = QByteArray::fromHex(
                                            "3f2a91bcd4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071829"
                                            "3a4b5c6d7e8f"),
                                        .subject = u"voice.example.org"_s,
                                        .issuer = u"voice.example.org"_s,
                                        .validUntil = QDateTime({2027, 11, 21}, {})},
                                       &scene.window);
        dialog->open();
        QCoreApplication::processEvents();
        keep(u"trust-"_s + scheme, dialog->grab().toImage());
    }

    void overheard_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("overheard-light") << false << kUsualSize;
        QTest::newRow("overheard-dark") << true << kUsualSize;
        QTest::newRow("overheard-small") << false << QSize(360, 480);
    }

    void overheard()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        ConnectionStatus status = in(ConnectionState::Recording);
        status.roundTrip = 24ms;
        status.host = u"192.168.1.20:8000"_s;
        status.canBeOverheard = true;
        Scene scene(dark ? Theme::Choice::Dark : Theme::Choice::Light, status, kBuiltIn);
        scene.window.setPersona(client::shippedPersonas().front(), status.host);
        scene.converse();
        scene.speak(Caption::Listening, 56, 0.55);
        scene.window.resize(size);
        keep(QString::fromLatin1(QTest::currentDataTag()), scene.picture());
    }
};

HOLDLINE_TEST(TestSettingsGallery)

} // namespace holdline::tst_settingsgallery

#include "tst_settingsgallery.moc"
