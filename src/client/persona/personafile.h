// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/persona/persona.h"
#include "core/result.h"

#include <vector>

// Personas as a file, for the app itself and for export and import.
namespace holdline::client {

/// Limits of a file, and so of what a user can have.
inline constexpr std::size_t kMaxPersonas = 100;
inline constexpr qsizetype kMaxPersonaFile = 16 * 1024 * 1024; ///< bytes

enum class PersonaFileError {
    TooLarge,
    NotPersonas, ///< no file of ours
    TooNew, ///< of a later version of the app
    BadPersona, ///< one of them breaks a limit
};

/// JSON, made to be read by people, too. A persona that is as it was shipped is written as its id
/// only, so that it follows the language and the version of the app.
QByteArray encodePersonas(const std::vector<Persona> &personas);
/// The same in full, for another app.
QByteArray exportPersonas(const std::vector<Persona> &personas);
/// At least one persona; each has a name and an id of its own.
Result<std::vector<Persona>, PersonaFileError> decodePersonas(const QByteArray &file);

} // namespace holdline::client
