// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdlined/parentwatch.h"

#include <cerrno>
#include <unistd.h>

ParentWatch::ParentWatch(QObject *parent)
    : QObject(parent)
    , m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &ParentWatch::read);
}

void ParentWatch::read()
{
    char bytes[512];
    const auto count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) {
        m_notifier.setEnabled(false);
        Q_EMIT parentGone();
        return;
    }
    if (count < 0 || m_hasToken)
        return;
    m_firstLine.append(bytes, static_cast<qsizetype>(count));
    const qsizetype end = m_firstLine.indexOf('\n');
    if (end < 0)
        return;
    m_hasToken = true;
    Q_EMIT tokenReceived(m_firstLine.left(end).trimmed());
    m_firstLine.clear();
}
