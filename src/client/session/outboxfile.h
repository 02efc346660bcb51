// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/keptoutbox.h"
#include "core/result.h"

#include <QFile>

#include <memory>
#include <optional>

namespace holdline::client {

/// The file that keeps a KeptOutbox beyond the end of the process, however that comes. What has
/// been written survives SIGKILL, but nothing is flushed to the disk: a power cut may take the last
/// seconds. One process has the file at a time; only its owner may read it. It has at most 256 KiB
/// more than twice what is in kept(), unless the disk is full. Owned by DurableSession; GUI thread,
/// which is held up for some 10 µs by most calls, and as long as it takes to write all of kept() by
/// those that make the file anew.
class OutboxFile
{
public:
    enum class Trouble {
        Taken, ///< another process has it
        Unusable, ///< its folder or its lock cannot be written
    };

    /// With what the process before has left in it. The file is made when there is something to
    /// keep; its folder and a lock beside it are made here.
    static Result<std::unique_ptr<OutboxFile>, Trouble> open(const QString &path);
    ~OutboxFile();

    const KeptOutbox &kept() const { return m_kept; }
    /// The file says all that kept() does. Otherwise the disk did not take it: what the file says
    /// was true earlier, and another try is made with add(), every 5 s at most.
    bool isComplete() const { return m_failure.isEmpty() || m_kept.items.empty(); }
    /// Why it is not complete, in the words of the system.
    const QString &failure() const { return m_failure; }

    void add(const KeptItem &item);
    void acknowledge(quint64 upTo);
    void replace(KeptOutbox outbox);
    /// Keeps nothing, and leaves no file behind.
    void erase();

private:
    class Lock;

    OutboxFile(const QString &path, std::unique_ptr<Lock> lock);

    void append(const QByteArray &record);
    QString writeAnew();
    void shorten();

    QString m_path;
    std::unique_ptr<Lock> m_lock;
    QFile m_file; ///< open while it can be appended to
    KeptOutbox m_kept;
    QString m_failure;
    std::optional<WallTime> m_lastTry; ///< to make the file
    qint64 m_headBytes = 0;
    qint64 m_size = 0;
    qint64 m_live = 0; ///< bytes of what is in kept()
    qint64 m_shortenAbove = 0; ///< not below this size
};

} // namespace holdline::client
