// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/diagnostics/diagnosticevent.h"

#include <QCoreApplication>

namespace holdline::widgets {

/// Words for the events of client::Diagnostics. Pure.
class DiagnosticWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::DiagnosticWords)

public:
    using Event = client::DiagnosticEvent;

    static QString kind(Event::Kind kind);
    /// What happened, in one line.
    static QString event(const Event &event);
    /// What the network said about it, untranslated; usually empty.
    static QString detail(const Event &event);
    /// The time of the event: "14:02:10".
    static QString time(const Event &event);

private:
    static QString words(const Event::StateShown &event);
    static QString words(const Event::Dialled &event);
    static QString words(const Event::Opened &event);
    static QString words(const Event::Lost &event);
    static QString words(const Event::SessionBegan &event);
    static QString words(const Event::HoldBegan &event);
    static QString words(const Event::HoldEnded &event);
    static QString words(const Event::DeviceChanged &event);
    static QString words(const Event::RanDry &event);
};

} // namespace holdline::widgets
