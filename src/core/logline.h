// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/sessionid.h"

#include <QByteArray>
#include <QDebug>

namespace holdline {

/// What happened to a session, as a log message: "session 0a1b2c3d resumed connection=7". The facts
/// behind the event are numbers and names of our own, never anything a client has said.
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

/// One line of the log as a JSON object, without a line break: time, level, category, message. Of a
/// SessionEvent also session, event, and its facts; whole numbers as such.
QByteArray jsonLogLine(QtMsgType type, const char *category, const QString &message, WallTime time);

} // namespace holdline
