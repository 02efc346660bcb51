// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/netns/netnamespace.h"

#include "support/childprocess.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>
#include <utility>

namespace holdline::netns {

using namespace Qt::StringLiterals;

namespace {

constexpr char kOwnNetwork[] = "/proc/self/ns/net";

void write(const QString &file, const QByteArray &content)
{
    QFile target(file);
    if (target.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        target.write(content);
}

int openOwnNetwork()
{
    return ::open(kOwnNetwork, O_RDONLY | O_CLOEXEC);
}

QString reason()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

} // namespace

void becomeNetworkAdministrator()
{
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    // Also makes a first network: only a network of this user can be entered again.
    if (user == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return;
    write(u"/proc/self/setgroups"_s, "deny");
    write(u"/proc/self/uid_map"_s, "0 " + QByteArray::number(user) + " 1");
    write(u"/proc/self/gid_map"_s, "0 " + QByteArray::number(group) + " 1");
}

Result<NetNamespace, QString> NetNamespace::create()
{
    const int own = openOwnNetwork();
    if (own < 0 || ::unshare(CLONE_NEWNET) != 0) {
        const QString why = reason();
        ::close(own);
        return Failure{
            u"network namespaces need root, or unprivileged user namespaces: %1"_s.arg(why)};
    }
    NetNamespace made(openOwnNetwork());
    write(u"/proc/sys/net/ipv4/ip_forward"_s, "1");
    const bool isBack = ::setns(own, CLONE_NEWNET) == 0;
    ::close(own);
    if (!isBack)
        return Failure{u"there is no way back from a network namespace: %1"_s.arg(reason())};
    if (!made.ip(u"link set lo up"_s))
        return Failure{u"\"ip\" of iproute2 or \"nsenter\" of util-linux does not work"_s};
    return made;
}

NetNamespace::NetNamespace(NetNamespace &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

NetNamespace::~NetNamespace()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

QString NetNamespace::path() const
{
    return u"/proc/%1/fd/%2"_s.arg(QCoreApplication::applicationPid()).arg(m_descriptor);
}

QStringList NetNamespace::inside(const QString &program, const QStringList &arguments) const
{
    return QStringList{u"nsenter"_s, u"--net="_s + path(), program} + arguments;
}

bool NetNamespace::ip(const QString &command) const
{
    const QStringList line = inside(u"ip"_s, command.split(u' '));
    const bool done = testing::runTool(line.first(), line.mid(1)).exitCode == 0;
    if (!done)
        std::fprintf(stderr, "refused: ip %s\n", qPrintable(command));
    return done;
}

} // namespace holdline::netns
