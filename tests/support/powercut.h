// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <atomic>
#include <cstring>

namespace holdline::testing {

/// A layer between SQLite and the disk, for files that are opened while it exists. Keeps a copy of
/// each file as it was when SQLite last waited for the disk: all that a power cut would leave.
class PowerCut
{
public:
    PowerCut()
    {
        s_real = sqlite3_vfs_find(nullptr);
        m_vfs = *s_real;
        m_vfs.zName = "powercut";
        m_vfs.szOsFile = static_cast<int>(sizeof(File)) + s_real->szOsFile;
        m_vfs.xOpen = &PowerCut::open;
        sqlite3_vfs_register(&m_vfs, 1);
    }
    PowerCut(const PowerCut &) = delete;
    PowerCut &operator=(const PowerCut &) = delete;
    ~PowerCut()
    {
        sqlite3_vfs_unregister(&m_vfs);
        sqlite3_vfs_register(s_real, 1);
    }

    /// How often SQLite has waited for the disk so far.
    static int waits() { return s_waits; }
    /// Copies what a power cut would leave of `path`, and of SQLite's files beside it, to `target`.
    static bool leave(const QString &path, const QString &target)
    {
        for (const QString &suffix : {QString(), QStringLiteral("-wal")}) {
            const QString durable = durableName(path + suffix);
            QFile::remove(target + suffix);
            if (QFile::exists(durable) && !QFile::copy(durable, target + suffix))
                return false;
        }
        return QFile::exists(target);
    }

private:
    /// The structure of the real file follows it in memory.
    struct File
    {
        sqlite3_file base;
        sqlite3_io_methods methods;
        char name[512];
    };

    static QString durableName(const QString &path)
    {
        const QFileInfo info(path);
        return info.absolutePath() + QStringLiteral("/durable/") + info.fileName();
    }
    static sqlite3_file *real(sqlite3_file *file)
    {
        return reinterpret_cast<sqlite3_file *>(reinterpret_cast<File *>(file) + 1);
    }
    template <auto member, typename... Arguments>
    static int pass(sqlite3_file *file, Arguments... arguments)
    {
        sqlite3_file *target = real(file);
        return (target->pMethods->*member)(target, arguments...);
    }
    static int synchronize(sqlite3_file *file, int flags)
    {
        ++s_waits;
        const QString path = QFile::decodeName(reinterpret_cast<File *>(file)->name);
        const QString durable = durableName(path);
        QDir().mkpath(QFileInfo(durable).path());
        QFile::remove(durable);
        QFile::copy(path, durable);
        return pass<&sqlite3_io_methods::xSync>(file, flags);
    }
    static int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
    {
        auto *wrapper = reinterpret_cast<File *>(file);
        *wrapper = File{};
        const int code = s_real->xOpen(s_real, name, real(file), flags, outFlags);
        if (code != SQLITE_OK || name == nullptr)
            return code != SQLITE_OK ? code : SQLITE_CANTOPEN; // temporary files are not used
        std::strncpy(wrapper->name, name, sizeof(wrapper->name) - 1);
        using M = sqlite3_io_methods;
        M &methods = wrapper->methods;
        methods.iVersion = 1;
        methods.xClose = pass<&M::xClose>;
        methods.xRead = pass<&M::xRead, void *, int, sqlite3_int64>;
        methods.xWrite = pass<&M::xWrite, const void *, int, sqlite3_int64>;
        methods.xTruncate = pass<&M::xTruncate, sqlite3_int64>;
        methods.xSync = &PowerCut::synchronize;
        methods.xFileSize = pass<&M::xFileSize, sqlite3_int64 *>;
        methods.xLock = pass<&M::xLock, int>;
        methods.xUnlock = pass<&M::xUnlock, int>;
        methods.xCheckReservedLock = pass<&M::xCheckReservedLock, int *>;
        methods.xFileControl = pass<&M::xFileControl, int, void *>;
        methods.xSectorSize = pass<&M::xSectorSize>;
        methods.xDeviceCharacteristics = pass<&M::xDeviceCharacteristics>;
        wrapper->base.pMethods = &wrapper->methods;
        return SQLITE_OK;
    }

    static inline sqlite3_vfs *s_real = nullptr;
    static inline std::atomic<int> s_waits = 0;
    sqlite3_vfs m_vfs{};
};

} // namespace holdline::testing
