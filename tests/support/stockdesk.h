// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"
#include "support/fakesoundcard.h"
#include "support/lineclient.h"
#include "support/manualclock.h"
#include "support/stockserver.h"
#include "support/syntheticvoice.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace holdline::testing {

/// A client without its window, connected to a stock server. Their time runs faster than real time.
struct StockDesk
{
    static constexpr Duration kStep{20};
    static constexpr std::size_t kStepSamples = audio::samplesIn(kStep, audio::kDeviceRate);

    ManualClock clock;
    LineHome home;
    StockServer server;
    LineClient client{home, server.url(), quickPolicy(1000)};
    FakeSoundCard card;
    holdline::client::ConversationController conversation{client.line, card, clock};
    QTimer time;
    audio::Pcm toHear;
    std::size_t heard = 0;

    explicit StockDesk(StockServer::Kind kind) : server(kind, clock)
    {
        conversation.setListeningMode(holdline::client::ListeningMode::Headphones);
        time.setInterval(std::chrono::milliseconds(2));
        QObject::connect(&time, &QTimer::timeout, &time, [this] {
            step();
            step();
        });
        time.start();
    }

    /// Advances the microphone and the loudspeaker by 20 ms.
    void step()
    {
        clock.advance(kStep);
        audio::Pcm block(kStepSamples);
        const std::size_t words = std::min(kStepSamples, toHear.size() - heard);
        std::copy_n(toHear.begin() + static_cast<std::ptrdiff_t>(heard), words, block.begin());
        heard += words;
        card.hear(block);
        if (!card.isPlaying())
            return;
        card.advancePlayback(kStepSamples);
        if (card.pending().empty())
            card.finishPlayback();
    }
    /// The user says something of this length.
    void say(Duration length)
    {
        const audio::Pcm voice = syntheticVoice(length);
        toHear.insert(toHear.end(), voice.begin(), voice.end());
    }
    bool isSilent() const { return heard == toHear.size(); }

    bool connects()
    {
        const qsizetype before = client.sessions.size();
        client.line.start();
        return QTest::qWaitFor([&] { return client.sessions.size() > before; });
    }
    QStringList transcript()
    {
        QStringList rows;
        const holdline::client::TranscriptModel &model = conversation.transcript();
        for (int row = 0; row < model.rowCount(); ++row)
            rows += model.index(row).data().toString();
        return rows;
    }
    /// The types of the messages that the server got, "audio" for frames, without repetitions in a
    /// row.
    QStringList sent()
    {
        QStringList types;
        for (const QByteArray &message : server.wire().received()) {
            const QString type =
                QJsonDocument::fromJson(message).object()[QLatin1String("type")].toString(
                    QStringLiteral("audio"));
            if (types.isEmpty() || types.last() != type)
                types += type;
        }
        return types;
    }
};

} // namespace holdline::testing
