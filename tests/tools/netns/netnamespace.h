// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QStringList>

namespace holdline::netns {

/// Makes this process the superuser of the namespaces that it makes, if it is no superuser yet. To
/// be called before there are threads.
void becomeNetworkAdministrator();

/// A network namespace: interfaces, addresses and routes that other processes do not see. It has no
/// name, so it disappears when this process and the processes in it have ended, however they end.
class NetNamespace
{
public:
    /// Fails with a sentence if this process may not make one.
    static Result<NetNamespace, QString> create();

    NetNamespace(NetNamespace &&other) noexcept;
    NetNamespace &operator=(NetNamespace &&) = delete;
    ~NetNamespace();

    /// A path for tools of other processes, while this process exists.
    QString path() const;
    /// Returns the command line that runs a program in this network.
    QStringList inside(const QString &program, const QStringList &arguments) const;
    /// Runs one command of iproute2 in this network, as in ip("link set lo up"). Returns false if
    /// it fails.
    bool ip(const QString &command) const;

private:
    explicit NetNamespace(int descriptor) : m_descriptor(descriptor) { }

    int m_descriptor; ///< −1 after a move
};

} // namespace holdline::netns
