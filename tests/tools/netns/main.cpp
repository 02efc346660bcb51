// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/report.h"
#include "tools/netns/talker.h"
#include "tools/netns/trial.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <algorithm>
#include <cstdio>

using namespace holdline::netns;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSkipped = 77; // CTest takes this exit code for "skipped"

/// The goal in milliseconds, for clients that are talking.
struct Goal
{
    double noticeP95;
    double returnP50;
    double returnP95;
};
constexpr Goal kReported{5000, 500, 1500};
constexpr Goal kUnreported{5000, 1500, 3000};
/// A run fails above this many times the goal, because it may have few samples and a busy machine.
constexpr double kSlack = 3;

struct Options
{
    int rounds;
    int talkers;
    quint32 seed;
    QList<Fault> faults;
    QString talkTo; ///< run as a client of this server
    QString trust; ///< file with the certificate of that server

    static Options read(const QCoreApplication &app);
};

Options Options::read(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Puts clients, a router and a server into network namespaces, lets the clients talk, "
        "breaks the network between them and measures how soon they notice, and how soon after "
        "the repair what they said arrives."_s);
    parser.addHelpOption();
    const QCommandLineOption rounds(u"rounds"_s, u"How often each fault happens."_s, u"n"_s,
                                    u"3"_s);
    const QCommandLineOption talkers(u"talkers"_s, u"How many clients talk."_s, u"n"_s, u"1"_s);
    const QCommandLineOption seed(u"seed"_s, u"How long the faults last."_s, u"n"_s, u"1"_s);
    const QCommandLineOption fault(
        u"fault"_s, u"Only this one: cable, address, blackhole or router."_s, u"name"_s);
    QCommandLineOption talkTo(u"talk-to"_s, u"Be a client."_s, u"url"_s);
    QCommandLineOption trust(u"trust"_s, u"Certificate of its server."_s, u"file"_s);
    for (QCommandLineOption *hidden : {&talkTo, &trust})
        hidden->setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({rounds, talkers, seed, fault, talkTo, trust});
    parser.process(app);
    Options options{.rounds = parser.value(rounds).toInt(),
                    .talkers = parser.value(talkers).toInt(),
                    .seed = parser.value(seed).toUInt(),
                    .faults = {},
                    .talkTo = parser.value(talkTo),
                    .trust = parser.value(trust)};
    if (const auto named = faultNamed(parser.value(fault)))
        options.faults = {*named};
    else if (!parser.isSet(fault))
        options.faults = QList<Fault>(std::begin(kAllFaults), std::end(kAllFaults));
    if (options.faults.isEmpty() || options.rounds < 1 || options.talkers < 1)
        parser.showHelp(2);
    return options;
}

void append(Times &all, const Times &some)
{
    all.notice.insert(all.notice.end(), some.notice.begin(), some.notice.end());
    all.comeBack.insert(all.comeBack.end(), some.comeBack.begin(), some.comeBack.end());
}

void print(const QString &name, const Times &times)
{
    const QJsonObject notice = holdline::chaos::quantiles(times.notice);
    const QJsonObject comeBack = holdline::chaos::quantiles(times.comeBack);
    const auto of = [](const QJsonObject &json, const char *what) {
        return json[QLatin1StringView(what)].toDouble();
    };
    std::fprintf(stderr, "%-12s%8zu%10.0f%8.0f%8.0f%10.0f%8.0f%8.0f\n", qPrintable(name),
                 times.notice.size(), of(notice, "p50"), of(notice, "p95"), of(notice, "max"),
                 of(comeBack, "p50"), of(comeBack, "p95"), of(comeBack, "max"));
}

bool isWithin(const Goal &goal, const Times &times)
{
    const QJsonObject notice = holdline::chaos::quantiles(times.notice);
    const QJsonObject comeBack = holdline::chaos::quantiles(times.comeBack);
    return notice[u"p95"_s].toDouble() <= kSlack * goal.noticeP95
        && comeBack[u"p50"_s].toDouble() <= kSlack * goal.returnP50
        && comeBack[u"p95"_s].toDouble() <= kSlack * goal.returnP95;
}

/// Trusts this certificate and no other.
void trust(const QString &file)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(file));
    QSslConfiguration::setDefaultConfiguration(configuration);
}

/// Runs the trials. Returns the exit code.
int run(const Options &options)
{
    auto testbed = Testbed::create();
    if (!testbed) {
        std::fprintf(stderr, "skipped: %s\n", qPrintable(testbed.error()));
        return kSkipped;
    }
    Trial trial(testbed.value(), options.talkers, options.seed);
    auto outcome = trial.start();
    std::fprintf(stderr, "%-12s%8s%10s%8s%8s%10s%8s%8s\n", "fault", "samples", "noticed", "p95",
                 "max", "back", "p95", "max");
    Times reported;
    Times unreported;
    for (const Fault fault : options.faults) {
        Times times;
        for (int round = 0; round < options.rounds && outcome; ++round)
            outcome = trial.suffer(fault, times);
        append(isReported(fault) ? reported : unreported, times);
        print(toString(fault), times);
    }
    if (!outcome) {
        std::fprintf(stderr, "%s\n", qPrintable(outcome.error()));
        return 1;
    }
    Times all = reported;
    append(all, unreported);
    const QJsonObject sum{{u"cuts"_s, static_cast<int>(options.faults.size()) * options.rounds},
                          {u"samples"_s, static_cast<int>(all.notice.size())},
                          {u"noticed_ms"_s, holdline::chaos::quantiles(all.notice)},
                          {u"reported_ms"_s, holdline::chaos::quantiles(reported.comeBack)},
                          {u"unreported_ms"_s, holdline::chaos::quantiles(unreported.comeBack)}};
    std::printf("%s\n", QJsonDocument(sum).toJson(QJsonDocument::Compact).constData());
    const bool isGood = isWithin(kReported, reported) && isWithin(kUnreported, unreported);
    if (!isGood)
        std::fprintf(stderr, "More than %.0f times what is promised\n", kSlack);
    return isGood ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    becomeNetworkAdministrator();
    QCoreApplication app(argc, argv);
    const Options options = Options::read(app);
    if (!options.talkTo.isEmpty()) {
        trust(options.trust);
        Talker talker((QUrl(options.talkTo)));
        talker.start();
        return QCoreApplication::exec();
    }
    QLoggingCategory::setFilterRules(u"holdline.*.info=false"_s);
    return run(options);
}
