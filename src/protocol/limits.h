// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// Every limit on what a peer may send. Each has a test.
namespace holdline::protocol {

/// The rate of all audio on a plain connection, in both directions. Nothing on the wire says so.
inline constexpr int kSampleRate = 48000;
/// What a stock page sends at a time: 2 048 samples, 42.7 ms.
inline constexpr qsizetype kFrameSamples = 2048;
inline constexpr qsizetype kFrameHeaderBytes = 8;

inline constexpr qsizetype kMaxTextLength = 5000; ///< characters of a typed message
inline constexpr int kMinSpeed = 0;
inline constexpr int kMaxSpeed = 100;

/// Larger WebSocket messages close the connection with 1009. Room for 5 s of base64 speech.
inline constexpr quint64 kMaxMessageBytes = 1024ULL * 1024;
inline constexpr quint64 kMaxFrameBytes = kMaxMessageBytes;
/// Objects and arrays inside one another in a JSON message.
inline constexpr int kMaxJsonDepth = 16;

} // namespace holdline::protocol
