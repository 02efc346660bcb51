// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdlined/parentwatch.h"

#include <cerrno>
#include <unistd.h>
#include <utility>

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
    if (count < 0)
        return;
    m_input.append(bytes, static_cast<qsizetype>(count));
    for (qsizetype end = m_input.indexOf('\n'); end >= 0; end = m_input.indexOf('\n')) {
        const QByteArray line = m_input.left(end).trimmed();
        m_input.remove(0, end + 1);
        if (std::exchange(m_hasToken, true))
            Q_EMIT commandReceived(line);
        else
            Q_EMIT tokenReceived(line);
    }
}
