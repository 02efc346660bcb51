// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/skills/skill.h"

#include <QJsonObject>

#include <span>

namespace holdline::speech {

/// A skill as a function that a language model may call.
struct Tool
{
    QString name;
    QString description; ///< for the model
    QJsonObject parameters; ///< JSON schema of the arguments
    SkillAnswer (*run)(const QJsonObject &arguments, const Prompt &prompt);
};

/// All tools. Those that change the memory only say so in their answer.
std::span<const Tool> tools();

/// Calls a tool. `arguments` is the JSON text that the model wrote, perhaps wrong or empty; the
/// answer then says what is wrong, so that the model can call again. The text is for the model, not
/// for the user.
SkillAnswer callTool(const QString &name, const QString &arguments, const Prompt &prompt);

} // namespace holdline::speech
