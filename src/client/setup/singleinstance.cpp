// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/singleinstance.h"

#include "core/log.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr Duration kBetweenTries{50};
constexpr qint64 kLongestToken = 256;
const QByteArray kAnswer = "shown\n";

QString inRuntimeFolder(const QString &name)
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation)).filePath(name);
}

/// Short, because a path of a socket has 107 characters.
QString nameFor(const QString &profile)
{
    const QByteArray sum = QCryptographicHash::hash(profile.toUtf8(), QCryptographicHash::Sha1);
    return u"holdline-"_s + QString::fromLatin1(sum.toHex().first(16));
}

/// Pipes of Windows have no folders.
QString socketFor(const QString &name)
{
#ifdef Q_OS_WIN
    return name;
#else
    return inRuntimeFolder(name);
#endif
}

} // namespace

SingleInstance::SingleInstance(const QString &profile, QObject *parent)
    : QObject(parent)
    , m_name(nameFor(profile))
    , m_lock(inRuntimeFolder(m_name + u".lock"_s))
{
    m_lock.setStaleLockTime(0); // only that of a process that is gone
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

SingleInstance::Role SingleInstance::claim(Duration patience)
{
    const QDeadlineTimer end(patience);
    do {
        if (m_lock.tryLock(static_cast<int>(kBetweenTries.count()))) {
            listen();
            return Role::First;
        }
        if (m_lock.error() != QLockFile::LockFailedError) {
            qCInfo(lcApp, "there is no place to note that Holdline runs");
            return Role::First;
        }
        if (askFirst(Duration(end.remainingTime())))
            return Role::Second;
    } while (!end.hasExpired());
    return Role::Unanswered;
}

void SingleInstance::listen()
{
    const QString socket = socketFor(m_name);
    QLocalServer::removeServer(socket); // of a process that was killed
#ifdef Q_OS_WIN
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
#endif
    if (!m_server.listen(socket))
        qCInfo(lcApp).noquote() << "a second start is not noticed:" << m_server.errorString();
}

bool SingleInstance::askFirst(Duration patience) const
{
    QLocalSocket socket;
    socket.connectToServer(socketFor(m_name));
    const auto most = static_cast<int>(patience.count());
    if (!socket.waitForConnected(most))
        return false;
    const QByteArray token = qgetenv("XDG_ACTIVATION_TOKEN");
    socket.write((token.size() < kLongestToken ? token : QByteArray()) + '\n');
    return socket.waitForReadyRead(most) && socket.readLine(kLongestToken) == kAnswer;
}

void SingleInstance::retire()
{
    m_server.close();
}

void SingleInstance::onConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        socket->setReadBufferSize(kLongestToken);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine())
                return;
            const QByteArray token = socket->readLine(kLongestToken).trimmed();
            socket->write(kAnswer);
            socket->disconnectFromServer();
            Q_EMIT startedAgain(token);
        });
    }
}

} // namespace holdline::client
