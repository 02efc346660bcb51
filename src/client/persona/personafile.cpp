// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/persona/personafile.h"

#include "protocol/messages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr int kVersion = 1;
constexpr auto kBase64 = QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors;

const Persona *withId(const std::vector<Persona> &personas, const QString &id)
{
    const auto found = std::ranges::find(personas, id, &Persona::id);
    return found == personas.end() ? nullptr : &*found;
}

QJsonObject toJson(const Persona &persona)
{
    QJsonObject json = QJsonDocument::fromJson(protocol::encode(persona.configuration)).object();
    json["id"_L1] = persona.id;
    json["role"_L1] = persona.role;
    if (!persona.picture.isEmpty())
        json["picture"_L1] = QString::fromLatin1(persona.picture.toBase64());
    return json;
}

QByteArray toFile(const QJsonArray &personas)
{
    return QJsonDocument(QJsonObject{{"holdline"_L1, "personas"_L1},
                                     {"version"_L1, kVersion},
                                     {"personas"_L1, personas}})
        .toJson();
}

/// nullopt if it breaks a limit.
std::optional<Persona> personaFrom(const QJsonObject &json)
{
    const auto configuration = protocol::decodeConfiguration(json);
    const auto picture =
        QByteArray::fromBase64Encoding(json["picture"_L1].toString().toLatin1(), kBase64);
    if (!configuration || !picture)
        return std::nullopt;
    Persona persona{.id = json["id"_L1].toString(),
                    .role = json["role"_L1].toString().simplified(),
                    .picture = *picture,
                    .configuration = configuration.value()};
    persona.configuration.persona = persona.name().simplified();
    const bool isGood = !persona.name().isEmpty() && persona.role.size() <= Persona::kMaxRole
        && persona.picture.size() <= Persona::kMaxPicture;
    return isGood ? std::optional(persona) : std::nullopt;
}

} // namespace

QByteArray encodePersonas(const std::vector<Persona> &personas)
{
    const std::vector<Persona> shipped = shippedPersonas();
    QJsonArray array;
    for (const Persona &persona : personas) {
        const Persona *same = withId(shipped, persona.id);
        array.append(same && *same == persona ? QJsonObject{{"id"_L1, persona.id}}
                                              : toJson(persona));
    }
    return toFile(array);
}

QByteArray exportPersonas(const std::vector<Persona> &personas)
{
    QJsonArray array;
    for (const Persona &persona : personas)
        array.append(toJson(persona));
    return toFile(array);
}

Result<std::vector<Persona>, PersonaFileError> decodePersonas(const QByteArray &file)
{
    if (file.size() > kMaxPersonaFile)
        return Failure{PersonaFileError::TooLarge};
    const QJsonObject json = QJsonDocument::fromJson(file).object();
    const QJsonArray array = json["personas"_L1].toArray();
    if (json["holdline"_L1] != "personas"_L1 || array.isEmpty())
        return Failure{PersonaFileError::NotPersonas};
    if (json["version"_L1].toInt() > kVersion)
        return Failure{PersonaFileError::TooNew};
    if (static_cast<std::size_t>(array.size()) > kMaxPersonas)
        return Failure{PersonaFileError::TooLarge};
    const std::vector<Persona> shipped = shippedPersonas();
    std::vector<Persona> personas;
    for (const QJsonValue value : array) {
        const QJsonObject object = value.toObject();
        const Persona *known = withId(shipped, object["id"_L1].toString());
        const auto persona =
            known && object.size() == 1 ? std::optional(*known) : personaFrom(object);
        if (!persona || persona->id.isEmpty() || withId(personas, persona->id))
            return Failure{PersonaFileError::BadPersona};
        personas.push_back(*persona);
    }
    return personas;
}

} // namespace holdline::client
