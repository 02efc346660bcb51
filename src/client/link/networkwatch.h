// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QHostAddress;

namespace holdline::client {

/// What the line wants to know of this computer's network, and that the computer has slept. Owned
/// by ReconnectingSocket; GUI thread.
class NetworkWatch : public QObject
{
    Q_OBJECT

public:
    /// How closely it looks.
    enum class Pace {
        Off,
        Calm, ///< while nothing is wrong
        Keen, ///< while a line is down that any change may bring back
    };

    using QObject::QObject;
    ~NetworkWatch() override;

    virtual void setPace(Pace pace) = 0;
    /// Whether anything beyond this computer may be within reach.
    virtual bool isOnline() const = 0;
    /// Whether `own` is an address of an interface that runs.
    virtual bool holds(const QHostAddress &own) const = 0;

Q_SIGNALS:
    /// An interface or one of its addresses came or went, or the system says that it is online.
    void changed();
    void woke();
};

} // namespace holdline::client
