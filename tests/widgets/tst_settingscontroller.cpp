// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/certificatetrust.h"
#include "client/setup/certificatecontroller.h"
#include "client/setup/clientsettings.h"
#include "client/setup/connectioncontroller.h"
#include "client/setup/embeddedserver.h"
#include "client/setup/enginecontroller.h"
#include "client/setup/modelcatalog.h"
#include "client/setup/modeloffer.h"
#include "client/setup/statuscontroller.h"
#include "client/vault/accesstokens.h"
#include "support/fakevoiceserver.h"
#include "support/lineclient.h"
#include "support/serverprocess.h"
#include "support/testcertificate.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/settings/settingsdialog.h"
#include "widgets/settings/trustdialog.h"
#include "widgets/settingscontroller.h"

#include "support/testcase.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSslCertificate>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

namespace holdline::tst_settingscontroller {

using namespace widgets;
using namespace testing;
using namespace Qt::StringLiterals;
using client::CertificateTrust;
using client::ConnectionState;

namespace {

/// The window over a real line, without a keychain.
struct Fixture
{
    LineHome home;
    LineClient line{home, QUrl()};
    client::ClientSettings settings{home.settings};
    client::AccessTokens tokens{home.settings, nullptr};
    CertificateTrust trust{home.settings};
    client::EmbeddedServer embedded{{}, home.folder.path()};
    client::EngineController language{client::Engine::Language, embedded, settings, tokens};
    client::EngineController recognition{client::Engine::Recognition, embedded, settings, tokens};
    client::EngineController voice{client::Engine::Voice, embedded, settings, tokens};
    client::ModelCatalog models;
    client::ModelOffer offer{language, models, settings};
    client::ConnectionController connection{
        line.socket, embedded, settings, {line.ids, line.secrets, tokens}};
    client::CertificateController certificates{trust, line.socket};
    Clock clock;
    client::StatusController status{line.socket, clock};
    DesktopScheme desktop;
    Theme theme{desktop};
    MainWindow window{theme, clock};
    SettingsController controller{
        window, {connection, certificates, language, recognition, voice, offer, settings, theme}};

    explicit Fixture(const QUrl &url)
    {
        line.socket.setCertificateTrust(trust);
        QObject::connect(&status, &client::StatusController::statusChanged, &window,
                         &MainWindow::setStatus);
        QObject::connect(&window, &MainWindow::reconnectRequested, &line.line,
                         &client::SessionLine::reconnectNow);
        window.show();
        line.line.start();
        connection.begin({.address = url.toString(), .reconnect = quickPolicy()});
    }

    template <typename T>
    T *find(const QString &name = {}) const
    {
        return window.findChild<T *>(name);
    }
    QString bannerTitle() const { return find<QLabel>(u"noticeTitle"_s)->text(); }
    void pressBannerButton() const { find<QPushButton>(u"action"_s)->click(); }
    static QPushButton *buttonOf(const QDialog &dialog, QDialogButtonBox::ButtonRole role)
    {
        const auto *box = dialog.findChild<QDialogButtonBox *>();
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == role)
                return qobject_cast<QPushButton *>(button);
        }
        return nullptr;
    }
};

} // namespace

class TestSettingsController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePreferencesOpenOnceAndApplyAtOnce()
    {
        FakeVoiceServer first;
        FakeVoiceServer second;
        Fixture fixture(first.url());
        QTRY_VERIFY(fixture.line.socket.isLive());
        auto *action = fixture.find<QAction>(u"settings"_s);
        QCOMPARE(action->shortcut(), QKeySequence(u"Ctrl+,"_s));
        QCOMPARE(action->menuRole(), QAction::PreferencesRole);
        action->trigger();
        action->trigger();
        QCOMPARE(fixture.window.findChildren<SettingsDialog *>().size(), 1);
        const auto *dialog = fixture.find<SettingsDialog>();
        QVERIFY(dialog->isVisible() && !dialog->isModal());

        dialog->findChild<QLineEdit *>(u"address"_s)->setText(second.url().toString());
        dialog->findChild<QLineEdit *>(u"token"_s)->setText(u"abc"_s);
        dialog->findChild<QPushButton *>(u"apply"_s)->click();
        QTRY_COMPARE(second.liveConnections(), 1);
        QCOMPARE(second.requests().back().authorization, QByteArray("Bearer abc"));
        QCOMPARE(fixture.settings.serverAddress(), second.url().toString());
        // There is no keychain, and the window says so.
        QTRY_VERIFY(fixture.bannerTitle().contains(u"token"_s));
    }

    void anUnknownCertificateIsTrustedAfterItsFingerprintWasShown()
    {
        const TestCertificate certificate;
        ServerProcess server(certificate.serverArguments());
        QVERIFY(server.start());
        QUrl url = server.url();
        url.setScheme(u"wss"_s);
        Fixture fixture(url);
        QTRY_COMPARE(fixture.status.status().state, ConnectionState::Failed);
        QCOMPARE(fixture.bannerTitle(), u"%1’s certificate isn’t trusted"_s.arg(url.authority()));

        fixture.pressBannerButton();
        QPointer<TrustDialog> dialog = fixture.find<TrustDialog>();
        QVERIFY(dialog && dialog->isVisible());
        const auto *shown = dialog->findChild<QLabel *>(u"fingerprint"_s);
        const QByteArray fingerprint = certificate.certificate().digest(QCryptographicHash::Sha256);
        QCOMPARE(shown->text().replace(u'\n', u' '), client::groupedFingerprint(fingerprint));
        QVERIFY(shown->textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard));
        // "No" is the default.
        QVERIFY(Fixture::buttonOf(*dialog, QDialogButtonBox::RejectRole)->isDefault());
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QVERIFY(fixture.trust.pins().isEmpty());
        QCOMPARE(fixture.status.status().state, ConnectionState::Failed);

        fixture.pressBannerButton();
        dialog = fixture.find<TrustDialog>();
        QVERIFY(dialog);
        Fixture::buttonOf(*dialog, QDialogButtonBox::AcceptRole)->click();
        QTRY_COMPARE(fixture.status.status().state, ConnectionState::Connected);
        QCOMPARE(fixture.trust.pins(),
                 (QList<client::CertificatePin>{{CertificateTrust::serverOf(url), fingerprint}}));

        // When the user removes the trust in the settings, the line is not trusted any more.
        fixture.find<QAction>(u"settings"_s)->trigger();
        const auto *settings = fixture.find<SettingsDialog>();
        auto *pins = settings->findChild<QTreeWidget *>();
        pins->setCurrentItem(pins->topLevelItem(0));
        settings->findChild<QPushButton *>(u"removePin"_s)->click();
        settings->findChild<QPushButton *>(u"apply"_s)->click();
        QTRY_COMPARE(fixture.status.status().reason, client::LossReason::CertificateUnknown);
    }

    void aLineThatOthersHearIsMarkedAndTheMarkLeadsToTheSettings()
    {
        FakeVoiceServer server;
        QUrl url = server.url();
        url.setHost(u"0.0.0.0"_s); // an address of this computer that is not a loopback address
        Fixture fixture(url);
        QTRY_COMPARE(fixture.status.status().reason, client::LossReason::Insecure);
        auto *mark = fixture.find<QToolButton>(u"overheard"_s);
        QVERIFY(!mark->isVisible());

        client::ConnectionChoice choice = fixture.connection.choice();
        choice.dialect.allowInsecure = true;
        fixture.connection.change(choice);
        QTRY_COMPARE(fixture.status.status().state, ConnectionState::Connected);
        QVERIFY(mark->isVisible());
        QVERIFY(mark->accessibleName().contains(u"Not encrypted"_s));
        QVERIFY(mark->toolTip().contains(u"Not encrypted"_s));
        mark->click();
        QVERIFY(fixture.find<SettingsDialog>());

        choice.address = server.url().toString();
        fixture.connection.change(choice);
        QTRY_VERIFY(!mark->isVisible());
    }

    void aFailureThatTheSettingsCureLeadsThere()
    {
        FakeVoiceServer server;
        server.setManner(FakeVoiceServer::Manner::RefusesWithStatus);
        server.setStatus("401 Unauthorized");
        Fixture fixture(server.url());
        QTRY_COMPARE(fixture.status.status().reason, client::LossReason::NotAuthorised);
        fixture.find<QWidget>(u"banner"_s)->findChild<QPushButton *>(u"settings"_s)->click();
        QVERIFY(fixture.find<SettingsDialog>());
    }
};

HOLDLINE_TEST(TestSettingsController)

} // namespace holdline::tst_settingscontroller

#include "tst_settingscontroller.moc"
