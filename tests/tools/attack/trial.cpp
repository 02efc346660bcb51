// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/attack/trial.h"

#include "server/store/sqlitestore.h"
#include "support/filesizelimit.h"
#include "support/processfigures.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace holdline::attack {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace testing;
using std::chrono::steady_clock;

namespace {

// Long enough for several waves of each attack, and for percentiles of some dozen answers.
constexpr Duration kQuietTime = 600ms;
constexpr Duration kAttackTime = 1500ms;
constexpr std::size_t kLeastAnswers = 3;
constexpr int kWarmUps = 1;
constexpr Duration kPatience = 30s;

double milliseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

double percentile95(std::vector<double> values)
{
    const auto rank = std::ceil(0.95 * static_cast<double>(values.size()));
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

/// How much longer than alone this thread takes for what it computes: 1 on a quiet machine, 3 if
/// two others share its core.
double slownessOfMachine()
{
    constexpr std::chrono::nanoseconds kSample = 50ms;
    const auto computed = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    };
    const auto begin = steady_clock::now();
    const auto before = computed();
    while (computed() - before < kSample) { }
    return std::max(1.0, milliseconds(steady_clock::now() - begin) / milliseconds(kSample));
}

void limitDescriptors(qint64 pid, rlim_t count)
{
    const rlimit limit{count, count};
    ::prlimit(static_cast<pid_t>(pid), RLIMIT_NOFILE, &limit, nullptr);
}

} // namespace

Trial::Trial(const Scene &scene) : m_scene(scene)
{
    if (m_scene.setting == Scene::Setting::Tls)
        m_certificate = std::make_unique<TestCertificate>();
    m_server = std::make_unique<ServerProcess>(serverArguments());
}

QStringList Trial::serverArguments() const
{
    const bool isSpoken = m_scene.question == Neighbour::Question::Spoken;
    QStringList arguments{u"--held-memory"_s, QString::number(kHeldMemory), u"--recognizers"_s,
                          isSpoken ? u"2"_s : u"1"_s};
    arguments += m_scene.arguments;
    if (m_certificate)
        arguments += m_certificate->serverArguments();
    if (m_scene.setting == Scene::Setting::BehindAProxy)
        arguments += {u"--trusted-proxies"_s, u"127.0.0.1"_s};
    if (m_scene.setting == Scene::Setting::Observed) {
        const QString file = m_folder.filePath(u"admin-token"_s);
        QFile token(file);
        if (token.open(QIODevice::WriteOnly))
            token.write("a-token-of-operators");
        arguments += {u"--admin-token-file"_s, file};
    }
    return arguments;
}

QStringList Trial::attackArguments(const Scene &scene) const
{
    QString headers;
    if (m_scene.setting == Scene::Setting::BehindAProxy)
        headers = u"X-Forwarded-For: 203.0.113.7\r\n"_s;
    return {scene.attack, QString::number(m_server->port()), headers,
            QString::fromLatin1(m_storedSession)};
}

/// Starts the server, asks questions until everything is loaded, and measures how soon they are
/// answered in peace.
Outcome<QString> Trial::prepare()
{
    if (auto started = startServer(); !started)
        return started;
    if (!m_server->comesToRest())
        return Failure{u"the server does not come to rest"_s};
    const auto quiet = askFor(kQuietTime);
    if (!quiet)
        return Failure{quiet.error()};
    m_quiet = quiet.value();
    m_before = residentBytes(m_server->process().pid());
    return Success{};
}

Outcome<QString> Trial::startServer()
{
    if (m_scene.setting == Scene::Setting::StoredSession) {
        if (auto stored = storeSession(); !stored)
            return stored;
    }
    if (!start())
        return Failure{m_server->process().errorText()};
    if (m_certificate)
        QSslConfiguration::setDefaultConfiguration(m_certificate->trust());
    m_neighbour = std::make_unique<Neighbour>(m_server->url(), m_scene.question);
    if (!m_neighbour->join())
        return Failure{u"the neighbour does not get in"_s};
    for (int i = 0; i < kWarmUps; ++i) {
        if (!m_neighbour->timeToAnswer())
            return Failure{u"the neighbour is not answered before anything has happened"_s};
    }
    if (m_scene.setting == Scene::Setting::FewDescriptors)
        limitDescriptors(m_server->process().pid(), 64);
    return Success{};
}

bool Trial::start()
{
    // Enough room for the neighbour, but soon too little for the attacker.
    constexpr rlim_t kDisk = 16 * 1024 * 1024;
    std::optional<FileSizeLimit> limit;
    if (m_scene.setting == Scene::Setting::FullDisk)
        limit.emplace(kDisk);
    return m_server->start();
}

/// Stores the long session of a client that is away.
Outcome<QString> Trial::storeSession()
{
    constexpr quint64 kItems = 13'000;
    constexpr quint64 kBatch = 1'000;
    const QByteArray sound(2 * protocol::kCaptureItemSamples, 'x');
    if (!m_server->start())
        return Failure{m_server->process().errorText()};
    DurableClient owner(m_server->url());
    if (!owner.enter())
        return Failure{u"the owner of the stored session does not get in"_s};
    m_storedSession = owner.id()->toString().toLatin1();
    m_server->terminate();
    auto store = server::openSqliteStore(m_server->folder() + u"/sessions.sqlite"_s);
    if (!store)
        return Failure{store.error().sentence};
    bool isGood = true;
    for (quint64 entry = 0; entry < kItems;) {
        server::Batch batch;
        for (quint64 i = 0; i < kBatch; ++i)
            batch.push_back(server::AudioJournaled{*owner.id(), ++entry, {.pcm = sound}});
        store.value()->commit(std::move(batch),
                              [&isGood](const auto &outcome) { isGood &= outcome.ok(); });
    }
    store.value()->flush();
    return isGood ? Outcome<QString>(Success{}) : Failure{u"the session is not stored"_s};
}

Result<Trial::Figures, QString> Trial::run(const Scene &scene)
{
    if (!m_quiet) {
        if (const auto prepared = prepare(); !prepared)
            return Failure{prepared.error()};
    }
    const qint64 pid = m_server->process().pid();
    const double slowness = slownessOfMachine();
    forgetPeak(pid);
    ChildProcess attacker(QCoreApplication::applicationDirPath() + u"/holdline-attack"_s,
                          attackArguments(scene));
    if (!attacker.start()
        || !waitUntil([&] { return !attacker.standardOutput().isEmpty(); }, kPatience))
        return Failure{u"the attacker does not get to work"_s};
    if (!scene.isNeighbourAnswered())
        waitUntil([] { return false; }, 4 * kAttackTime);
    const auto attacked = scene.isNeighbourAnswered() ? askFor(kAttackTime) : *m_quiet;
    const qint64 grown = peakResidentBytes(pid) - m_before;
    if (!attacked)
        return Failure{u"%1; %2 MB more"_s.arg(attacked.error()).arg(grown / 1024 / 1024)};
    if (!attacker.isRunning())
        return Failure{u"the attacker has ended"_s};
    if (scene.setting == Scene::Setting::BehindAProxy && !admitsNewcomers())
        return Failure{u"a client from another address does not get in"_s};
    attacker.kill();
    waitUntilIdle(pid, kPatience);
    Figures figures{.quiet = *m_quiet,
                    .attacked = attacked.value(),
                    .after = std::nullopt,
                    .slowness = std::max(slowness, slownessOfMachine()),
                    .grown = grown};
    if (!scene.isNeighbourAnswered())
        return figures;
    const auto after = askFor(figures.isFair() ? Duration(0) : kQuietTime);
    if (!after)
        return Failure{u"after the attack, "_s + after.error()};
    if (!figures.isFair())
        figures.after = m_quiet = after.value();
    return figures;
}

/// Asks for `duration`, and at least once. Returns the 95th percentile of the answer times in
/// milliseconds.
Result<double, QString> Trial::askFor(Duration duration)
{
    std::vector<double> times;
    const auto end = steady_clock::now() + duration;
    const std::size_t least = duration > Duration(0) ? kLeastAnswers : 1;
    while (times.size() < least || steady_clock::now() < end) {
        const auto time = m_neighbour->timeToAnswer();
        if (!time)
            return Failure{
                u"a question was not answered within %1 s"_s.arg(Neighbour::kPatience / 1s)};
        times.push_back(milliseconds(*time));
    }
    return percentile95(times);
}

bool Trial::admitsNewcomers()
{
    Neighbour newcomer(m_server->url(), Neighbour::Question::Typed);
    return newcomer.join() && newcomer.timeToAnswer();
}

} // namespace holdline::attack
