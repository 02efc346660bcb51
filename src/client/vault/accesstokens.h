// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vaultmemory.h"

#include <QObject>
#include <QSettings>

namespace holdline::client {

/// The access tokens of servers, in the keychain of the system or for this run only. The settings
/// know which servers have one, so that a keychain, which may ask its user to unlock it, is opened
/// only when there is something in it. Never logged. GUI thread.
class AccessTokens : public QObject
{
    Q_OBJECT

public:
    /// Empty: there is none, or it cannot be read.
    using Found = std::function<void(const QByteArray &token)>;

    /// `settings` must outlive this; `keychain` may be null.
    AccessTokens(QSettings &settings, std::unique_ptr<Vault> keychain, QObject *parent = nullptr);

    /// `found` is called at once or later.
    void find(const QString &serverKey, const Found &found);
    /// An empty token is forgotten.
    void store(const QString &serverKey, const QByteArray &token);

    /// Whether there is a keychain at all.
    bool hasKeychain() const { return m_memory.lastsBeyondThisRun(); }

Q_SIGNALS:
    /// A token could not be kept: it has to be given again to the next run.
    void keptForThisRunOnly();

private:
    VaultMemory m_memory;
    QSettings &m_settings;
};

} // namespace holdline::client
