// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vaultmemory.h"
#include "core/sessionid.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace holdline::client {

/// A holdline.v1 session and what proves that it is ours. Never logged.
struct SessionSecret
{
    SessionId id;
    QByteArray secret;

    friend bool operator==(const SessionSecret &, const SessionSecret &) = default;
};

/// Remembers one secret per server: that of the embedded one in one vault, all others in another,
/// and for this run only where there is no vault or it refuses. GUI thread.
class SessionSecrets : public QObject
{
    Q_OBJECT

public:
    using Found = std::function<void(const std::optional<SessionSecret> &)>;

    /// Either may be null.
    SessionSecrets(std::unique_ptr<Vault> embedded, std::unique_ptr<Vault> others,
                   QObject *parent = nullptr);

    /// `found` is called at once or later; a keychain may have to ask the user first.
    void find(const QString &serverKey, const Found &found);
    void store(const QString &serverKey, const SessionSecret &secret);
    void forget(const QString &serverKey);
    /// What is kept of this server is there in the next run, as far as it is known yet.
    bool lastsBeyondThisRun(const QString &serverKey) const;

Q_SIGNALS:
    /// The secret of this server could not be kept for the next run.
    void notKept(const QString &serverKey);
    /// Once: a secret could not be kept, so that its session cannot be continued after a restart of
    /// the program.
    void keptForThisRunOnly();

private:
    VaultMemory &memoryOf(const QString &serverKey);
    void onNotKept(const QString &serverKey);

    VaultMemory m_embedded;
    VaultMemory m_others;
    QSet<QString> m_notKept; ///< keys of servers
    bool m_hasTold = false;
};

} // namespace holdline::client
