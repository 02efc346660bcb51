// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"
#include "widgets/look/notice.h"

#include <QCoreApplication>

namespace holdline::widgets {

/// Makes the notice about the connection: what is wrong, what becomes of the user's words, and what
/// the user can do. Pure.
class ConnectionNotice
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::NoticeWords)

public:
    /// `nullopt` if there is no problem, for example when connected. `speechIsHeld`: speech waits
    /// for the line.
    static std::optional<Notice> of(const client::ConnectionStatus &status,
                                    bool speechIsHeld = false);

private:
    static Notice forReconnecting(const client::ConnectionStatus &status, const QString &kept);
    static Notice forFailure(const client::ConnectionStatus &status);
    static QString failureTitle(const client::ConnectionStatus &status);
    static QString failureCause(const client::ConnectionStatus &status);
    static QString unreached(const client::ConnectionStatus &status);
};

} // namespace holdline::widgets
