// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QtGlobal>

// All limits on what a peer may send. Each has a test.
namespace holdline::protocol {

/// The rate of all audio of the Plain dialect, in both directions. The wire does not state it.
inline constexpr int kSampleRate = 48000;
/// The samples that a stock page sends at a time: 2 048, which are 42.7 ms.
inline constexpr qsizetype kFrameSamples = 2048;
inline constexpr qsizetype kFrameHeaderBytes = 8;

inline constexpr qsizetype kMaxTextLength = 5000; ///< characters of a typed message
inline constexpr int kMinSpeed = 0;
inline constexpr int kMaxSpeed = 100;

// Characters of the members of a configuration.
inline constexpr qsizetype kMaxPersonaName = 64;
inline constexpr qsizetype kMaxInstructions = 8000;
inline constexpr qsizetype kMaxGreeting = 500;
inline constexpr qsizetype kMaxLanguageLength = 35; ///< as BCP 47 recommends
inline constexpr double kMinSpeakingRate = 0.5;
inline constexpr double kMaxSpeakingRate = 2;

/// A larger WebSocket message closes the connection with 1009. Enough for 5 s of base64 speech.
inline constexpr quint64 kMaxMessageBytes = 1024ULL * 1024;
inline constexpr quint64 kMaxFrameBytes = kMaxMessageBytes;
/// How deeply objects and arrays may be nested in a JSON message.
inline constexpr int kMaxJsonDepth = 16;

// ---- holdline.v1

inline constexpr char kSubprotocol[] = "holdline.v1";
inline constexpr qsizetype kItemHeaderBytes = 32;
/// The largest number that JSON represents exactly.
inline constexpr quint64 kMaxSeq = (1ULL << 53) - 1;
/// Bytes that may be unacknowledged in each direction.
inline constexpr qint64 kWindow = 1024 * 1024;
inline constexpr qint64 kMinWindow = 16 * 1024;
inline constexpr qint64 kMaxWindow = 16 * 1024 * 1024;
/// The rate that the recogniser needs.
inline constexpr int kMicRate = 16000;
/// 100 ms of the microphone.
inline constexpr qsizetype kCaptureItemSamples = 1600;
/// 20 ms of the microphone in one Opus packet.
inline constexpr qsizetype kOpusPacketSamples = 320;
inline constexpr qsizetype kMaxOpusPacketBytes = 255;
/// 100 ms of an answer.
inline constexpr qsizetype kSpeechItemSamples = 4800;
inline constexpr qsizetype kMaxSampleText = 200; ///< characters that a voice says for comparison
inline constexpr Duration kMaxSample = std::chrono::seconds(8); ///< of a voice, for comparison
inline constexpr qsizetype kMaxVoices = 1000;
inline constexpr qsizetype kMaxIdLength = 64; ///< characters of an id that a peer makes up
inline constexpr qsizetype kMaxOffers = 16; ///< rates or codecs to choose from
inline constexpr int kMinRate = 8000; ///< Hz, for audio that is offered or chosen
inline constexpr int kMaxRate = 192000;
inline constexpr Duration kMaxWait = std::chrono::hours(1); ///< that a peer can ask for
/// The longest message from a client that has not proved yet that it owns a session, in bytes.
inline constexpr qsizetype kMaxHandshakeBytes = 4096;
inline constexpr qsizetype kSecretBytes = 32;
inline constexpr qsizetype kNonceBytes = 16;
inline constexpr qsizetype kProofBytes = 32;

} // namespace holdline::protocol
