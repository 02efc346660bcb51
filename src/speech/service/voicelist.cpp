// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/voicelist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <initializer_list>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr qsizetype kLongestId = 64;
constexpr qsizetype kLongestName = 64;
constexpr qsizetype kLongestLanguage = 35;
constexpr std::size_t kMostVoices = 500;

/// The first of these members that is a text.
QString firstOf(const QJsonObject &object, std::initializer_list<const char *> members)
{
    for (const char *member : members) {
        if (const QString text = object[QLatin1StringView(member)].toString(); !text.isEmpty())
            return text;
    }
    return {};
}

QJsonArray listIn(const QByteArray &body)
{
    const QJsonDocument json = QJsonDocument::fromJson(body);
    for (const char *member : {"voices", "data", "items"}) {
        if (json[QLatin1StringView(member)].isArray())
            return json[QLatin1StringView(member)].toArray();
    }
    return json.array();
}

bool isId(const QString &text)
{
    const auto isUsable = [](QChar c) { return c > u' ' && c < u'\x7f'; };
    return !text.isEmpty() && text.size() <= kLongestId && std::ranges::all_of(text, isUsable);
}

VoiceDescription voiceFrom(const QJsonValue &value)
{
    if (value.isString())
        return {.id = value.toString(), .name = value.toString()};
    const QJsonObject object = value.toObject();
    const QString id = firstOf(object, {"id", "voice_id", "name"});
    const QString name = firstOf(object, {"name"});
    return {.id = id,
            .name = name.isEmpty() ? id : name.left(kLongestName),
            .language = firstOf(object, {"language", "lang"}).left(kLongestLanguage)};
}

} // namespace

std::vector<VoiceDescription> decodeVoiceList(const QByteArray &body, const QString &engine)
{
    std::vector<VoiceDescription> voices;
    for (const QJsonValue &value : listIn(body)) {
        VoiceDescription voice = voiceFrom(value);
        voice.engine = engine;
        if (isId(voice.id) && voices.size() < kMostVoices)
            voices.push_back(voice);
    }
    return voices;
}

} // namespace holdline::speech
