// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/responder.h"

#include <optional>

namespace holdline::speech {

/// The answer of a skill: one or more sentences to speak.
struct SkillAnswer
{
    QString text;
    MemoryChange change = {};
};

/// Limits for the memory of one session: facts, timers and reminders, and characters of each.
inline constexpr qsizetype kMostFacts = 100;
inline constexpr qsizetype kMostReminders = 100;
inline constexpr qsizetype kLongestNote = 1000;

// One function for each skill, in a file of the same name. Pure functions: the same prompt gives
// the same answer. They return nullopt if the prompt is not for the skill.
using Skill = std::optional<SkillAnswer> (*)(const Prompt &prompt);

/// "what did I say before", "what did you say", "say that again".
std::optional<SkillAnswer> retrospect(const Prompt &prompt);
/// "repeat after me: the line is back", "say hello".
std::optional<SkillAnswer> repeat(const Prompt &prompt);
/// "set a timer for ten seconds", "remind me in five minutes to call Anna", "cancel the timer".
std::optional<SkillAnswer> timer(const Prompt &prompt);
/// "remember that my locker number is 42", "what is my locker number", "forget everything".
std::optional<SkillAnswer> memory(const Prompt &prompt);
/// "spell the word connection".
std::optional<SkillAnswer> spelling(const Prompt &prompt);
/// "what time is it", "what day is tomorrow".
std::optional<SkillAnswer> clock(const Prompt &prompt);
/// "what is twelve times seven", "3.5 + 4".
std::optional<SkillAnswer> arithmetic(const Prompt &prompt);
/// "what can you do".
std::optional<SkillAnswer> help(const Prompt &prompt);
/// "hello", "thank you", "who are you", "can you hear me".
std::optional<SkillAnswer> smallTalk(const Prompt &prompt);

} // namespace holdline::speech
