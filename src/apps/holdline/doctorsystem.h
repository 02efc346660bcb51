// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vault.h"
#include "holdline/doctor.h"

#include <QTimer>

namespace holdline {

/// Which Holdline on which system this is.
class VersionCheck : public DoctorCheck
{
    Q_OBJECT

public:
    void start() override;
};

/// Whether choices and conversations can be kept.
class SettingsCheck : public DoctorCheck
{
    Q_OBJECT

public:
    explicit SettingsCheck(QString dataFolder) : m_dataFolder(std::move(dataFolder)) { }
    void start() override;

private:
    QString m_dataFolder;
};

/// Whether the system's keychain takes a secret and gives it back.
class KeychainCheck : public DoctorCheck
{
    Q_OBJECT

public:
    /// Null: there is none.
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

/// Whether there is a network, and whether the system tells when it changes.
class NetworkCheck : public DoctorCheck
{
    Q_OBJECT

public:
    /// `needed`: the server is elsewhere.
    explicit NetworkCheck(bool needed) : m_isNeeded(needed) { }
    void start() override;

private:
    bool m_isNeeded;
};

} // namespace holdline
