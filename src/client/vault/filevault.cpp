// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/vault/filevault.h"

#include <QFile>
#include <QSaveFile>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr qint64 kLongest = 4096;

} // namespace

QString FileVault::path(const QString &name) const
{
    return m_folder.filePath(QString::fromLatin1(QUrl::toPercentEncoding(name)) + ".secret"_L1);
}

void FileVault::read(const QString &name, const Found &found)
{
    QFile file(path(name));
    if (file.open(QIODevice::ReadOnly))
        found(file.read(kLongest));
    else
        found(std::nullopt);
}

void FileVault::write(const QString &name, const QByteArray &content, const Written &written)
{
    QSaveFile file(path(name));
    // The file is made private before it has any content.
    const bool good = m_folder.mkpath(u"."_s) && file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(content) == content.size() && file.commit();
    written(good);
}

void FileVault::erase(const QString &name)
{
    QFile::remove(path(name));
}

} // namespace holdline::client
