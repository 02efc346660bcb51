// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vault.h"

#include <QHash>
#include <QList>

#include <memory>

namespace holdline::client {

/// A cache in front of a Vault. Asks the vault for each name only once and answers at once from
/// then on, also with secrets that the vault did not accept: those last for this run. Owned by
/// AccessTokens and SessionSecrets; GUI thread.
class VaultMemory
{
public:
    /// With a null `vault` all secrets last for this run only.
    explicit VaultMemory(std::unique_ptr<Vault> vault) : m_vault(std::move(vault)) { }

    /// `found` is called at once or later, because a keychain may ask the user first.
    void find(const QString &name, const Vault::Found &found);
    /// `kept` is called with true if the next run will find the secret, too.
    void store(const QString &name, const QByteArray &content, const Vault::Written &kept);
    void forget(const QString &name);

    bool lastsBeyondThisRun() const { return m_vault != nullptr; }

private:
    void learn(const QString &name, const std::optional<QByteArray> &content);

    QHash<QString, std::optional<QByteArray>> m_known;
    QHash<QString, QList<Vault::Found>> m_asking;
    std::unique_ptr<Vault> m_vault; ///< destroyed first, because its answers use the members above
};

} // namespace holdline::client
