// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <csignal>
#include <poll.h>
#include <unistd.h>
#include <utility>

extern "C" { // glibc 2.36 forgot it in this header
#include <sys/pidfd.h>
}

namespace holdline::testing {

/// A process that somebody else has started, such as the child of a child. It never means another
/// process that got the same id later.
class ProcessHandle
{
public:
    explicit ProcessHandle(qint64 pid) : m_descriptor(::pidfd_open(static_cast<pid_t>(pid), 0)) { }
    ~ProcessHandle()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    ProcessHandle(ProcessHandle &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    ProcessHandle &operator=(ProcessHandle &&) = delete;
    Q_DISABLE_COPY(ProcessHandle)

    /// Sends SIGKILL and waits for the end. Does nothing if the process has ended already.
    void kill()
    {
        if (m_descriptor < 0 || ::pidfd_send_signal(m_descriptor, SIGKILL, nullptr, 0) != 0)
            return;
        pollfd ended{m_descriptor, POLLIN, 0};
        ::poll(&ended, 1, -1);
    }

private:
    int m_descriptor = -1;
};

} // namespace holdline::testing
