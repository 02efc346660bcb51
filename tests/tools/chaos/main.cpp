// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/clientkills.h"
#include "tools/chaos/memoryrun.h"
#include "tools/chaos/midwordrun.h"
#include "tools/chaos/mortalclient.h"
#include "tools/chaos/naiverun.h"
#include "tools/chaos/serverkills.h"
#include "tools/chaos/soak.h"
#include "tools/chaos/v1run.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <cstdio>
#include <optional>

using namespace holdline::chaos;
using namespace Qt::StringLiterals;

namespace {

void print(const QJsonObject &json)
{
    std::printf("%s\n", QJsonDocument(json).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

struct Options
{
    int count;
    quint32 seed;
    QString design;
    bool serverKills;
    bool clientKills;
    bool memory;
    bool midWord;
    std::optional<int> soakMinutes;
    std::optional<quint32> life; ///< run as a client that will be killed
    QString server;
    QString vault;

    static Options read(const QCoreApplication &app);
};

Options Options::read(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Cuts the line between a client and a server again and again, or kills one of them, and "
        "counts what is lost."_s);
    parser.addHelpOption();
    const QCommandLineOption cuts(u"cuts"_s, u"How often."_s, u"n"_s, u"1000"_s);
    const QCommandLineOption seed(u"seed"_s, u"Which misfortunes."_s, u"n"_s, u"1"_s);
    const QCommandLineOption design(u"design"_s, u"v1, plain or queue."_s, u"name"_s, u"v1"_s);
    const QCommandLineOption serverKills(u"server-kills"_s, u"Kill holdlined instead."_s);
    const QCommandLineOption clientKills(u"client-kills"_s, u"Kill client processes instead."_s);
    const QCommandLineOption memory(
        u"memory"_s, u"Watch the memory of both over twice as many turns instead."_s);
    const QCommandLineOption midWord(
        u"mid-word"_s, u"Cut ten talkers of a server with two recognisers in mid-word instead."_s);
    const QCommandLineOption soak(u"soak"_s, u"All of it, for that long."_s, u"minutes"_s);
    QCommandLineOption mortal(u"mortal-client"_s, u"Be one of these."_s, u"n"_s);
    QCommandLineOption server(u"server"_s, u"Its server."_s, u"url"_s);
    QCommandLineOption vault(u"vault"_s, u"Where its secret is."_s, u"folder"_s);
    for (QCommandLineOption *hidden : {&mortal, &server, &vault})
        hidden->setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({cuts, seed, design, serverKills, clientKills, memory, midWord, soak, mortal,
                       server, vault});
    parser.process(app);
    Options options{.count = parser.value(cuts).toInt(),
                    .seed = parser.value(seed).toUInt(),
                    .design = parser.value(design),
                    .serverKills = parser.isSet(serverKills),
                    .clientKills = parser.isSet(clientKills),
                    .memory = parser.isSet(memory),
                    .midWord = parser.isSet(midWord),
                    .soakMinutes = {},
                    .life = {},
                    .server = parser.value(server),
                    .vault = parser.value(vault)};
    if (parser.isSet(mortal))
        options.life = parser.value(mortal).toUInt();
    if (parser.isSet(soak))
        options.soakMinutes = parser.value(soak).toInt();
    const QStringList designs{u"v1"_s, u"plain"_s, u"queue"_s};
    if (!designs.contains(options.design) || options.count < 1)
        parser.showHelp(2);
    return options;
}

Report run(const Options &options)
{
    if (options.serverKills)
        return ServerKills(options.count, options.seed).run();
    if (options.clientKills)
        return ClientKills(options.count, options.seed).run();
    if (options.design == u"plain"_s)
        return NaiveRun(NaiveDesign::Plain, options.count, options.seed).run();
    if (options.design == u"queue"_s)
        return NaiveRun(NaiveDesign::Queue, options.count, options.seed).run();
    return V1Run(options.count, options.seed).run();
}

/// The exit code. Our designs must lose nothing, and the naive ones must lose something.
int verdict(const Report &report)
{
    if (report.design == u"v1"_s) {
        if (!report.isPerfect())
            std::fprintf(stderr, "Something was lost, repeated or misplaced: seed %u\n",
                         report.seed);
        return report.isPerfect() ? 0 : 1;
    }
    const bool sees = report.settled && report.mic.lost > 0 && report.tts.lost > 0;
    if (!sees)
        std::fprintf(stderr, "A design that must lose lost nothing: the harness is blind\n");
    return sees ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const Options options = Options::read(app);
    QLoggingCategory::setFilterRules(u"holdline.*.info=false"_s);
    if (options.life) {
        MortalClient client(QUrl(options.server), options.vault, *options.life);
        client.start();
        return QCoreApplication::exec();
    }
    if (options.soakMinutes)
        return Soak(std::chrono::minutes(*options.soakMinutes)).run();
    if (options.memory || options.midWord) {
        const QJsonObject figures = options.memory
            ? MemoryRun(2 * options.count, options.count, options.seed).run()
            : MidWordRun(options.count, options.seed).run();
        print(figures);
        return figures[u"good"_s].toBool() ? 0 : 1;
    }
    const Report report = run(options);
    print(toJson(report));
    return verdict(report);
}
