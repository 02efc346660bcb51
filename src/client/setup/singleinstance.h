// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace holdline::client {

/// One running Holdline for each user and profile: two would write to the same settings and to the
/// same conversations. The first one listens at a local socket, where a second one asks it to show
/// its window. GUI thread.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Role {
        First, ///< also where that cannot be found out
        Second, ///< the first one shows its window
        Unanswered, ///< there is a first one, but it does not answer
    };

    /// `profile` tells apart the settings that an instance works with.
    explicit SingleInstance(const QString &profile, QObject *parent = nullptr);

    /// Blocks for `patience` at most, if a first one is there or just ending. For the very
    /// beginning of the program.
    Role claim(Duration patience = std::chrono::seconds(6));
    /// From now on a second start waits for the end of this process.
    void retire();

Q_SIGNALS:
    /// Somebody has started Holdline again. `token`: the desktop's permission to take the keyboard;
    /// may be empty.
    void startedAgain(const QByteArray &token);

private:
    void listen();
    bool askFirst(Duration patience) const;
    void onConnection();

    QString m_name;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace holdline::client
