// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QStringList>

namespace holdline::netns {

/// Makes this process the superuser of whatever it is going to make, if it is no superuser yet.
/// Call it before there are threads.
void becomeNetworkAdministrator();

/// A network of its own: interfaces, addresses and routes that nobody else sees. It has no name, so
/// that nothing is left of it when this process and those in it are gone, however they end.
class NetNamespace
{
public:
    /// Fails with a sentence where this process may not.
    static Result<NetNamespace, QString> create();

    NetNamespace(NetNamespace &&other) noexcept;
    NetNamespace &operator=(NetNamespace &&) = delete;
    ~NetNamespace();

    /// For tools of other processes, while this one lives.
    QString path() const;
    /// Turns the command line of a program into one that runs it in here.
    QStringList inside(const QString &program, const QStringList &arguments) const;
    /// One command of iproute2 in here, as in ip("link set lo up"); false when it refuses.
    bool ip(const QString &command) const;

private:
    explicit NetNamespace(int descriptor) : m_descriptor(descriptor) { }

    int m_descriptor; ///< −1: moved away
};

} // namespace holdline::netns
