// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/transcriptmodel.h"
#include "support/manualclock.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/transcript/transcriptview.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>

namespace holdline::testing {

/// The window with nothing behind it, visible, in light, connected.
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
        window.setPersona(QStringLiteral("Nova"), QStringLiteral("Offline assistant"));
        window.setTranscript(transcript);
        setState(client::ConnectionState::Connected);
        window.show();
        QApplication::setActiveWindow(&window);
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
    QLineEdit *entry() { return child<QLineEdit>(QStringLiteral("entry")); }
    widgets::TranscriptView *view() { return child<widgets::TranscriptView>(); }
    QPushButton *bannerButton() { return child<QPushButton>(QStringLiteral("action")); }
};

} // namespace holdline::testing
