// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/transcriptmodel.h"
#include "support/manualclock.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/panes/banner.h"
#include "widgets/panes/messageedit.h"
#include "widgets/transcript/transcriptview.h"

#include <QApplication>
#include <QPushButton>
#include <QTest>

namespace holdline::testing {

/// The window without the parts behind it: visible, light, connected.
struct WindowFixture
{
    ManualClock clock;
    widgets::DesktopScheme desktop;
    widgets::Theme theme{desktop};
    client::TranscriptModel transcript;
    widgets::MainWindow window{theme, clock};

    WindowFixture()
    {
        theme.setChoice(widgets::Theme::Choice::Light);
        window.setPersona(client::shippedPersonas().front(), QStringLiteral("Offline assistant"));
        window.setTranscript(transcript);
        setState(client::ConnectionState::Connected);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not get the keyboard");
    }

    void setState(client::ConnectionState state,
                  client::LossReason reason = client::LossReason::None)
    {
        client::ConnectionStatus status;
        status.state = state;
        status.reason = reason;
        status.attempt = 3;
        status.attempts = 10;
        if (state == client::ConnectionState::Reconnecting)
            status.nextTry = clock.now() + Duration(4000);
        window.setStatus(status);
    }

    template <typename T>
    T *child(const QString &name = {})
    {
        return window.findChild<T *>(name);
    }
    widgets::MessageEdit *entry() { return child<widgets::MessageEdit>(); }
    widgets::TranscriptView *view() { return child<widgets::TranscriptView>(); }
    widgets::Banner *banner() { return child<widgets::Banner>(QStringLiteral("banner")); }
    /// The banner that asks for confirmations.
    widgets::Banner *question() { return child<widgets::Banner>(QStringLiteral("question")); }
    QPushButton *bannerButton()
    {
        return banner()->findChild<QPushButton *>(QStringLiteral("action"));
    }
    QPushButton *questionButton()
    {
        return question()->findChild<QPushButton *>(QStringLiteral("action"));
    }
};

} // namespace holdline::testing
