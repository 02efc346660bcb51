// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vaultmemory.h"

#include <QObject>
#include <QSettings>

namespace holdline::client {

/// The access tokens of servers, in the system's keychain or for this run only. The settings list
/// the servers that have a token, so that the keychain, which may ask the user to unlock it, is
/// opened only if needed. Tokens are never logged. Owned by the application; GUI thread.
class AccessTokens : public QObject
{
    Q_OBJECT

public:
    /// `token` is empty if there is none or if it cannot be read.
    using Found = std::function<void(const QByteArray &token)>;

    /// `settings` must outlive this; `keychain` may be null.
    AccessTokens(QSettings &settings, std::unique_ptr<Vault> keychain,
                 Duration patience = VaultMemory::kPatience, QObject *parent = nullptr);

    /// `found` is called at once or later.
    void find(const QString &serverKey, const Found &found);
    /// An empty token deletes the stored one.
    void store(const QString &serverKey, const QByteArray &token);

    /// Whether the system has a keychain that we can use.
    bool hasKeychain() const { return m_memory.lastsBeyondThisRun(); }

Q_SIGNALS:
    /// A token could not be stored: the user has to enter it again in the next run.
    void keptForThisRunOnly();
    /// The keychain has not answered in time.
    void unanswered();

private:
    VaultMemory m_memory;
    QSettings &m_settings;
};

} // namespace holdline::client
