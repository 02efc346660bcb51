// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/configuration.h"

#include "protocol/json.h"
#include "protocol/limits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::protocol {

namespace {

bool isLanguage(const QString &tag)
{
    return tag.size() <= kMaxLanguageLength && std::ranges::all_of(tag, [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z')
                   || (c >= u'0' && c <= u'9') || c == u'-';
           });
}

} // namespace

QJsonObject toJson(const Configuration &configuration)
{
    QJsonObject json;
    const auto add = [&json](QLatin1StringView name, const QString &text) {
        if (!text.isEmpty())
            json[name] = text;
    };
    add("persona"_L1, configuration.persona);
    add("instructions"_L1, configuration.instructions);
    add("greeting"_L1, configuration.greeting);
    add("language"_L1, configuration.language);
    add("voice"_L1, configuration.voice);
    json["speaking_rate"_L1] = configuration.speakingRate;
    if (configuration.turnPause)
        json["turn_pause"_L1] = *configuration.turnPause;
    return json;
}

Configuration readConfiguration(MemberReader &in)
{
    Configuration configuration{
        .persona = in.textOrEmpty("persona"_L1, kMaxPersonaName),
        .instructions = in.textOrEmpty("instructions"_L1, kMaxInstructions),
        .greeting = in.textOrEmpty("greeting"_L1, kMaxGreeting),
        .language = in.textOrEmpty("language"_L1),
        .voice = in.idOrEmpty("voice"_L1),
    };
    in.check(isLanguage(configuration.language), "language"_L1, u"must be a language tag");
    if (in.has("speaking_rate"_L1))
        configuration.speakingRate =
            in.decimal("speaking_rate"_L1, kMinSpeakingRate, kMaxSpeakingRate);
    if (in.has("turn_pause"_L1))
        configuration.turnPause = in.number<int>("turn_pause"_L1, kMinSpeed, kMaxSpeed);
    return configuration;
}

QByteArray encode(const Configuration &configuration)
{
    return toBytes(toJson(configuration));
}

Result<Configuration, ValidationError> decodeConfiguration(const QJsonObject &json)
{
    MemberReader in(json);
    const Configuration configuration = readConfiguration(in);
    return in.finish<Configuration>(configuration);
}

} // namespace holdline::protocol
