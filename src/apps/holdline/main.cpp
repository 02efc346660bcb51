// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/singleinstance.h"
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
#include <memory>

using namespace holdline;
using namespace Qt::StringLiterals;

namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(holdline::Main)
};

void complain(const QString &sentence)
{
    std::fprintf(stderr, "holdline: %s\n", qPrintable(sentence));
}

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

QtMessageHandler defaultHandler = nullptr;

/// Qt aborts when it cannot open a window, after half a page about plugins.
void tellOfMissingScreen(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (type == QtFatalMsg) {
        complain(QStringLiteral("There is no screen to open a window on. Start Holdline on a "
                                "desktop, where DISPLAY or WAYLAND_DISPLAY is set."));
        std::_Exit(kFailed);
    }
    if (!QByteArrayView(context.category).startsWith("qt.qpa."))
        defaultHandler(type, context, message);
}

std::unique_ptr<QApplication> openScreen(int &argc, char **argv)
{
    defaultHandler = qInstallMessageHandler(tellOfMissingScreen);
    auto application = std::make_unique<QApplication>(argc, argv);
    qInstallMessageHandler(defaultHandler);
    return application;
}

/// What the program returns at once; `nullopt` if it is to run.
std::optional<int> yieldToFirst(client::SingleInstance &instance)
{
    switch (instance.claim()) {
    case client::SingleInstance::Role::First:
        return std::nullopt;
    case client::SingleInstance::Role::Second:
        return 0;
    case client::SingleInstance::Role::Unanswered:
        complain(Words::tr("Holdline is already running but doesn’t answer. Quit it first, or use "
                           "--new-instance."));
        return kFailed;
    }
    Q_UNREACHABLE();
}

int run(int &argc, char **argv, const Options &options)
{
    const std::unique_ptr<QApplication> screen = openScreen(argc, argv);
    QApplication &application = *screen;
    widgets::useLanguageOf(QLocale::system(), application);
    client::SingleInstance instance(client::PrivateSettings().fileName());
    if (!options.newInstance) {
        if (const auto code = yieldToFirst(instance))
            return *code;
    }
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
    QObject::connect(&instance, &client::SingleInstance::startedAgain, &client,
                     &ClientApplication::showWindow);
    QObject::connect(&client, &ClientApplication::leaving, &instance,
                     &client::SingleInstance::retire);
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
        complain(options.error());
        return kWrongUsage;
    }
    if (options.value().print) {
        std::fputs(qPrintable(*options.value().print), stdout);
        return 0;
    }
    endProcess(options.value().doctor ? examine(argc, argv, options.value())
                                      : run(argc, argv, options.value()));
}
