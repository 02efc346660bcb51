// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/sessionid.h"
#include "speech/responder.h"

#include <QObject>

namespace holdline::server {

/// Words of a session, for its observers.
struct TranscriptEvent
{
    SessionId session;
    speech::Role role;
    QString text; ///< the turn or answer so far; if final and empty, it is taken back
    bool isFinal;
    /// `text` replaces the last final answer, because less of it was heard.
    bool amends = false;
    WallTime at;
};

/// Carries the words of all sessions from their pipelines to the observers. Owned by Server; main
/// thread.
class TranscriptFeed : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void said(const holdline::server::TranscriptEvent &event);
};

} // namespace holdline::server
