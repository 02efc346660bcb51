// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/vault/keychainvault.h"
#include "core/log.h"
#include "holdline/clientapplication.h"
#include "holdline/doctorserver.h"
#include "holdline/doctorsound.h"
#include "holdline/doctorsystem.h"
#include "holdline/options.h"
#include "holdline/terminationsignals.h"
#include "widgets/look/language.h"
#include "widgets/look/windowstyle.h"

#include <QApplication>
#include <QIcon>
#include <QStandardPaths>

#include <cstdio>
#include <cstdlib>

using namespace holdline;
using namespace Qt::StringLiterals;

namespace {

constexpr int kWrongUsage = 2;

void nameApplication()
{
    QCoreApplication::setOrganizationName(u"Holdline"_s);
    QCoreApplication::setApplicationName(u"holdline"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HOLDLINE_VERSION));
}

/// Reads the command line before a window exists, so that help and error messages need no display.
Result<Options, QString> readCommandLine(int &argc, char **argv)
{
    QCoreApplication application(argc, argv);
    widgets::useLanguageOf(QLocale::system(), application);
    return parseOptions(application.arguments());
}

int run(int &argc, char **argv, const Options &options)
{
    QApplication application(argc, argv);
    widgets::useLanguageOf(QLocale::system(), application);
    QApplication::setStyle(new widgets::WindowStyle);
    QApplication::setWindowIcon(QIcon(u":/holdline/icons/holdline.svg"_s));
    QGuiApplication::setDesktopFileName(u"org.holdline.Holdline"_s);
    QGuiApplication::setApplicationDisplayName(u"Holdline"_s);

    // Before the end, the client sends what the server has not received yet.
    QGuiApplication::setQuitOnLastWindowClosed(false);

    ClientApplication client(options);
    const TerminationSignals signals;
    QObject::connect(&signals, &TerminationSignals::received, &client, &ClientApplication::leave);
    QObject::connect(&application, &QGuiApplication::lastWindowClosed, &client,
                     &ClientApplication::leave);
    // Not quit(), because a window may refuse that.
    QObject::connect(&client, &ClientApplication::left, &application,
                     [] { QCoreApplication::exit(); });
    QObject::connect(&application, &QCoreApplication::aboutToQuit, &client,
                     &ClientApplication::stop);
    client.start();
    return QApplication::exec();
}

/// Runs the checks of --doctor. Needs no display.
int examine(int &argc, char **argv, const Options &options)
{
    QCoreApplication application(argc, argv);
    widgets::useLanguageOf(QLocale::system(), application);
    QLoggingCategory::setFilterRules(u"holdline.*.info=false"_s);

    client::PrivateSettings settings;
    const client::ConnectionChoice choice =
        options.over(client::ConnectionController::saved(client::ClientSettings(settings)));
    client::AccessTokens tokens(settings, client::systemKeychain());
    client::CertificateTrust trust(settings);
    std::optional<client::Endpoint> server;
    if (!choice.address.isEmpty()) {
        server = client::Endpoint::forAddress(choice.address);
        server->token = choice.token;
    }
    audio::QtSoundCard soundCard;
    std::vector<std::unique_ptr<DoctorCheck>> checks;
    checks.push_back(std::make_unique<VersionCheck>());
    checks.push_back(std::make_unique<SettingsCheck>(
        QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)));
    checks.push_back(std::make_unique<KeychainCheck>(client::systemKeychain()));
    checks.push_back(std::make_unique<SoundCheck>(soundCard));
    // Without TLS a server is private only on this computer.
    const bool isElsewhere = server && (server->url.scheme() == "wss"_L1 || !server->isPrivate());
    checks.push_back(std::make_unique<NetworkCheck>(isElsewhere));
    checks.push_back(std::make_unique<ServerCheck>(server, choice.dialect, tokens, trust));
    Doctor doctor(std::move(checks));
    QObject::connect(&doctor, &Doctor::finished, &application,
                     [](int exitCode) { QCoreApplication::exit(exitCode); });
    doctor.start();
    return QCoreApplication::exec();
}

/// Ends the process without the destructors of libraries. In Qt 6.4 these free the connection to
/// PulseAudio while PulseAudio's own thread uses it, which crashes now and then.
[[noreturn]] void endProcess(int exitCode)
{
    std::fflush(nullptr);
    std::_Exit(exitCode);
}

} // namespace

int main(int argc, char **argv)
{
    nameApplication();
    installLogFormat();
    limitLogRate(); // a server can cause any number of messages
    const auto options = readCommandLine(argc, argv);
    if (!options) {
        std::fprintf(stderr, "holdline: %s\n", qPrintable(options.error()));
        return kWrongUsage;
    }
    if (options.value().print) {
        std::fputs(qPrintable(*options.value().print), stdout);
        return 0;
    }
    endProcess(options.value().doctor ? examine(argc, argv, options.value())
                                      : run(argc, argv, options.value()));
}
