// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/outboxfile.h"

namespace holdline::client {

class SessionSecrets;

/// Where outbox files are: one for each server whose session can be continued after a restart of
/// the program. Says once what goes wrong with them. Owned by DurableDialect; GUI thread.
class OutboxFolder
{
public:
    /// `secrets` must outlive this.
    explicit OutboxFolder(const SessionSecrets &secrets) : m_secrets(secrets) { }

    /// Without a path there are no files.
    void setPath(const QString &path) { m_path = path; }
    /// `nullptr` if nothing can or must be kept for this server.
    std::unique_ptr<OutboxFile> open(const QString &serverKey) const;
    /// Logs why this file is not complete, if it is not; once.
    void tellTrouble(const OutboxFile *file);

private:
    const SessionSecrets &m_secrets;
    QString m_path;
    bool m_hasTold = false;
};

} // namespace holdline::client
