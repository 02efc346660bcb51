// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/virtualsoundcard.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>

#include <utility>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::testing {

namespace {

constexpr auto kPatience = 5s;
constexpr int kPatienceMs = 5000;

QStringList rawFormat(int rate)
{
    return {u"--raw"_s, u"--format=s16le"_s, u"--channels=1"_s, u"--rate=%1"_s.arg(rate)};
}

QString describedAs(const QString &key, const QString &name)
{
    return u"%1_properties=device.description=%2"_s.arg(key, name);
}

} // namespace

VirtualSoundCard::VirtualSoundCard(QObject *parent)
    : QObject(parent)
    , m_folder(QDir::tempPath() + u"/holdline-XXXXXX"_s)
{
}

VirtualSoundCard::~VirtualSoundCard()
{
    kill();
}

QProcessEnvironment VirtualSoundCard::environment() const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.filePath(u"run"_s));
    environment.insert(u"PULSE_RUNTIME_PATH"_s, m_folder.filePath(u"run/pulse"_s));
    environment.insert(u"PULSE_SERVER"_s, u"unix:"_s + m_folder.filePath(u"run/pulse/native"_s));
    environment.insert(u"PULSE_COOKIE"_s, m_folder.filePath(u"cookie"_s));
    return environment;
}

void VirtualSoundCard::useInThisProcess() const
{
    const auto ours = environment();
    for (const QString &name :
         {u"XDG_RUNTIME_DIR"_s, u"PULSE_RUNTIME_PATH"_s, u"PULSE_SERVER"_s, u"PULSE_COOKIE"_s})
        qputenv(qUtf8Printable(name), ours.value(name).toLocal8Bit());
}

QProcess *VirtualSoundCard::launch(const QString &program, const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment());
    process->setStandardErrorFile(m_folder.filePath(program + u".log"_s), QIODevice::Append);
    // The server ends even if the test is killed.
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process->setProgram(program);
    process->setArguments(arguments);
    return m_processes.emplace_back(std::move(process)).get();
}

void VirtualSoundCard::end(QProcess *process)
{
    process->disconnect(this);
    process->kill();
    process->waitForFinished(kPatienceMs);
    std::erase_if(m_processes, [process](const auto &own) { return own.get() == process; });
}

QString VirtualSoundCard::start()
{
    if (!m_folder.isValid() || !QDir(m_folder.path()).mkpath(u"run/pulse"_s)
        || !QDir(m_folder.path()).mkpath(u"home"_s))
        return u"no folder for the sound server: %1"_s.arg(m_folder.errorString());
    // Only the user may have access to XDG_RUNTIME_DIR, or the server refuses it.
    QFile::setPermissions(m_folder.filePath(u"run"_s),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);

    QFile script(m_folder.filePath(u"card.pa"_s));
    if (!script.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return script.errorString();
    script.write("load-module module-native-protocol-unix auth-anonymous=1 socket="
                 + QFile::encodeName(m_folder.filePath(u"run/pulse/native"_s)) + '\n');
    script.close();

    m_server =
        launch(u"pulseaudio"_s,
               {u"-n"_s, u"-F"_s, script.fileName(), u"--daemonize=no"_s, u"--exit-idle-time=-1"_s,
                u"--realtime=no"_s, u"--high-priority=no"_s, u"--use-pid-file=no"_s});
    auto environment = m_server->processEnvironment();
    environment.remove(u"PULSE_SERVER"_s); // the daemon would use it as its own server
    environment.insert(u"HOME"_s, m_folder.filePath(u"home"_s));
    m_server->setProcessEnvironment(environment);
    m_server->start();
    if (!m_server->waitForStarted(kPatienceMs))
        return u"pulseaudio does not start (is it installed?): %1"_s.arg(m_server->errorString());

    if (const QString error = waitForServer(); !error.isEmpty())
        return error;
    for (const QString &error : {addLoudspeaker(QString::fromLatin1(kLoudspeaker)),
                                 plugIn(u"micfeed"_s,
                                        {u"module-null-sink"_s, u"sink_name=micfeed"_s,
                                         u"rate=48000"_s, u"norewinds=1"_s, u"channels=1"_s}),
                                 addMicrophone(QString::fromLatin1(kMicrophone)),
                                 setDefaultLoudspeaker(QString::fromLatin1(kLoudspeaker))})
        if (!error.isEmpty())
            return error;
    keepAwake(u"micfeed"_s);
    return {};
}

QString VirtualSoundCard::waitForServer()
{
    const QDeadlineTimer deadline(kPatience);
    Answer answer;
    do {
        answer = control({u"info"_s});
        if (answer.error.isEmpty())
            return {};
        if (m_server->state() == QProcess::NotRunning || m_server->waitForFinished(20))
            break;
    } while (!deadline.hasExpired());
    QFile log(m_folder.filePath(u"pulseaudio.log"_s));
    const QByteArray said = log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
    return u"pulseaudio does not answer: %1; it says: %2"_s.arg(answer.error,
                                                                QString::fromLocal8Bit(said));
}

void VirtualSoundCard::kill()
{
    if (m_server)
        end(m_server);
    m_server = nullptr;
    m_recorder = nullptr;
    while (!m_processes.empty())
        end(m_processes.back().get());
    m_modules.clear();
}

/// Reads the sink, because a null sink without a reader runs in blocks of 2 s.
void VirtualSoundCard::keepAwake(const QString &sink)
{
    QProcess *listener =
        launch(u"parec"_s, {u"-d"_s, sink + u".monitor"_s, u"--raw"_s, u"--latency-msec=5"_s});
    listener->setStandardOutputFile(QProcess::nullDevice());
    listener->start();
}

QProcess *VirtualSoundCard::speak(const audio::Pcm &pcm, int rate)
{
    QProcess *player =
        launch(u"pacat"_s,
               QStringList{u"--playback"_s, u"--device=micfeed"_s, u"--latency-msec=20"_s}
                   + rawFormat(rate));
    player->start();
    player->write(audio::toBytes(pcm));
    player->closeWriteChannel();
    return player;
}

QProcess *VirtualSoundCard::speak(const QString &wavFile)
{
    QProcess *player = launch(u"paplay"_s, {u"--device=micfeed"_s, wavFile});
    player->start();
    return player;
}

void VirtualSoundCard::startRecording()
{
    stopRecording();
    m_recorder = launch(u"parec"_s,
                        QStringList{u"-d"_s, u"speaker.monitor"_s, u"--latency-msec=10"_s}
                            + rawFormat(audio::kDeviceRate));
    connect(m_recorder, &QProcess::readyReadStandardOutput, this,
            [this] { m_heard += m_recorder->readAllStandardOutput(); });
    m_recorder->start();
}

audio::Pcm VirtualSoundCard::stopRecording()
{
    if (m_recorder)
        end(std::exchange(m_recorder, nullptr));
    return audio::fromBytes(std::exchange(m_heard, {}));
}

VirtualSoundCard::Answer VirtualSoundCard::control(const QStringList &arguments)
{
    QProcess pactl;
    pactl.setProcessEnvironment(environment());
    pactl.start(u"pactl"_s, arguments);
    if (!pactl.waitForStarted(kPatienceMs))
        return {.output = {}, .error = u"pactl does not start: %1"_s.arg(pactl.errorString())};
    if (!pactl.waitForFinished(kPatienceMs) || pactl.exitCode() != 0)
        return {.output = {},
                .error = u"pactl %1: %2"_s.arg(
                    arguments.join(u' '), QString::fromLocal8Bit(pactl.readAllStandardError()))};
    return {.output = pactl.readAllStandardOutput().trimmed(), .error = {}};
}

QString VirtualSoundCard::plugIn(const QString &name, const QStringList &module)
{
    const Answer answer = control(QStringList{u"load-module"_s} + module);
    if (answer.error.isEmpty())
        m_modules.insert(name, QString::fromLatin1(answer.output));
    return answer.error;
}

QString VirtualSoundCard::addMicrophone(const QString &name)
{
    // Not the monitor itself, because Qt does not list monitors.
    return plugIn(name,
                  {u"module-remap-source"_s, u"master=micfeed.monitor"_s, u"source_name="_s + name,
                   describedAs(u"source"_s, name)});
}

QString VirtualSoundCard::addLoopback(const QString &name)
{
    return plugIn(name,
                  {u"module-remap-source"_s, u"master=speaker.monitor"_s, u"source_name="_s + name,
                   describedAs(u"source"_s, name)});
}

QString VirtualSoundCard::addLoudspeaker(const QString &name)
{
    const QString error = plugIn(name,
                                 {u"module-null-sink"_s, u"sink_name="_s + name, u"rate=48000"_s,
                                  u"norewinds=1"_s, describedAs(u"sink"_s, name)});
    if (error.isEmpty())
        keepAwake(name);
    return error;
}

QString VirtualSoundCard::remove(const QString &name)
{
    // By number, because a name would unload every module of that kind.
    return control({u"unload-module"_s, m_modules.take(name)}).error;
}

QString VirtualSoundCard::setDefaultLoudspeaker(const QString &name)
{
    return control({u"set-default-sink"_s, name}).error;
}

} // namespace holdline::testing
