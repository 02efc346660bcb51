// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/result.h"
#include "speech/service/service.h"

namespace holdline::speech {

/// How a service turns speech into words.
struct RecognitionSettings
{
    ServiceAddress service{};
    QString language{}; ///< such as "en"; empty: the service finds out
    bool partials = true; ///< also transcribe turns that are not over
};

/// POST {base}/audio/transcriptions, as multipart/form-data with a WAV file. `pcm` is 16 kHz mono.
/// `before` is what was said last in the conversation; only its end is sent.
/// `streamed`: the words are wanted one by one.
ServiceCall::Request encodeTranscription(const RecognitionSettings &settings, audio::PcmView pcm,
                                         const QString &before, bool streamed = false);

struct NoTranscription
{
};
/// The words in the body of the answer; empty if nothing was understood. Marks that stand for
/// silence or noise, such as "[BLANK_AUDIO]", are no words.
Result<QString, NoTranscription> decodeTranscription(const QByteArray &body);

/// A piece of a transcription that is streamed.
struct TranscriptionPiece
{
    QString text{};
    /// `text` is everything; otherwise it follows the pieces before.
    bool isWhole = false;

    friend bool operator==(const TranscriptionPiece &, const TranscriptionPiece &) = default;
};
/// Decodes the data of one event: a "transcript.text.delta" or "transcript.text.done", or an object
/// with the next `text`, as services based on faster-whisper send them.
Result<TranscriptionPiece, NoTranscription> decodeTranscriptionPiece(const QByteArray &json);
/// The words in a text that a service has understood, as decodeTranscription() returns them.
QString wordsIn(const QString &text);

} // namespace holdline::speech
