// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/persona/personastore.h"

#include "client/persona/personafile.h"
#include "core/log.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

/// Renames a file that cannot be used, so that its user can mend it. A file that was set aside
/// before stays, too.
QString setAside(const QString &path)
{
    for (int number = 1;; ++number) {
        const QString aside = u"%1.damaged-%2"_s.arg(path).arg(number);
        if (QFile::exists(aside))
            continue;
        return QFile::rename(path, aside) ? aside : path;
    }
}

} // namespace

PersonaStore::Loaded PersonaStore::load() const
{
    QFile file(m_path);
    if (!file.exists())
        return {shippedPersonas()};
    if (file.open(QIODevice::ReadOnly)) {
        if (auto personas = decodePersonas(file.read(kMaxPersonaFile + 1)))
            return {std::move(personas).value()};
    }
    file.close();
    qCInfo(lcApp).noquote() << "the personas cannot be read from" << m_path;
    return {shippedPersonas(), setAside(m_path)};
}

bool PersonaStore::save(const std::vector<Persona> &personas) const
{
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return false;
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(encodePersonas(personas));
    return file.commit();
}

} // namespace holdline::client
