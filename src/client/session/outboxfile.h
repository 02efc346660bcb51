// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/keptoutbox.h"
#include "core/result.h"

#include <QFile>

#include <memory>
#include <optional>

namespace holdline::client {

/// The file that keeps a KeptOutbox beyond the process, even after SIGKILL. Writes are not flushed
/// to the disk, so a power cut may lose the last seconds. Only one process has the file at a time,
/// and only its owner may read it. It is at most 256 KiB larger than twice the size of kept(),
/// unless the disk is full. Owned by DurableSession; GUI thread. Most calls take some 10 µs; a call
/// that makes the file anew takes as long as it takes to write all of kept().
class OutboxFile
{
public:
    enum class Trouble {
        Taken, ///< another process has the file
        Unusable, ///< the folder or the lock file cannot be written
    };

    /// Reads what an earlier process has left. Makes the folder and a lock file now, and the file
    /// itself with the first item.
    static Result<std::unique_ptr<OutboxFile>, Trouble> open(const QString &path);
    ~OutboxFile();

    const KeptOutbox &kept() const { return m_kept; }
    /// Whether the file says all that kept() does. If not, the disk did not take it: the file is at
    /// an earlier state, and add() tries again every 5 s at most.
    bool isComplete() const { return m_failure.isEmpty() || m_kept.items.empty(); }
    /// Tries that now.
    void complete();
    /// Why the file is not complete, in the words of the system; empty if it is.
    const QString &failure() const { return m_failure; }

    void add(const KeptItem &item);
    void acknowledge(quint64 upTo);
    void replace(KeptOutbox outbox);
    /// Empties kept() and deletes the file.
    void erase();

private:
    class Lock;

    OutboxFile(const QString &path, std::unique_ptr<Lock> lock);

    void append(const QByteArray &record);
    QString writeAnew();
    void shorten();

    QString m_path;
    std::unique_ptr<Lock> m_lock;
    QFile m_file; ///< open while appending is possible
    KeptOutbox m_kept;
    QString m_failure;
    std::optional<WallTime> m_lastTry; ///< when making the file was last tried
    qint64 m_headBytes = 0;
    qint64 m_size = 0;
    qint64 m_live = 0; ///< bytes that the items of kept() take
    qint64 m_shortenAbove = 0; ///< do not shorten a file below this size
};

} // namespace holdline::client
