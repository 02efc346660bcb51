// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/result.h"
#include "speech/service/service.h"
#include "speech/transcriber.h"

namespace holdline::speech {

/// How a service turns speech into words.
struct RecognitionSettings
{
    ServiceAddress service{};
    /// Such as "en", if a user has not chosen one; empty: the service finds out.
    QString language{};
    bool partials = true; ///< also transcribe turns that are not over
};

/// POST {base}/audio/transcriptions, as multipart/form-data with a WAV file. `pcm` is 16 kHz mono.
/// Of what was said before, only the end is sent. `streamed`: the words are wanted one by one.
ServiceCall::Request encodeTranscription(const RecognitionSettings &settings, audio::PcmView pcm,
                                         const Clues &clues, bool streamed = false);

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
