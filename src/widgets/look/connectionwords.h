// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"

#include <QCoreApplication>
#include <QString>

namespace holdline::widgets {

/// Words for the connection, for people. Pure.
class ConnectionWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::ConnectionWords)

public:
    /// The state alone: "Reconnecting".
    static QString label(client::ConnectionState state);
    /// The state with the figure that matters in it: "Reconnecting 3/10", "Recording · 24 ms".
    static QString brief(const client::ConnectionStatus &status);
    /// Everything in full sentences, for screen readers and the tool tip.
    static QString description(const client::ConnectionStatus &status);

    /// What it means that ConnectionStatus::canBeOverheard.
    static QString overheard();

    /// "voice.example.org", or words for the embedded server.
    static QString peer(const client::ConnectionStatus &status);
    /// What happened, to go on after a colon: "connection refused". Empty for None only.
    static QString cause(client::LossReason reason);
    /// What a person can do about it, a sentence. Empty for None only.
    static QString remedy(client::LossReason reason);
};

} // namespace holdline::widgets
