// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/sessionid.h"

#include <QByteArray>
#include <QDebug>

namespace holdline {

/// An event of a session as a log message: "session 0a1b2c3d resumed connection=7". The facts after
/// the event are numbers and names of our own, never words of a client. A plain value.
class SessionEvent
{
public:
    SessionEvent(const SessionId &id, QLatin1StringView event)
        : m_text(QStringLiteral("session %1 %2").arg(id.shortened(), event))
    {
    }

    SessionEvent &with(QLatin1StringView fact, qint64 value)
    {
        m_text += QStringLiteral(" %1=%2").arg(fact).arg(value);
        return *this;
    }
    SessionEvent &with(QLatin1StringView fact, QLatin1StringView value)
    {
        m_text += QStringLiteral(" %1=%2").arg(fact, value);
        return *this;
    }

    friend QDebug operator<<(QDebug debug, const SessionEvent &event)
    {
        return debug.noquote() << event.m_text;
    }

private:
    QString m_text;
};

/// A log line as a JSON object without a line break: time, level, category, message. For a
/// SessionEvent also session, event and its facts; whole numbers are JSON numbers.
QByteArray jsonLogLine(QtMsgType type, const char *category, const QString &message, WallTime time);

} // namespace holdline
