// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace holdline::server {

/// The names under which a server answers. A website can point its own name at any address, and a
/// browser then takes the server for a part of that website ("DNS rebinding"). It sends that name
/// in the Host header, though, so the server refuses names that nobody gave it. A plain value.
class ServerNames
{
public:
    /// `names` as in "voice.example.org", or "*.example.org" for any one label in front.
    explicit ServerNames(const QStringList &names = {});

    /// True for a given name, "localhost", and every IP address: those cannot be pointed anywhere.
    /// `host` is the value of a Host header, with a port or without.
    bool contain(const QByteArray &host) const;

    /// Whether `text` can be one of the names.
    static bool isName(const QString &text);

private:
    QStringList m_names; ///< in lower case
};

/// The name or address in a Host header, in lower case and without port and brackets; empty when
/// the header is malformed.
QString hostNameIn(const QByteArray &host);

/// True for "localhost" and the addresses of the loopback interface.
bool isThisMachine(const QString &hostName);

} // namespace holdline::server
