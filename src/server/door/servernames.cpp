// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/servernames.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

bool isAddress(const QString &name)
{
    // QHostAddress also accepts "127.1" and "2130706433", and browsers do the same.
    return !QHostAddress(name).isNull();
}

bool matches(const QString &pattern, const QString &name)
{
    if (!pattern.startsWith(u"*."))
        return name == pattern;
    const qsizetype dot = name.indexOf(u'.');
    return dot > 0 && QStringView(name).mid(dot) == QStringView(pattern).mid(1);
}

} // namespace

ServerNames::ServerNames(const QStringList &names)
{
    for (const QString &name : names)
        m_names.append(name.toLower());
}

bool ServerNames::contain(const QByteArray &host) const
{
    const QString name = hostNameIn(host);
    if (name.isEmpty())
        return false;
    return name == u"localhost" || isAddress(name)
        || std::ranges::any_of(m_names,
                               [&](const QString &pattern) { return matches(pattern, name); });
}

bool ServerNames::isName(const QString &text)
{
    static const QRegularExpression pattern(
        u"^(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return text.size() <= 253 && pattern.match(text).hasMatch();
}

QString hostNameIn(const QByteArray &host)
{
    static const QRegularExpression pattern(
        u"^(?:\\[([0-9a-f:.]+)\\]|([a-z0-9._-]+?)\\.?)(?::[0-9]{0,5})?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(QString::fromLatin1(host));
    return (match.captured(1) + match.captured(2)).toLower();
}

bool isThisMachine(const QString &hostName)
{
    return hostName == u"localhost" || QHostAddress(hostName).isLoopback();
}

} // namespace holdline::server
