// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"

#include <QCoreApplication>
#include <QString>

namespace holdline::widgets {

/// Words about the connection, for people. Pure.
class ConnectionWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::ConnectionWords)

public:
    /// The state alone: "Reconnecting".
    static QString label(client::ConnectionState state);
    /// The state with its most important figure: "Reconnecting 3/10", "Recording · 24 ms".
    static QString brief(const client::ConnectionStatus &status);
    /// Everything in full sentences, for screen readers and the tool tip.
    static QString description(const client::ConnectionStatus &status);

    /// Explains what ConnectionStatus::canBeOverheard means.
    static QString overheard();

    /// "voice.example.org", or words for the embedded server.
    static QString peer(const client::ConnectionStatus &status);
    /// What happened, to be placed after a colon: "connection refused". Empty only for None.
    static QString cause(client::LossReason reason);
    /// What the user can do about it, a sentence. Empty only for None.
    static QString remedy(client::LossReason reason);
};

} // namespace holdline::widgets
