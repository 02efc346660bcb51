// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/slowservice.h"

#include "support/scriptedservice.h"
#include "tools/bench/crowd.h"

#include <QTimer>
#include <QWebSocket>

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace testing;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;

namespace {

constexpr int kUsers = 100;
constexpr int kAnswers = 25; // of the service, while pings are measured
constexpr int kInterruptions = 40;
constexpr auto kAnswerTime = 250ms; // between two answers of the service

/// The time from a ping to its pong; nullopt if none comes.
std::optional<double> ping(QWebSocket &socket)
{
    bool isAnswered = false;
    const auto connection =
        QObject::connect(&socket, &QWebSocket::pong, &socket, [&isAnswered] { isAnswered = true; });
    const auto start = steady_clock::now();
    socket.ping();
    const bool isInTime = waitUntil([&isAnswered] { return isAnswered; }, kPatience);
    const double time = milliseconds(steady_clock::now() - start);
    QObject::disconnect(connection);
    return isInTime ? std::optional(time) : std::nullopt;
}

} // namespace

Rows measureSlowService()
{
    ScriptedService service;
    if (!service.listen())
        return failed(u"No port is free."_s);
    CrowdServer server;
    server.addArguments(
        {u"--language-url"_s, service.base().toString(), u"--language-model"_s, u"slow"_s});
    if (!server.startAndSettle())
        return {};
    Crowd crowd(server.url());
    if (!crowd.add(kUsers))
        return {};
    for (int user = 0; user < kUsers; ++user)
        crowd.client(user).type(u"what does user %1 want"_s.arg(user));
    if (!waitUntil([&service] { return !service.requests().isEmpty(); }, kPatience))
        return failed(u"Nobody asks the language model."_s);

    int answers = 0;
    QTimer slowly;
    QObject::connect(&slowly, &QTimer::timeout, &slowly, [&] {
        const QByteArray words = "It takes its time, and then it says quite a lot.";
        answers += service.answer({.bytes = ScriptedService::streamed({words})}) ? 1 : 0;
    });
    slowly.start(kAnswerTime);
    std::vector<double> times;
    while (answers < kAnswers) {
        for (int user = 0; user < kUsers; ++user) {
            const auto time = ping(crowd.client(user).socket());
            if (!time)
                return failed(u"A ping is not answered."_s);
            times.push_back(*time);
        }
    }
    return {{u"ping_slow_service_ms_p99"_s, percentile(times, 0.99), u"ms"_s,
             u"100 users wait for a language model, which answered %1 of them; p50 %2 ms, "
             "slowest %3 ms, at most %4 connections to the model; %5"_s.arg(answers)
                 .arg(percentile(times, 0.5), 0, 'f', 1)
                 .arg(percentile(times, 1), 0, 'f', 1)
                 .arg(service.mostOpenConnections())
                 .arg(machineLoad())}};
}

Rows measureBargeIn()
{
    ScriptedService service;
    if (!service.listen())
        return failed(u"No port is free."_s);
    CrowdServer server;
    server.addArguments(
        {u"--language-url"_s, service.base().toString(), u"--language-model"_s, u"endless"_s});
    if (!server.startAndSettle())
        return {};
    Crowd crowd(server.url());
    if (!crowd.add(1))
        return {};
    DurableClient &user = crowd.client(0);
    std::vector<double> times;
    for (int i = 0; i < kInterruptions; ++i) {
        service.add({.bytes = ScriptedService::streamed({"A train runs on rails. "}, false),
                     .staysOpen = true});
        user.type(u"what is a train"_s);
        const auto begun = [&user] { return user.items<protocol::TtsBegin>(); };
        if (!waitUntil([&] { return begun().size() == i + 1 && service.openConnections() == 1; },
                       kPatience))
            return failed(u"The language model does not answer."_s);
        const auto start = steady_clock::now();
        user.send(protocol::ClientMessage(
            protocol::Interrupt{.utterance = begun().last().utterance, .position = 0}));
        if (!waitUntil([&service] { return service.openConnections() == 0; }, kPatience))
            return failed(u"The connection to the language model stays open."_s);
        times.push_back(milliseconds(steady_clock::now() - start));
    }
    return {{u"barge_in_cancel_ms_p95"_s, percentile(times, 0.95), u"ms"_s,
             u"from the interruption at the client to the closed connection at the language "
             "model; p50 %1 ms, slowest %2 ms; %3"_s.arg(percentile(times, 0.5), 0, 'f', 1)
                 .arg(percentile(times, 1), 0, 'f', 1)
                 .arg(machineLoad())}};
}

} // namespace holdline::bench
