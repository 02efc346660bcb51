// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace holdline::client {

/// Keeps short secrets by name from one run to the next. May call back later, and never after it is
/// destroyed. Owned by a VaultMemory; GUI thread.
class Vault
{
public:
    /// `nullopt` if there is no secret of that name or if it cannot be read.
    using Found = std::function<void(const std::optional<QByteArray> &content)>;
    using Written = std::function<void(bool good)>;

    virtual ~Vault() = default;
    virtual void read(const QString &name, const Found &found) = 0;
    virtual void write(const QString &name, const QByteArray &content, const Written &written) = 0;
    virtual void erase(const QString &name) = 0;
};

} // namespace holdline::client
