// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdlined/signalwatch.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace {

// A signal handler can only use globals: the two ends of a pipe to this process.
int g_pipe[2] = {-1, -1};
volatile std::sig_atomic_t g_wasAsked = 0;

void setEndHandler(void (*handler)(int));

void onSignal(int number)
{
    if (number != SIGHUP && g_wasAsked) // a third one ends the process in any case
        setEndHandler(SIG_DFL);
    if (number != SIGHUP)
        g_wasAsked = 1;
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const auto written = ::write(g_pipe[1], &byte, 1);
}

void setEndHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
}

int openPipe()
{
    if (::pipe2(g_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("cannot make a pipe for signals");
    return g_pipe[0];
}

} // namespace

SignalWatch::SignalWatch(QObject *parent)
    : QObject(parent)
    , m_notifier(openPipe(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        const auto count = ::read(g_pipe[0], bytes, sizeof bytes);
        for (auto i = decltype(count){0}; i < count; ++i) {
            if (bytes[i] == SIGHUP)
                Q_EMIT reloadRequested();
            else
                Q_EMIT endRequested();
        }
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    ::sigaction(SIGHUP, &action, nullptr);
    setEndHandler(onSignal);
}
