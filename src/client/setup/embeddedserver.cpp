// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/embeddedserver.h"

#include "core/log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <array>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr qint64 kLongestLine = 4096;
/// More than the kernel needs to end a process.
constexpr Duration kKilled = std::chrono::seconds(1);

/// 256 bits, fit for an HTTP header.
QByteArray freshToken()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof(random))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// The address in "listening ws://127.0.0.1:PORT/ws"; an invalid URL for any other line.
QUrl listeningAddress(const QByteArray &line)
{
    constexpr QByteArrayView kPrefix = "listening ";
    if (!line.startsWith(kPrefix))
        return {};
    const QUrl url(QString::fromUtf8(line.mid(kPrefix.size()).trimmed()), QUrl::StrictMode);
    const bool isOurs = url.scheme() == "ws"_L1 && url.host() == "127.0.0.1"_L1 && url.port() > 0;
    return isOurs ? url : QUrl();
}

/// The file in "set aside FILE", the only line after the address; empty for any other line.
QString storeAside(const QByteArray &line)
{
    constexpr QByteArrayView kPrefix = "set aside ";
    return line.startsWith(kPrefix) ? QString::fromUtf8(line.mid(kPrefix.size()).trimmed())
                                    : QString();
}

/// The next line of a channel, cut at kLongestLine; empty if no line is complete yet.
QByteArray nextLine(QProcess &process, QProcess::ProcessChannel channel)
{
    process.setReadChannel(channel);
    if (process.canReadLine() || process.bytesAvailable() >= kLongestLine)
        return process.readLine(kLongestLine);
    return {};
}

bool canWriteInto(const QString &folder)
{
    QTemporaryFile probe(QDir(folder).filePath(u"probe-XXXXXX"_s));
    return QDir().mkpath(folder) && probe.open();
}

QString executableIn(const QString &folder)
{
    return QStandardPaths::findExecutable(u"holdlined"_s, {folder});
}

} // namespace

EmbeddedServer::EmbeddedServer(QString program, QString dataFolder, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
    , m_dataFolder(std::move(dataFolder))
{
    m_restart.setSingleShot(true);
    m_patienceEnd.setSingleShot(true);
    connect(&m_restart, &QTimer::timeout, this, &EmbeddedServer::launch);
    connect(&m_patienceEnd, &QTimer::timeout, this, [this] {
        if (m_state == State::Ending || m_state == State::Restarting)
            m_process.kill();
        else
            giveUp(u"did not say where it listens within %1 ms"_s.arg(m_patience.start.count()));
    });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EmbeddedServer::onOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &EmbeddedServer::onErrorOutput);
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        onEnded(status == QProcess::CrashExit ? u"crashed"_s : u"ended with code %1"_s.arg(code));
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            giveUp(u"cannot be started: %1"_s.arg(m_process.errorString()));
    });
}

EmbeddedServer::~EmbeddedServer()
{
    stop();
}

void EmbeddedServer::setCommand(const QByteArray &name, const QByteArray &argument)
{
    m_commands[name] = argument;
    if (m_state == State::Starting || m_state == State::Listening)
        m_process.write(name + ' ' + argument + '\n');
}

void EmbeddedServer::start()
{
    if (m_state == State::Ending)
        enter(State::Restarting);
    if (m_state != State::Stopped)
        return;
    m_budget.reset();
    if (m_program.isEmpty())
        giveUp(u"holdlined was not found"_s);
    else if (!canWriteInto(m_dataFolder))
        fail(m_dataFolder, LossReason::FolderNotWritable);
    else
        launch();
}

void EmbeddedServer::enter(State state)
{
    if (std::exchange(m_state, state) == State::Listening)
        Q_EMIT gone();
}

void EmbeddedServer::stop()
{
    enter(State::Stopped);
    m_restart.stop();
    m_patienceEnd.stop();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(static_cast<int>(m_patience.stop.count())))
        kill();
}

void EmbeddedServer::restart()
{
    if (m_state != State::Listening)
        return;
    enter(State::Restarting);
    m_patienceEnd.start(m_patience.stop);
    m_process.closeWriteChannel();
}

void EmbeddedServer::dismiss()
{
    m_restart.stop();
    m_patienceEnd.stop();
    if (m_process.state() == QProcess::NotRunning) {
        enter(State::Stopped);
        return;
    }
    enter(State::Ending);
    m_patienceEnd.start(m_patience.stop);
    m_process.closeWriteChannel();
}

void EmbeddedServer::noticeDeath()
{
    if (m_state == State::Listening)
        m_process.waitForFinished(0);
}

QString EmbeddedServer::findProgram()
{
    const QDir beside(QCoreApplication::applicationDirPath());
    for (const QString &folder : {beside.path(), beside.filePath(u"../libexec"_s)}) {
        if (QString found = executableIn(folder); !found.isEmpty())
            return found;
    }
    return QStandardPaths::findExecutable(u"holdlined"_s);
}

void EmbeddedServer::launch()
{
    enter(State::Starting);
    m_token = freshToken();
    m_lastWords.clear();
    m_patienceEnd.start(m_patience.start);
    m_process.start(m_program,
                    {u"--embedded"_s, u"--host"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s,
                     u"--store"_s,
                     u"sqlite:"_s + QDir(m_dataFolder).absoluteFilePath(u"sessions.sqlite"_s)});
    m_process.write(m_token + '\n');
    for (auto command = m_commands.cbegin(); command != m_commands.cend(); ++command)
        m_process.write(command.key() + ' ' + command.value() + '\n');
}

void EmbeddedServer::onOutput()
{
    for (;;) {
        const QByteArray line = nextLine(m_process, QProcess::StandardOutput);
        if (line.isEmpty())
            return;
        if (m_state == State::Starting)
            onListening(line);
        else if (const QString file = storeAside(line); !file.isEmpty())
            Q_EMIT storeSetAside(file);
    }
}

void EmbeddedServer::onListening(const QByteArray &line)
{
    const QUrl address = listeningAddress(line);
    if (!address.isValid()) {
        giveUp(u"said something else than where it listens"_s);
        return;
    }
    enter(State::Listening);
    m_patienceEnd.stop();
    Q_EMIT ready({.url = address, .token = m_token, .sessionKey = Endpoint::kEmbedded, .host = {}});
}

void EmbeddedServer::onErrorOutput()
{
    for (;;) {
        const QByteArray line = nextLine(m_process, QProcess::StandardError);
        if (line.isEmpty())
            return;
        m_lastWords = line.trimmed();
        qCDebug(lcServer).noquote() << "embedded:" << QString::fromUtf8(m_lastWords);
    }
}

void EmbeddedServer::onEnded(const QString &how)
{
    if (m_state == State::Stopped)
        return;
    onErrorOutput();
    m_patienceEnd.stop();
    if (m_state == State::Ending) {
        enter(State::Stopped);
        return;
    }
    if (m_state == State::Restarting) {
        launch();
        return;
    }
    const std::optional<Duration> wait = m_budget.died(m_clock.now());
    if (!wait) {
        giveUp(how);
        return;
    }
    qCInfo(lcServer).noquote() << "embedded server:" << how << "- again in" << wait->count()
                               << "ms";
    enter(State::WaitingToRestart);
    m_restart.start(*wait);
}

void EmbeddedServer::giveUp(const QString &detail)
{
    enter(State::Stopped);
    m_patienceEnd.stop();
    kill();
    const QString lastWords = QString::fromUtf8(m_lastWords);
    fail(lastWords.isEmpty() ? detail : u"%1 (%2)"_s.arg(detail, lastWords),
         LossReason::EmbeddedServerFailed);
}

void EmbeddedServer::fail(const QString &detail, LossReason reason)
{
    qCInfo(lcServer).noquote() << "embedded server:"
                               << (reason == LossReason::FolderNotWritable ? "cannot write to" : "")
                               << detail;
    Q_EMIT failed(detail, reason);
}

void EmbeddedServer::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(static_cast<int>(kKilled.count()));
}

} // namespace holdline::client
