// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/sessionids.h"

#include "core/log.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

/// QSettings would take the slashes of a URL for groups.
QString idSettingsKey(const QString &serverKey)
{
    return "sessions/"_L1 + QString::fromLatin1(QUrl::toPercentEncoding(serverKey));
}

} // namespace

QString SessionIds::durable(const QString &serverKey)
{
    return u"holdline.v1 "_s + serverKey;
}

std::optional<SessionId> SessionIds::find(const QString &serverKey) const
{
    if (const auto kept = m_inMemory.constFind(serverKey); kept != m_inMemory.cend())
        return *kept;
    return SessionId::parse(m_settings.value(idSettingsKey(serverKey)).toString());
}

void SessionIds::store(const QString &serverKey, const SessionId &id)
{
    if (find(serverKey) == id)
        return;
    m_settings.setValue(idSettingsKey(serverKey), id.toString());
    if (saved()) {
        m_inMemory.remove(serverKey);
        return;
    }
    m_inMemory.insert(serverKey, id);
}

void SessionIds::forget(const QString &serverKey)
{
    m_settings.remove(idSettingsKey(serverKey));
    if (saved())
        m_inMemory.remove(serverKey);
    else
        m_inMemory.insert(serverKey, std::nullopt);
}

bool SessionIds::saved()
{
    m_settings.sync();
    const bool good = m_settings.isWritable() && m_settings.status() == QSettings::NoError;
    if (!good && !m_isWarned)
        qCInfo(lcSession)
            << "The settings cannot be written: session ids are kept for this run only";
    m_isWarned = m_isWarned || !good;
    return good;
}

} // namespace holdline::client
