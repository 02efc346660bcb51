// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vault.h"

#include <QHash>
#include <QList>

#include <memory>

namespace holdline::client {

/// A vault that is asked for each name only once and answers at once from then on, also with what
/// it could not keep: that holds for this run. GUI thread.
class VaultMemory
{
public:
    /// Null: everything is for this run.
    explicit VaultMemory(std::unique_ptr<Vault> vault) : m_vault(std::move(vault)) { }

    /// `found` is called at once or later; a keychain may have to ask the user first.
    void find(const QString &name, const Vault::Found &found);
    /// `kept` hears whether the next run will find it, too.
    void store(const QString &name, const QByteArray &content, const Vault::Written &kept);
    void forget(const QString &name);

    bool lastsBeyondThisRun() const { return m_vault != nullptr; }

private:
    void learn(const QString &name, const std::optional<QByteArray> &content);

    QHash<QString, std::optional<QByteArray>> m_known;
    QHash<QString, QList<Vault::Found>> m_asking;
    std::unique_ptr<Vault> m_vault; ///< goes first: its answers come to what is above
};

} // namespace holdline::client
