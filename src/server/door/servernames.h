// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace holdline::server {

/// The host names that belong to this server. A website can point its own name at any address; a
/// browser then treats the server as a part of that website ("DNS rebinding"). The browser still
/// sends the name of the website in the Host header, so the server refuses names that are not its
/// own. A plain value.
class ServerNames
{
public:
    /// Each of `names` is like "voice.example.org", or "*.example.org" for any single label in
    /// front.
    explicit ServerNames(const QStringList &names = {});

    /// True for the given names, "localhost" and every IP address; a website cannot point an
    /// address elsewhere. `host` is the value of a Host header, with or without a port.
    bool contain(const QByteArray &host) const;

    /// True if `text` is well-formed as one of the names.
    static bool isName(const QString &text);

private:
    QStringList m_names; ///< in lower case
};

/// The name or address in the Host header `host`, in lower case, without port and brackets; empty
/// if the header is malformed.
QString hostNameIn(const QByteArray &host);

/// True for "localhost" and the addresses of the loopback interface.
bool isThisMachine(const QString &hostName);

} // namespace holdline::server
