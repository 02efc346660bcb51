// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/transcriptioncodec.h"

#include "speech/textlanguage.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr qsizetype kPromptCharacters = 200;

/// Appends `value` in little endian.
template <typename Number>
void append(QByteArray &bytes, Number value)
{
    const Number wire = qToLittleEndian(value);
    bytes.append(reinterpret_cast<const char *>(&wire), sizeof wire);
}

QByteArray wavFile(audio::PcmView pcm)
{
    constexpr quint32 kBytesPerSample = sizeof(audio::Sample);
    constexpr quint32 kFormatBytes = 16;
    const auto size = static_cast<quint32>(pcm.size() * kBytesPerSample);
    QByteArray file("RIFF");
    append<quint32>(file, 4 + (8 + kFormatBytes) + 8 + size);
    file += "WAVEfmt ";
    append<quint32>(file, kFormatBytes);
    append<quint16>(file, 1); // PCM
    append<quint16>(file, 1); // mono
    append<quint32>(file, audio::kSpeechRate);
    append<quint32>(file, audio::kSpeechRate * kBytesPerSample);
    append<quint16>(file, kBytesPerSample);
    append<quint16>(file, 8 * kBytesPerSample);
    file += "data";
    append<quint32>(file, size);
    return file + audio::toBytes(pcm);
}

/// The last words of `text`, without a word that is cut.
QString endOf(const QString &text)
{
    const QString plain = text.simplified();
    if (plain.size() <= kPromptCharacters)
        return plain;
    return plain.sliced(plain.indexOf(u' ', plain.size() - kPromptCharacters) + 1);
}

QByteArray field(const QByteArray &boundary, const char *name, const QString &value)
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n"
        + value.toUtf8() + "\r\n";
}

/// Services take two letters, as Whisper does, which has one Norwegian for speech.
QString serviceLanguage(const QString &tag)
{
    const QString language = primaryLanguage(tag);
    return language == u"nb" ? u"no"_s : language;
}

bool isNoiseMark(const QString &text)
{
    const bool isBracketed = (text.startsWith(u'[') && text.endsWith(u']'))
        || (text.startsWith(u'(') && text.endsWith(u')'));
    return isBracketed && text.count(text.front()) == 1;
}

} // namespace

ServiceCall::Request encodeTranscription(const RecognitionSettings &settings, audio::PcmView pcm,
                                         const Clues &clues, bool streamed)
{
    // Long and random, so that it occurs in no sound.
    const QByteArray boundary = "holdline-" + QUuid::createUuid().toByteArray(QUuid::Id128);
    QByteArray body = field(boundary, "model", settings.service.model)
        + field(boundary, "response_format", u"json"_s) + field(boundary, "temperature", u"0"_s);
    const QString language =
        clues.language.isEmpty() ? settings.language : serviceLanguage(clues.language);
    if (!language.isEmpty())
        body += field(boundary, "language", language);
    if (const QString prompt = endOf(clues.before); !prompt.isEmpty())
        body += field(boundary, "prompt", prompt);
    if (streamed)
        body += field(boundary, "stream", u"true"_s);
    body += "--" + boundary
        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"turn.wav\"\r\n"
          "Content-Type: audio/wav\r\n\r\n"
        + wavFile(pcm) + "\r\n--" + boundary + "--\r\n";
    return {.path = u"audio/transcriptions"_s,
            .contentType = "multipart/form-data; boundary=" + boundary,
            .body = body};
}

Result<QString, NoTranscription> decodeTranscription(const QByteArray &body)
{
    const QJsonValue text = QJsonDocument::fromJson(body).object()["text"_L1];
    if (!text.isString())
        return Failure{NoTranscription{}};
    return wordsIn(text.toString());
}

Result<TranscriptionPiece, NoTranscription> decodeTranscriptionPiece(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QString type = object["type"_L1].toString();
    if (type == u"transcript.text.delta")
        return TranscriptionPiece{.text = object["delta"_L1].toString()};
    const QJsonValue text = object["text"_L1];
    if (text.isString())
        return TranscriptionPiece{.text = text.toString(),
                                  .isWhole = type == u"transcript.text.done"};
    // Later versions of the interface may tell more, but not in place of the text.
    return type.isEmpty() ? Result<TranscriptionPiece, NoTranscription>(Failure{NoTranscription{}})
                          : TranscriptionPiece{};
}

QString wordsIn(const QString &text)
{
    const QString words = text.simplified();
    return isNoiseMark(words) ? QString() : words;
}

} // namespace holdline::speech
