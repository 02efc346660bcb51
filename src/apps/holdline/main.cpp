// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log.h"
#include "holdline/clientapplication.h"
#include "holdline/options.h"
#include "holdline/terminationsignals.h"
#include "widgets/windowstyle.h"

#include <QApplication>
#include <QIcon>
#include <QLibraryInfo>
#include <QTranslator>

#include <cstdio>

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

void installTranslations(QCoreApplication &application)
{
    const QLocale locale;
    const std::pair<QString, QString> catalogues[] = {
        {u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)},
        {u"holdline"_s, u":/i18n"_s},
    };
    for (const auto &[name, folder] : catalogues) {
        auto *translator = new QTranslator(&application);
        if (translator->load(locale, name, u"_"_s, folder))
            application.installTranslator(translator);
    }
}

/// The command line is read before there is a window, so that help and complaints need no display.
Result<Options, QString> readCommandLine(int &argc, char **argv)
{
    QCoreApplication application(argc, argv);
    installTranslations(application);
    return parseOptions(application.arguments());
}

int run(int &argc, char **argv, const Options &options)
{
    QApplication application(argc, argv);
    installTranslations(application);
    QApplication::setStyle(new widgets::WindowStyle);
    QApplication::setWindowIcon(QIcon(u":/holdline/icons/holdline.svg"_s));
    QGuiApplication::setDesktopFileName(u"org.holdline.Holdline"_s);
    QGuiApplication::setApplicationDisplayName(u"Holdline"_s);

    // The last words go to the server before the end.
    QGuiApplication::setQuitOnLastWindowClosed(false);

    ClientApplication client(options);
    const TerminationSignals signals;
    QObject::connect(&signals, &TerminationSignals::received, &client, &ClientApplication::leave);
    QObject::connect(&application, &QGuiApplication::lastWindowClosed, &client,
                     &ClientApplication::leave);
    // Not quit(), which a window may refuse.
    QObject::connect(&client, &ClientApplication::left, &application,
                     [] { QCoreApplication::exit(); });
    QObject::connect(&application, &QCoreApplication::aboutToQuit, &client,
                     &ClientApplication::stop);
    client.start();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    nameApplication();
    installLogFormat();
    const auto options = readCommandLine(argc, argv);
    if (!options) {
        std::fprintf(stderr, "holdline: %s\n", qPrintable(options.error()));
        return kWrongUsage;
    }
    if (options.value().print) {
        std::fputs(qPrintable(*options.value().print), stdout);
        return 0;
    }
    return run(argc, argv, options.value());
}
