// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/sessionid.h"
#include "speech/responder.h"

#include <QObject>

namespace holdline::server {

/// What is said in a session, for those who observe it.
struct TranscriptEvent
{
    SessionId session;
    speech::Role role;
    QString text; ///< the whole turn or answer so far; a final one may be empty: it came to nothing
    bool isFinal;
    /// Less was heard of the last final answer than it said: this is what counts.
    bool amends = false;
    WallTime at;
};

/// Where what is said in all sessions passes those who observe them. Main thread.
class TranscriptFeed : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void said(const holdline::server::TranscriptEvent &event);
};

} // namespace holdline::server
