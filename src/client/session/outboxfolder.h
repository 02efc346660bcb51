// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/outboxfile.h"

namespace holdline::client {

class SessionSecrets;

/// The folder of the outbox files: one file for each server whose session can be continued after a
/// restart of the program. Logs the first trouble with a file. Owned by DurableDialect; GUI thread.
class OutboxFolder
{
public:
    /// `secrets` must outlive this.
    explicit OutboxFolder(const SessionSecrets &secrets) : m_secrets(secrets) { }

    /// With an empty path no files are kept.
    void setPath(const QString &path) { m_path = path; }
    /// `nullptr` if no items can or must be kept for this server.
    std::unique_ptr<OutboxFile> open(const QString &serverKey) const;
    /// Logs why this file is not complete, the first time that one is not. `file` may be null.
    void tellTrouble(const OutboxFile *file);

private:
    const SessionSecrets &m_secrets;
    QString m_path;
    bool m_hasTold = false;
};

} // namespace holdline::client
