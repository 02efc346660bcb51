// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/outboxfolder.h"

#include "client/vault/sessionsecrets.h"
#include "core/log.h"

#include <QDir>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

std::unique_ptr<OutboxFile> OutboxFolder::open(const QString &serverKey) const
{
    if (m_path.isEmpty() || !m_secrets.lastsBeyondThisRun(serverKey))
        return nullptr;
    const QString name = QString::fromLatin1(QUrl::toPercentEncoding(serverKey)) + ".outbox"_L1;
    auto file = OutboxFile::open(QDir(m_path).filePath(name));
    if (file)
        return std::move(file).value();
    const bool isTaken = file.error() == OutboxFile::Trouble::Taken;
    qCInfo(lcSession).noquote() << "what is not sent is not kept for the next start:"
                                << (isTaken ? "another Holdline runs"
                                            : "its folder cannot be written");
    return nullptr;
}

void OutboxFolder::tellTrouble(const OutboxFile *file)
{
    if (!file || file->isComplete() || std::exchange(m_hasTold, true))
        return;
    qCWarning(lcSession).noquote()
        << "what is not sent is not kept for the next start:" << file->failure();
}

} // namespace holdline::client
