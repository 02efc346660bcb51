// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/soak.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonValue>
#include <QProcessEnvironment>

#include <algorithm>
#include <cstdio>

namespace holdline::chaos {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;
using testing::ChildProcess;
using testing::waitUntil;

namespace {

constexpr int kLanes = 3;
// No part takes longer; the model with large bounds comes close.
constexpr Duration kPartPatience = 40min;
const QString kModelTests = u"tests_model"_s;
constexpr int kSkipped = 77; // this process may not make networks

QProcessEnvironment thorough()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOLDLINE_SOAK"_s, u"1"_s);
    environment.insert(u"HOLDLINE_SEEDS"_s, u"5000"_s);
    environment.insert(u"QTEST_FUNCTION_TIMEOUT"_s, QString::number(kPartPatience.count()));
    return environment;
}

QJsonObject lastLine(const ChildProcess &process)
{
    const auto &lines = process.standardOutput();
    return lines.isEmpty() ? QJsonObject()
                           : QJsonDocument::fromJson(lines.last().text.toUtf8()).object();
}

/// One line of the table.
void printRow(const QString &name, const QJsonObject &sum)
{
    const auto of = [&sum](const QString &what) {
        return sum[u"mic_"_s + what].toDouble() + sum[u"tts_"_s + what].toDouble()
            + sum[u"messages_"_s + what].toDouble();
    };
    const double samples = sum[u"mic_samples"_s].toDouble() + sum[u"tts_samples"_s].toDouble();
    std::fprintf(stderr, "%-14s%6d%8d%8d%12d%14.0f%6.0f%10.0f%10.0f\n", qPrintable(name),
                 sum[u"runs"_s].toInt(), sum[u"failed"_s].toInt(), sum[u"cuts"_s].toInt(),
                 sum[u"messages"_s].toInt(), samples, of(u"lost"_s), of(u"repeated"_s),
                 of(u"misplaced"_s));
}

} // namespace

Soak::Soak(Duration limit) : m_until(steady_clock::now() + limit), m_lanes(kLanes)
{
    const QString self = u"holdline-chaos"_s;
    const int minutes = static_cast<int>(limit / 1min);
    const int turns = std::clamp(minutes * 150, 150, 2000);
    const int rounds = std::clamp(minutes / 2, 1, 15); // of 50 s
    m_parts = {
        {u"memory"_s, self, {u"--memory"_s, u"--cuts"_s, QString::number(turns / 2)}, 1, turns},
        {u"networks"_s,
         u"holdline-netns"_s,
         {u"--talkers"_s, u"8"_s, u"--rounds"_s, QString::number(rounds)},
         1,
         4 * rounds},
        {u"model"_s, kModelTests, {u"exactlyonce"_s}, 1, 1},
        {u"simulation"_s, kModelTests, {u"simulation"_s}, 1, 1},
        {u"cuts"_s, self, {u"--cuts"_s, u"500"_s}, 20, 500},
        {u"server kills"_s, self, {u"--server-kills"_s, u"--cuts"_s, u"10"_s}, 20, 10},
        {u"mid-word"_s, self, {u"--mid-word"_s, u"--cuts"_s, u"20"_s}, 10, 20},
        {u"client kills"_s, self, {u"--client-kills"_s, u"--cuts"_s, u"20"_s}, 10, 20},
    };
}

/// The part of which the smallest share is done.
Soak::Part *Soak::nextPart()
{
    if (steady_clock::now() >= m_until)
        return nullptr;
    const auto share = [](const Part &part) { return static_cast<double>(part.begun) / part.runs; };
    const auto least =
        std::ranges::min_element(m_parts, {}, [&](const Part &part) { return share(part); });
    return least->begun < least->runs ? &*least : nullptr;
}

void Soak::begin(Lane &lane, Part &part)
{
    QStringList arguments = part.arguments;
    ++part.begun;
    if (part.program != kModelTests)
        arguments += {u"--seed"_s, QString::number(part.begun)};
    lane.part = &part;
    lane.process = std::make_unique<ChildProcess>(
        QCoreApplication::applicationDirPath() + u'/' + part.program, arguments, thorough());
    std::fprintf(stderr, "%s %d of %d\n", qPrintable(part.name), part.begun, part.runs);
    lane.process->start(); // a process that cannot be started counts as failed later
}

void Soak::finish(Lane &lane)
{
    const int code = lane.process->exitCode();
    lane.part->results.append(lastLine(*lane.process));
    if (code != 0 && code != kSkipped) {
        ++lane.part->failed;
        std::fprintf(stderr, "%s failed (exit code %d)\n%s\n", qPrintable(lane.part->name), code,
                     qPrintable(lane.process->errorText()));
        for (const testing::OutputLine &line : lane.process->standardOutput())
            std::fprintf(stderr, "%s\n", qPrintable(line.text));
    }
    lane.process.reset();
}

int Soak::run()
{
    const auto isFree = [](const Lane &lane) {
        return !lane.process || !lane.process->isRunning();
    };
    while (true) {
        for (Lane &lane : m_lanes) {
            if (lane.process && isFree(lane))
                finish(lane);
            Part *part = lane.process ? nullptr : nextPart();
            if (part)
                begin(lane, *part);
        }
        if (std::ranges::none_of(m_lanes, [](const Lane &lane) { return !!lane.process; }))
            break;
        if (!waitUntil(
                [&] {
                    return std::ranges::any_of(
                        m_lanes, [&](const Lane &lane) { return lane.process && isFree(lane); });
                },
                kPartPatience))
            return 1;
    }
    std::fprintf(stderr, "%-14s%6s%8s%8s%12s%14s%6s%10s%10s\n", "part", "runs", "failed", "cuts",
                 "messages", "samples", "lost", "repeated", "misplaced");
    QJsonObject all;
    int failed = 0;
    for (const Part &part : m_parts) {
        all[part.name] = summary(part);
        failed += part.failed;
        printRow(part.name, summary(part));
    }
    std::printf("%s\n", QJsonDocument(all).toJson(QJsonDocument::Compact).constData());
    return failed == 0 ? 0 : 1;
}

/// Adds up figures of the same name; of quantiles and growths it takes the worst.
QJsonObject Soak::summary(const Part &part) const
{
    QJsonObject sum{{u"runs"_s, static_cast<int>(part.results.size())}, {u"failed"_s, part.failed}};
    for (const QJsonObject &result : part.results) {
        for (auto it = result.begin(); it != result.end(); ++it) {
            const double old = sum.value(it.key()).toDouble();
            if (it.key() == u"seed"_s || it.key() == u"settled"_s)
                continue;
            if (it.value().isDouble())
                sum[it.key()] = old + it.value().toDouble();
            const QJsonObject worst = sum.value(it.key()).toObject();
            const QJsonObject these = it.value().toObject();
            if (these.value(u"max"_s).toDouble() >= worst.value(u"max"_s).toDouble()
                && it.value().isObject())
                sum[it.key()] = these;
        }
    }
    return sum;
}

} // namespace holdline::chaos
