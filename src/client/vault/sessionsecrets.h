// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vaultmemory.h"
#include "core/sessionid.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace holdline::client {

/// A holdline.v1 session and the secret that proves that it is ours. Never logged.
struct SessionSecret
{
    SessionId id;
    QByteArray secret;

    friend bool operator==(const SessionSecret &, const SessionSecret &) = default;
};

/// Remembers one secret per server: in one vault for the embedded server, in another vault for all
/// other servers. Without a vault, or if it refuses, a secret is kept for this run only. Owned by
/// the application; GUI thread.
class SessionSecrets : public QObject
{
    Q_OBJECT

public:
    using Found = std::function<void(const std::optional<SessionSecret> &)>;

    /// Either vault may be null.
    SessionSecrets(std::unique_ptr<Vault> embedded, std::unique_ptr<Vault> others,
                   Duration patience = VaultMemory::kPatience, QObject *parent = nullptr);

    /// `found` is called at once or later, because a keychain may ask the user first. It gets
    /// `nullopt` if there is no secret.
    void find(const QString &serverKey, const Found &found);
    void store(const QString &serverKey, const SessionSecret &secret);
    void forget(const QString &serverKey);
    /// Whether the secret of this server is there in the next run, as far as it is known now.
    bool lastsBeyondThisRun(const QString &serverKey) const;

Q_SIGNALS:
    /// The secret of this server could not be stored for the next run.
    void notKept(const QString &serverKey);
    /// Emitted once: a secret could not be stored, so its session cannot be continued after a
    /// restart of the program.
    void keptForThisRunOnly();
    /// The vault has not answered in time whether it has the secret of a server.
    void unanswered();

private:
    VaultMemory &memoryOf(const QString &serverKey);
    void onNotKept(const QString &serverKey);

    VaultMemory m_embedded;
    VaultMemory m_others;
    QSet<QString> m_notKept; ///< keys of the servers whose secret was not stored
    bool m_hasTold = false;
};

} // namespace holdline::client
