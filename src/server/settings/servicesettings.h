// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "speech/chat/chatcodec.h"
#include "speech/service/servicevoice.h"
#include "speech/service/transcriptioncodec.h"

namespace holdline::server {

/// "VALUE is not WHAT", for a setting that was refused.
Failure<QString> notA(const QString &value, const QString &what);

/// The secret in the first line of a file: ASCII without spaces. Fails with a sentence.
Result<QByteArray, QString> readSecret(const QString &file);

// Each of these sets one part of what says which service is used, and fails with a sentence.

/// The base address, to which paths are appended.
Outcome<QString> setServiceUrl(QUrl &base, const QString &value);
/// The name of a model or of a voice.
Outcome<QString> setServiceName(QString &name, const QString &value);
/// The key, from a file.
Outcome<QString> setServiceKey(QByteArray &key, const QString &file);

// The service that the program which started us chooses while we run, from a JSON object with the
// members url, model and key: {} for none. What the object does not tell stays as it is in `now`.
// Each fails with a sentence.

Result<speech::ChatSettings, QString> languageFrom(const QByteArray &json,
                                                   const speech::ChatSettings &now);
/// Also has the member `language`.
Result<speech::RecognitionSettings, QString>
recognitionFrom(const QByteArray &json, const speech::RecognitionSettings &now);
/// Also has the member `voice`.
Result<speech::VoiceSettings, QString> voiceFrom(const QByteArray &json);

} // namespace holdline::server
