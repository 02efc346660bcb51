// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/skills/skill.h"

namespace holdline::speech {

// What can be done with facts to remember, whoever asks for it: the user or a language model.

/// The key of the fact that `asked` means; nullopt if there is none. One letter in five may differ,
/// as in "favourite" and "favorite".
std::optional<QString> findKey(const Memory &memory, const QString &asked);
/// For example "your locker number is 42". A fact without a value is a note by itself.
QString recited(const QString &key, const QString &value);
SkillAnswer rememberFact(const Prompt &prompt, const QString &key, const QString &value);
/// Forgets the fact that `asked` means.
SkillAnswer forgetFact(const Prompt &prompt, const QString &asked);
SkillAnswer forgetAllFacts(const Prompt &prompt);

} // namespace holdline::speech
