// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vault.h"

#include <QDir>

namespace holdline::client {

/// A vault with one file for each secret. Only the file's owner may read it.
class FileVault : public Vault
{
public:
    /// `folder` is made with the first secret.
    explicit FileVault(const QString &folder) : m_folder(folder) { }

    void read(const QString &name, const Found &found) override;
    void write(const QString &name, const QByteArray &content, const Written &written) override;
    void erase(const QString &name) override;

private:
    QString path(const QString &name) const;

    QDir m_folder;
};

} // namespace holdline::client
