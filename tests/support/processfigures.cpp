// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/processfigures.h"

#include "support/childprocess.h"

#include <QFile>

#include <unistd.h>

namespace holdline::testing {

using namespace Qt::StringLiterals;

namespace {

QList<QByteArray> fieldsOf(qint64 pid, QStringView name)
{
    QFile file(u"/proc/%1/%2"_s.arg(pid).arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray text = file.readAll().simplified();
    // The second field of "stat" is the name of the program, which may contain any characters.
    text.remove(0, text.lastIndexOf(')') + 1);
    return text.trimmed().split(' ');
}

} // namespace

qint64 residentBytes(qint64 pid)
{
    constexpr int kResident = 1;
    return fieldsOf(pid, u"statm").value(kResident).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

qint64 peakResidentBytes(qint64 pid)
{
    // proc(5): "VmHWM:     1234 kB"
    QFile file(u"/proc/%1/status"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const QByteArray line = text.mid(text.indexOf("VmHWM:")).split('\n').constFirst();
    return line.simplified().split(' ').value(1).toLongLong() * 1024;
}

void forgetPeak(qint64 pid)
{
    // proc(5): writing 5 resets the peak to the current value.
    QFile file(u"/proc/%1/clear_refs"_s.arg(pid));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

namespace {

std::chrono::milliseconds computed(const QList<QByteArray> &fields)
{
    // proc(5): utime and stime are fields 14 and 15, counted from 1. Two fields were removed above.
    constexpr int kUser = 11;
    constexpr int kSystem = 12;
    const qint64 ticks = fields.value(kUser).toLongLong() + fields.value(kSystem).toLongLong();
    return std::chrono::milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
}

} // namespace

std::chrono::milliseconds cpuTime(qint64 pid)
{
    return computed(fieldsOf(pid, u"stat"));
}

std::chrono::milliseconds mainThreadTime(qint64 pid)
{
    return computed(fieldsOf(pid, u"task/%1/stat"_s.arg(pid)));
}

bool waitUntilIdle(qint64 pid, Duration patience)
{
    constexpr auto kQuiet = std::chrono::milliseconds(500);
    auto computed = cpuTime(pid);
    auto since = std::chrono::steady_clock::now();
    return waitUntil(
        [&] {
            if (const auto now = cpuTime(pid); now != computed) {
                computed = now;
                since = std::chrono::steady_clock::now();
            }
            return std::chrono::steady_clock::now() - since > kQuiet;
        },
        patience);
}

} // namespace holdline::testing
