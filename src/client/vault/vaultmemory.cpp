// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/vault/vaultmemory.h"

#include <QTimer>

#include <utility>

namespace holdline::client {

void VaultMemory::find(const QString &name, const Vault::Found &found)
{
    if (const auto known = m_known.constFind(name); known != m_known.cend() || !m_vault) {
        found(known != m_known.cend() ? *known : std::nullopt);
        return;
    }
    QList<Vault::Found> &asking = m_asking[name];
    asking.append(found);
    if (asking.size() > 1)
        return;
    QTimer::singleShot(m_patience, &m_timers, [this, name] {
        if (!m_asking.contains(name))
            return;
        m_unanswered();
        learn(name, std::nullopt);
    });
    m_vault->read(name, [this, name](const std::optional<QByteArray> &content) {
        if (!m_known.contains(name)) // no newer content was stored meanwhile
            learn(name, content);
    });
}

void VaultMemory::learn(const QString &name, const std::optional<QByteArray> &content)
{
    m_known.insert(name, content);
    const QList<Vault::Found> asking = m_asking.take(name);
    for (const Vault::Found &found : asking)
        found(content);
}

void VaultMemory::store(const QString &name, const QByteArray &content, const Vault::Written &kept)
{
    learn(name, content);
    if (!m_vault) {
        kept(false);
        return;
    }
    const auto isAnswered = std::make_shared<bool>(false);
    QTimer::singleShot(m_patience, &m_timers, [isAnswered, kept] {
        if (!*isAnswered)
            kept(false);
    });
    m_vault->write(name, content, [isAnswered, kept](bool good) {
        *isAnswered = true;
        kept(good);
    });
}

void VaultMemory::forget(const QString &name)
{
    learn(name, std::nullopt);
    if (m_vault)
        m_vault->erase(name);
}

} // namespace holdline::client
