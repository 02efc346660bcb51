// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/link/connectionstatus.h"
#include "client/session/line.h"
#include "core/clock.h"

#include <QJsonObject>
#include <QMetaType>
#include <QString>

#include <optional>
#include <variant>

namespace holdline::client {

/// Something that happened to the line or to the sound, for people who look for the cause of a
/// problem. Never contains what was said. A plain value.
struct DiagnosticEvent
{
    /// The groups by which people filter events.
    enum class Kind { State, Dial, Loss, Session, Hold, Sound };
    static constexpr int kKinds = 6;

    struct StateShown
    {
        ConnectionState state;
    };
    struct Dialled
    {
        int dial; ///< number of the dial since the start of the program
        QString host; ///< empty for the embedded server
    };
    struct Opened
    {
        bool durable; ///< the server speaks holdline.v1
    };
    /// A live line was lost, or a dial failed.
    struct Lost
    {
        bool wasLive = false;
        LossReason reason = LossReason::None;
        QString detail{}; ///< what the network said, untranslated; never part of a report
        std::optional<Duration> nextTry{}; ///< `nullopt`: at once, or never
        bool isFinal = false;
    };
    struct SessionBegan
    {
        Line::Session::Origin origin;
        Line::Kind kind;
        QString session; ///< the shortened id of the session
        int messages = 0;
        int sentAgain = 0;
    };
    struct HoldBegan
    {
    };
    struct HoldEnded
    {
        Duration most; ///< the most speech that waited at one time
    };
    struct DeviceChanged
    {
        audio::Direction direction;
        audio::EndpointStatus status;
    };
    /// Playback ran out of speech in the middle of an answer.
    struct RanDry
    {
    };
    using What = std::variant<StateShown, Dialled, Opened, Lost, SessionBegan, HoldBegan, HoldEnded,
                              DeviceChanged, RanDry>;

    WallTime at;
    What what;

    Kind kind() const;
    /// One untranslated line for reports, such as "lost Refused, next try in 993 ms". Contains no
    /// text from the other end of the line.
    QString toReport() const;
    QJsonObject toJson() const;
};

/// ISO 8601 in UTC with milliseconds, for reports.
QString toIsoString(WallTime time);

} // namespace holdline::client

Q_DECLARE_METATYPE(holdline::client::DiagnosticEvent)
