// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/servicewords.h"
#include "client/session/line.h"

#include <QObject>

namespace holdline::client {

/// Knows which services behind the server do not work now, as the server has told it. Owned by the
/// application; GUI thread.
class ServiceWatch : public QObject
{
    Q_OBJECT

public:
    /// `line` must outlive this.
    explicit ServiceWatch(Line &line, QObject *parent = nullptr);

    const QList<FailedService> &failed() const { return m_failed; }

Q_SIGNALS:
    /// Emitted when `failed()` changes.
    void changed();

private:
    void onReceived(const protocol::ServerMessage &message);
    void set(const QList<FailedService> &failed);

    QList<FailedService> m_failed;
};

} // namespace holdline::client
