// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/netns/trial.h"

#include "tools/netns/talker.h"

#include <QCoreApplication>

#include <algorithm>

namespace holdline::netns {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using testing::ChildProcess;
using testing::waitUntil;
using Origin = client::Line::Session::Origin;

namespace {

constexpr Duration kPatience = 60s;
constexpr int kShortestTalk = 1000; // ms
constexpr int kLongestTalk = 3000;
// Long enough for the client to notice a silent loss, and for some failed dials.
constexpr int kShortestOutage = 8000;
constexpr int kLongestOutage = 12000;
// The client has no address for at most this long, as between two Wi-Fi networks.
constexpr int kLongestChange = 3000;

double milliseconds(qint64 from, qint64 to)
{
    return static_cast<double>(to - from) / 1e6;
}

QString beside(const QString &program)
{
    return QCoreApplication::applicationDirPath() + u'/' + program;
}

std::unique_ptr<ChildProcess> processIn(const NetNamespace &network, const QString &program,
                                        const QStringList &arguments)
{
    const QStringList line = network.inside(program, arguments);
    return std::make_unique<ChildProcess>(line.first(), line.mid(1));
}

} // namespace

/// A Talker as this process sees it. Times are those that it reports, in nanoseconds.
struct Trial::Caller
{
    std::unique_ptr<ChildProcess> process;
    qint64 noticed = 0; ///< the first loss since the fault
    qint64 lost = 0; ///< the latest loss
    qint64 acked = 0;
    int sessions = 0;
    int resumed = 0;

    bool isTalking() const { return acked > lost; }
};

Trial::Trial(Testbed &testbed, int talkers, quint32 seed)
    : m_testbed(testbed)
    , m_random(seed)
    , m_certificate({.names = {testbed.serverAddress()}})
    , m_server(processIn(testbed.server(), beside(u"holdlined"_s), serverArguments()))
{
    const QStringList arguments{u"--talk-to"_s, u"wss://%1/ws"_s.arg(testbed.serverAddress()),
                                u"--trust"_s, m_certificate.certificateFile()};
    for (int i = 0; i < talkers; ++i) {
        auto caller = std::make_unique<Caller>();
        caller->process =
            processIn(testbed.client(), QCoreApplication::applicationFilePath(), arguments);
        connect(
            caller->process.get(), &ChildProcess::outputLine, this,
            [this, it = caller.get()](const testing::OutputLine &line) { onLine(*it, line.text); });
        m_callers.push_back(std::move(caller));
    }
}

Trial::~Trial() = default;

QStringList Trial::serverArguments() const
{
    return m_certificate.serverArguments()
        + QStringList{u"--host"_s,        m_testbed.serverAddress(),
                      u"--port"_s,        u"443"_s,
                      u"--recognizers"_s, u"1"_s,
                      u"--store"_s,       u"sqlite:"_s + m_folder.filePath(u"sessions.sqlite"_s)};
}

void Trial::onLine(Caller &caller, const QString &line)
{
    const QStringList words = line.split(u' ');
    const qint64 at = words.value(1).toLongLong();
    if (words.first() == u"lost"_s) {
        caller.lost = at;
        caller.noticed = caller.noticed == 0 ? at : caller.noticed;
    } else if (words.first() == u"acked"_s) {
        caller.acked = at;
    } else if (words.first() == u"session"_s) {
        ++caller.sessions;
        caller.resumed += words.value(2).toInt() == static_cast<int>(Origin::Resumed) ? 1 : 0;
    }
}

void Trial::pause(int shortest, int longest)
{
    const Duration length(std::uniform_int_distribution(shortest, longest)(m_random));
    waitUntil([] { return false; }, length);
}

Outcome<QString> Trial::start()
{
    const auto listens = [this] { return m_server->errorText().contains(u"listens on"_s); };
    m_server->start();
    if (!waitUntil([&] { return listens() || !m_server->isRunning(); }, kPatience) || !listens())
        return Failure{u"there is no server: %1"_s.arg(m_server->errorText())};
    for (const auto &caller : m_callers) {
        caller->process->start();
        pause(0, 100);
    }
    const auto isTalking = [](const auto &caller) { return caller->isTalking(); };
    if (!waitUntil([&] { return std::ranges::all_of(m_callers, isTalking); }, kPatience))
        return Failure{u"nobody gets through: %1"_s.arg(m_callers[0]->process->errorText())};
    return Success{};
}

Outcome<QString> Trial::suffer(Fault fault, Times &times)
{
    pause(kShortestTalk, kLongestTalk);
    for (const auto &caller : m_callers)
        caller->noticed = 0;
    const qint64 begin = nanoseconds(m_testbed.begin(fault));
    if (fault == Fault::Address)
        pause(0, kLongestChange);
    else
        pause(kShortestOutage, kLongestOutage);
    const qint64 end = nanoseconds(m_testbed.end(fault));
    if (!m_testbed.isWorking())
        return Failure{u"the network does not do as it is told"_s};

    const auto isBack = [](const auto &caller) {
        return caller->noticed != 0 && caller->isTalking();
    };
    const bool areBack =
        waitUntil([&] { return std::ranges::all_of(m_callers, isBack); }, kPatience);
    for (const auto &caller : m_callers) {
        if (!areBack && !isBack(caller))
            return Failure{u"a client did not notice, or did not come back: %1"_s.arg(
                caller->process->errorText())};
        if (caller->sessions != caller->resumed + 1)
            return Failure{u"a session was not resumed"_s};
        times.notice.push_back(milliseconds(begin, caller->noticed));
        times.comeBack.push_back(milliseconds(end, caller->acked));
    }
    return Success{};
}

} // namespace holdline::netns
