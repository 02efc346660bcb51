// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/build.h"

#include "support/childprocess.h"
#include "tools/bench/crowd.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include <sys/resource.h>

namespace holdline::bench {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using testing::ChildProcess;

namespace {

constexpr Duration kBuildPatience = 60min;
const QString kSources = QStringLiteral(HOLDLINE_SOURCES);
/// A source that no header and no other source knows, and its test.
const QString kLeaf = kSources + u"/src/client/link/closeverdict.cpp"_s;
const QString kLeafTest = u"closeverdict"_s;

/// Processor time of all programs that have ended.
double processorSeconds()
{
    rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

bool runs(const QString &program, const QStringList &arguments)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CCACHE_DISABLE"_s, u"1"_s);
    ChildProcess process(program, arguments, environment);
    const bool isDone =
        process.start() && process.waitForEnd(kBuildPatience) && process.exitCode() == 0;
    if (!isDone)
        failed(process.errorText());
    return isDone;
}

/// A build in a folder of its own.
class FreshBuild
{
public:
    bool configure(const QString &preset)
    {
        return runs(u"cmake"_s,
                    {u"-S"_s, kSources, u"--preset"_s, preset, u"-B"_s, m_folder.path()});
    }
    bool build(const QStringList &targets)
    {
        QStringList arguments{u"--build"_s, m_folder.path(), u"--parallel"_s,
                              QString::number(QThread::idealThreadCount()), u"--target"_s};
        return runs(u"cmake"_s, arguments + targets);
    }
    bool test(const QString &runner, const QString &test)
    {
        return runs(m_folder.filePath(u"bin/"_s + runner), {test});
    }

private:
    QTemporaryDir m_folder;
};

/// The row of what `wait` does.
template <typename Wait>
Rows row(const QString &name, const QString &what, Wait wait)
{
    QElapsedTimer timer;
    timer.start();
    const double before = processorSeconds();
    if (!wait())
        return {};
    const double seconds = static_cast<double>(timer.elapsed()) / 1000;
    return {{name, seconds, u"s"_s,
             u"%1; %2 s of processor time, %3"_s.arg(what)
                 .arg(processorSeconds() - before, 0, 'f', 0)
                 .arg(machineLoad())}};
}

} // namespace

Rows measureBuild()
{
    FreshBuild release;
    Rows rows = row(u"build_run_s"_s, u"client and server of the preset release"_s, [&] {
        return release.configure(u"release"_s) && release.build({u"holdline"_s, u"holdlined"_s});
    });
    FreshBuild dev;
    rows += row(u"build_all_s"_s, u"everything of the preset dev"_s,
                [&] { return dev.configure(u"dev"_s) && dev.build({u"all"_s}); });
    rows +=
        row(u"build_change_s"_s, u"after a change of one source, to the end of its test"_s, [&] {
            QFile leaf(kLeaf);
            return leaf.open(QIODevice::ReadWrite)
                && leaf.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime)
                && dev.build({u"tests_client"_s}) && dev.test(u"tests_client"_s, kLeafTest);
        });
    return rows;
}

} // namespace holdline::bench
