// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/transcriptmodel.h"
#include "support/manualclock.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/mainwindow.h"

#include <QDir>
#include <QSet>
#include <QTest>

#include <cmath>

namespace holdline::testing {

inline constexpr QSize kUsualSize(448, 760);
inline const audio::Device kBuiltIn{"builtin", QStringLiteral("Built-in microphone")};
inline const audio::Device kHeadset{"usb", QStringLiteral("USB headset")};

inline client::ConnectionStatus in(client::ConnectionState state)
{
    client::ConnectionStatus status;
    status.state = state;
    return status;
}

/// One window in one state, with a conversation in it.
struct Scene
{
    ManualClock clock;
    widgets::DesktopScheme desktop;
    widgets::Theme theme{desktop};
    client::TranscriptModel transcript;
    widgets::MainWindow window{theme, clock};

    Scene(widgets::Theme::Choice choice, const client::ConnectionStatus &status,
          const audio::Device &microphone)
    {
        theme.setChoice(choice);
        const std::vector<client::Persona> personas = client::shippedPersonas();
        window.setPersona(personas.front(), QStringLiteral("Interview coach · voice: slt"));
        window.setPersonas(personas, personas.front().id);
        window.setTranscript(transcript);
        window.setStatus(status);
        window.setDeviceStatus(audio::Direction::Input,
                               {audio::EndpointStatus::State::Open, microphone});
        window.resize(kUsualSize);
    }

    void converse()
    {
        transcript.addDivider(QStringLiteral("Session restored · 12 messages · started 3 min ago"),
                              clock.wallTime());
        ask(QStringLiteral("Can you remind me what we decided about the demo?"));
        answer(QStringLiteral("You chose to show the reconnect first, then the transcript export. "
                              "Do you want me to draft the script?"),
               Duration(800));
        ask(QStringLiteral("Yes, and keep it under two minutes."));
        transcript.setPartialAnswer(
            QStringLiteral("Sure. Here is a two minute script. First, start talking, "
                           "then unplug the cable while you speak…"));
    }

    void ask(const QString &text) { transcript.finishUserText(text, clock.wallTime()); }

    void answer(const QString &text, Duration after)
    {
        transcript.finishAnswer(text, clock.wallTime());
        transcript.setResponseTime(after);
        transcript.setSpoken(static_cast<int>(text.size()));
    }

    static client::ConversationController::Microphone
    microphoneAt(client::ConversationController::Caption caption)
    {
        using Caption = client::ConversationController::Caption;
        using Microphone = client::ConversationController::Microphone;
        switch (caption) {
        case Caption::GatedBySpeech:
            return Microphone::Gated;
        case Caption::HoldingSpeech:
            return Microphone::Holding;
        case Caption::LineDown:
        case Caption::HoldLimitReached:
            return Microphone::Unheard;
        case Caption::MicrophoneMissing:
        case Caption::MicrophoneFailed:
            return Microphone::Broken;
        default:
            return Microphone::Live;
        }
    }

    void speak(client::ConversationController::Caption caption, int bars, double speed)
    {
        window.setMicrophone(microphoneAt(caption));
        window.setCaption(caption);
        for (int i = 0; i < bars * 3; ++i)
            window.addLevel(
                static_cast<float>(std::abs(std::sin(i / 3 * speed) * std::cos(i / 3 * 0.17))));
    }

    void cut()
    {
        transcript.addDivider(
            QStringLiteral("Offline for 14 s · 3.2 s of speech kept and sent · answer resumed"),
            clock.wallTime(),
            QStringLiteral("Offline from 14:02:10 to 14:02:24\nCause: no answer\n"
                           "Speech held: 3.2 s\nMessages resent: 2\n"
                           "Answer continued at 0:07"));
    }

    void hold()
    {
        window.setHeldSpeech(Duration(6200), std::chrono::minutes(1));
        transcript.setHeldSpeech(Duration(6200));
        speak(client::ConversationController::Caption::HoldingSpeech, 40, 0.8);
        window.setCallStatus({.state = client::CallStatus::State::Active,
                              .since = clock.now() - std::chrono::seconds(125)});
    }

    QImage picture()
    {
        window.show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(&window);
        QCoreApplication::sendPostedEvents();
        return window.grab().toImage();
    }
};

/// Saves a picture in the folder "gallery" beside the programs. Fails if the picture is almost
/// empty.
inline void keep(const QString &name, const QImage &picture)
{
    const QDir folder(QCoreApplication::applicationDirPath() + QStringLiteral("/../gallery"));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    QVERIFY(picture.save(folder.filePath(name + QStringLiteral(".png"))));
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); y += 3) {
        for (int x = 0; x < picture.width(); x += 3)
            colours.insert(picture.pixel(x, y));
    }
    QVERIFY2(colours.size() > 20, "the picture is as good as blank");
}

} // namespace holdline::testing
