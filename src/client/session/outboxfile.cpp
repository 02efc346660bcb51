// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/outboxfile.h"

#include <QDir>
#include <QFileInfo>

#include <filesystem>
#include <utility>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#else
#include <QLockFile>
#endif

namespace holdline::client {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostRead = 64 * 1024 * 1024;
/// Superfluous bytes that are not worth writing the file anew.
constexpr qint64 kSlack = 256 * 1024;
constexpr Duration kBetweenTries{5000};
constexpr QFile::Permissions kPrivate = QFile::ReadOwner | QFile::WriteOwner;

/// The size of the item's record, which takes 26 bytes beside the message.
qint64 bytesOf(const KeptItem &item)
{
    return item.message.bytes.size() + 26;
}

/// The size of the items that an acknowledgement makes superfluous.
qint64 bytesUpTo(const KeptOutbox &kept, quint64 upTo)
{
    qint64 bytes = 0;
    quint64 number = kept.first;
    for (auto item = kept.items.cbegin(); item != kept.items.cend() && number <= upTo; ++item) {
        bytes += bytesOf(*item);
        ++number;
    }
    return bytes;
}

/// Makes the folder of `path` if it is missing, and private to the user.
bool makeFolderOf(const QString &path)
{
    const QDir folder = QFileInfo(path).dir();
    if (folder.exists())
        return true;
    const QFileInfo whole(folder.absolutePath());
    return QDir().mkpath(whole.path())
        && whole.dir().mkdir(whole.fileName(), kPrivate | QFile::ExeOwner);
}

/// Replaces the file at `to` in one step.
std::error_code moveOver(const QString &from, const QString &to)
{
    std::error_code error;
    std::filesystem::rename(QFileInfo(from).filesystemFilePath(),
                            QFileInfo(to).filesystemFilePath(), error);
    return error;
}

} // namespace

#ifdef Q_OS_UNIX
/// A lock that the system releases when the process ends. It is a separate file, because the file
/// that it guards is replaced now and then.
class OutboxFile::Lock
{
public:
    explicit Lock(const QString &path)
        : m_handle(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
        , m_isHeld(m_handle >= 0 && ::flock(m_handle, LOCK_EX | LOCK_NB) == 0)
        , m_isTaken(!m_isHeld && m_handle >= 0 && errno == EWOULDBLOCK)
    {
    }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;
    ~Lock()
    {
        if (m_handle >= 0)
            ::close(m_handle);
    }

    bool isHeld() const { return m_isHeld; }
    bool isTaken() const { return m_isTaken; }

private:
    int m_handle;
    bool m_isHeld;
    bool m_isTaken;
};
#else
class OutboxFile::Lock
{
public:
    explicit Lock(const QString &path) : m_file(path)
    {
        m_file.setStaleLockTime(0); // only the lock of a process that has ended is stale
        m_isHeld = m_file.tryLock();
    }

    bool isHeld() const { return m_isHeld; }
    bool isTaken() const { return m_file.error() == QLockFile::LockFailedError; }

private:
    QLockFile m_file;
    bool m_isHeld = false;
};
#endif

Result<std::unique_ptr<OutboxFile>, OutboxFile::Trouble> OutboxFile::open(const QString &path)
{
    if (!makeFolderOf(path))
        return Failure{Trouble::Unusable};
    auto lock = std::make_unique<Lock>(path + u".lock"_s);
    if (!lock->isHeld())
        return Failure{lock->isTaken() ? Trouble::Taken : Trouble::Unusable};
    return std::unique_ptr<OutboxFile>(new OutboxFile(path, std::move(lock)));
}

OutboxFile::OutboxFile(const QString &path, std::unique_ptr<Lock> lock)
    : m_path(path)
    , m_lock(std::move(lock))
    , m_file(path)
{
    if (!m_file.open(QIODevice::ReadOnly))
        return;
    m_kept = decodeKeptOutbox(m_file.read(kMostRead));
    m_file.close();
    if (m_kept == KeptOutbox())
        erase();
    else
        m_failure = writeAnew(); // the next record must not follow half a record
}

OutboxFile::~OutboxFile() = default;

void OutboxFile::add(const KeptItem &item)
{
    m_kept.items.push_back(item);
    m_live += bytesOf(item);
    if (m_file.isOpen()) {
        append(itemRecord(item));
        shorten();
    } else if (!m_lastTry || std::chrono::abs(item.at - *m_lastTry) >= kBetweenTries) {
        m_lastTry = item.at;
        m_failure = writeAnew();
    }
}

void OutboxFile::acknowledge(quint64 upTo)
{
    if (upTo < m_kept.first)
        return;
    m_live -= bytesUpTo(m_kept, upTo);
    m_kept.acknowledge(upTo);
    if (!m_file.isOpen())
        return;
    // Acknowledged items must not stay on the disk longer than needed.
    if (m_kept.items.empty() && m_file.resize(m_headBytes))
        m_size = m_headBytes;
    append(acknowledgementRecord(upTo));
    shorten();
}

void OutboxFile::replace(KeptOutbox outbox)
{
    m_kept = std::move(outbox);
    m_failure = writeAnew();
    if (isComplete())
        return;
    m_file.close();
    QFile::remove(m_path); // its items are not valid any more
}

void OutboxFile::complete()
{
    if (!isComplete())
        m_failure = writeAnew();
}

void OutboxFile::erase()
{
    m_kept = {};
    m_live = 0;
    m_failure.clear();
    m_lastTry.reset();
    m_file.close();
    QFile::remove(m_path);
}

void OutboxFile::append(const QByteArray &record)
{
    if (m_file.write(record) == record.size()) {
        m_size += record.size();
        return;
    }
    m_failure = m_file.errorString();
    m_file.resize(m_size); // removes half a record
    m_file.close();
}

/// Writes kept() to a new file and replaces the old file with it in one step. Returns an empty
/// string, or why that failed; then the old file is unchanged.
QString OutboxFile::writeAnew()
{
    const QByteArray all = encode(m_kept);
    QFile fresh(m_path + u".new"_s);
    fresh.remove(); // it may have other permissions
    if (!fresh.open(QIODevice::WriteOnly | QIODevice::Unbuffered, kPrivate)
        || fresh.write(all) != all.size()) {
        const QString why = fresh.errorString();
        fresh.remove();
        return why;
    }
    fresh.close();
    m_file.close();
    if (const std::error_code error = moveOver(fresh.fileName(), m_path)) {
        fresh.remove();
        return QString::fromStdString(error.message());
    }
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return m_file.errorString();
    m_headBytes = headRecord(m_kept).size();
    m_size = all.size();
    m_live = all.size() - m_headBytes;
    m_shortenAbove = 0;
    return {};
}

/// Writes the file anew once superfluous records are most of it.
void OutboxFile::shorten()
{
    if (!m_file.isOpen() || m_size <= std::max(m_shortenAbove, 2 * m_live + kSlack))
        return;
    if (!writeAnew().isEmpty())
        m_shortenAbove = 2 * m_size; // the disk is full; the old file still holds
}

} // namespace holdline::client
