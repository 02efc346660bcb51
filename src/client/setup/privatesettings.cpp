// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/privatesettings.h"

#include "core/log.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace holdline::client {

namespace {

/// Takes all permissions of other users away. Returns whether they have none left.
bool closed(const QString &path)
{
    constexpr QFile::Permissions kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const QFile::Permissions now = QFile::permissions(path);
    return !(now & kOthers) || QFile::setPermissions(path, now & ~kOthers);
}

} // namespace

PrivateSettings::PrivateSettings()
{
    closeToOthers();
}

PrivateSettings::PrivateSettings(const QString &path) : QSettings(path, IniFormat)
{
    closeToOthers();
}

/// QSettings replaces the file whenever it writes, and gives the new file the permissions of the
/// old one. Therefore the file has to exist. In a private folder its lock and its temporary files
/// are private, too.
void PrivateSettings::closeToOthers()
{
// On other systems the settings are not in such a file.
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    const QString folder = QFileInfo(fileName()).absolutePath();
    QFile file(fileName());
    bool isPrivate = QDir().mkpath(folder) && closed(folder);
    if (!file.exists())
        isPrivate = file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                              QFile::ReadOwner | QFile::WriteOwner)
            && isPrivate;
    else
        isPrivate = closed(fileName()) && isPrivate;
    if (!isPrivate)
        qCInfo(lcApp).noquote() << "the settings cannot be closed to others:" << fileName();
#endif
}

} // namespace holdline::client
