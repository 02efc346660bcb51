// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/listener.h"

#include "core/log.h"

#include <QSslSocket>

#include <cerrno>
#include <cstring>
#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::server {

namespace {

constexpr int kBacklog = 1024;
/// Connections accepted in one turn of the event loop; open connections get their turn in between.
constexpr int kAcceptsATurn = 32;
constexpr Duration kAcceptPause = 1s;
constexpr Duration kBetweenWarnings = 1min;

int acceptFrom(qintptr server)
{
#ifdef Q_OS_LINUX
    return ::accept4(static_cast<int>(server), nullptr, nullptr, SOCK_CLOEXEC);
#else
    return ::accept(static_cast<int>(server), nullptr, nullptr);
#endif
}

bool isExhausted(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

} // namespace

Listener::Listener(QObject *parent) : QObject(parent)
{
    m_server.setListenBacklogSize(kBacklog);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] { m_arrivals->setEnabled(true); });
}

Outcome<QString> Listener::listen(const QHostAddress &host, quint16 port)
{
    if (!m_server.listen(host, port))
        return Failure{u"cannot listen on %1 port %2: %3"_s.arg(host.toString())
                           .arg(port)
                           .arg(m_server.errorString())};
    m_server.pauseAccepting();
    m_arrivals =
        std::make_unique<QSocketNotifier>(m_server.socketDescriptor(), QSocketNotifier::Read);
    connect(m_arrivals.get(), &QSocketNotifier::activated, this, &Listener::acceptSome);
    return Success{};
}

void Listener::close()
{
    m_pause.stop();
    if (m_arrivals)
        m_arrivals->setEnabled(false);
    m_server.close();
}

void Listener::acceptSome()
{
    for (int i = 0; i < kAcceptsATurn && m_server.isListening(); ++i) {
        const int descriptor = acceptFrom(m_server.socketDescriptor());
        if (descriptor >= 0) {
            accept(descriptor);
        } else {
            if (isExhausted(errno))
                pause(errno);
            return; // the notifier fires again if connections are waiting
        }
    }
}

void Listener::accept(int descriptor)
{
    QTcpSocket *socket = nullptr;
    if (m_identity) {
        auto *secure = new QSslSocket(this);
        secure->setSslConfiguration(m_identity->configuration());
        socket = secure;
    } else {
        socket = new QTcpSocket(this);
    }
    if (socket->setSocketDescriptor(descriptor))
        Q_EMIT accepted(socket);
    else
        delete socket;
}

void Listener::pause(int error)
{
    m_arrivals->setEnabled(false);
    m_pause.start(kAcceptPause);
    const Instant now = m_clock.now();
    if (now < m_silentUntil)
        return;
    m_silentUntil = now + kBetweenWarnings;
    qCWarning(lcServer, "new connections must wait: %s", std::strerror(error));
}

} // namespace holdline::server
