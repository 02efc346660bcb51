// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QHostAddress;

namespace holdline::client {

/// Reports changes of this computer's network, and that the computer has slept. Owned by
/// ReconnectingSocket; GUI thread.
class NetworkWatch : public QObject
{
    Q_OBJECT

public:
    /// How often it looks.
    enum class Pace {
        Off,
        Calm, ///< while the line works
        Keen, ///< while the line is down and a change may bring it back
    };

    using QObject::QObject;
    ~NetworkWatch() override;

    virtual void setPace(Pace pace) = 0;
    /// Whether an interface may lead beyond this computer.
    virtual bool isOnline() const = 0;
    /// Whether `own` is an address of a running interface.
    virtual bool holds(const QHostAddress &own) const = 0;

Q_SIGNALS:
    /// An interface or one of its addresses came or went, or the system says that it is online.
    void changed();
    /// The computer has woken up from sleep.
    void woke();
};

} // namespace holdline::client
