// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vault.h"
#include "holdline/doctor.h"

#include <QTimer>

namespace holdline {

/// Tells the version of Holdline and the system that it runs on.
class VersionCheck : public DoctorCheck
{
    Q_OBJECT

public:
    void start() override;
};

/// Checks whether settings and conversations can be stored.
class SettingsCheck : public DoctorCheck
{
    Q_OBJECT

public:
    explicit SettingsCheck(QString dataFolder) : m_dataFolder(std::move(dataFolder)) { }
    void start() override;

private:
    QString m_dataFolder;
};

/// Checks whether the system's keychain stores a secret and returns it.
class KeychainCheck : public DoctorCheck
{
    Q_OBJECT

public:
    /// `vault` is null if there is no keychain.
    explicit KeychainCheck(std::unique_ptr<client::Vault> vault);
    void start() override;

private:
    void readBack();
    void end(Finding::Level level, const QString &text, const QString &advice = {});

    std::unique_ptr<client::Vault> m_vault;
    QByteArray m_probe;
    QTimer m_patience;
    bool m_isOver = false;
};

/// Checks whether there is a network, and whether the system reports its changes.
class NetworkCheck : public DoctorCheck
{
    Q_OBJECT

public:
    /// `needed`: the server is on another computer.
    explicit NetworkCheck(bool needed) : m_isNeeded(needed) { }
    void start() override;

private:
    bool m_isNeeded;
};

} // namespace holdline
