// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vault.h"
#include "core/clock.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <memory>

namespace holdline::client {

/// A cache in front of a Vault. Asks the vault for each name only once and answers at once from
/// then on, also with secrets that the vault did not accept: those last for this run. Owned by
/// AccessTokens and SessionSecrets; GUI thread.
class VaultMemory
{
public:
    /// Time for the user to unlock the vault. Then it counts as one that has nothing and keeps
    /// nothing.
    static constexpr Duration kPatience = std::chrono::seconds(30);

    /// With a null `vault` all secrets last for this run only. `unanswered` is called when a
    /// question is given up.
    explicit VaultMemory(
        std::unique_ptr<Vault> vault, Duration patience = kPatience,
        std::function<void()> unanswered = [] {})
        : m_patience(patience)
        , m_unanswered(std::move(unanswered))
        , m_vault(std::move(vault))
    {
    }

    /// `found` is called at once or later, because a keychain may ask the user first.
    void find(const QString &name, const Vault::Found &found);
    /// `kept` is called with true if the next run will find the secret, too. It is called a second
    /// time if the vault answers after its time.
    void store(const QString &name, const QByteArray &content, const Vault::Written &kept);
    void forget(const QString &name);

    bool lastsBeyondThisRun() const { return m_vault != nullptr; }

private:
    void learn(const QString &name, const std::optional<QByteArray> &content);

    Duration m_patience;
    std::function<void()> m_unanswered;
    QObject m_timers; ///< nobody is told without it
    QHash<QString, std::optional<QByteArray>> m_known;
    QHash<QString, QList<Vault::Found>> m_asking;
    std::unique_ptr<Vault> m_vault; ///< destroyed first, because its answers use the members above
};

} // namespace holdline::client
