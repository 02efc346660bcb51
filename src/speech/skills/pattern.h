// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace holdline::speech {

/// A regular expression for words from outside. It is compared in time linear in the length of the
/// text, whatever the text is: all ways through the pattern are followed at once, character by
/// character, and none is tried again (R. Cox, "Regular Expression Matching: the Virtual Machine
/// Approach", 2009; the machine is R. Pike's).
///
/// Knows letters, `.`, `\b`, `\s`, `\w`, sets such as `[\s,.:]`, `(…)`, `(?<name>…)`, `|`, and `?`,
/// `*`, `+`, which take as much as they can, or as little with another `?` behind. Only named
/// groups are captured. Letters match in upper and lower case. Immutable.
class Pattern
{
public:
    /// Throws nothing: a pattern is part of the program, and a wrong one ends it.
    explicit Pattern(QStringView pattern);

    class Match
    {
    public:
        /// What the group has matched; null if the match does not go through it.
        QString captured(const QString &name) const { return m_groups.value(name); }

    private:
        friend class Pattern;
        QHash<QString, QString> m_groups;
    };

    /// Whether all of `text` matches.
    bool matches(QStringView text) const { return run(text).has_value(); }
    /// `nullopt` if not all of `text` matches.
    std::optional<Match> match(const QString &text) const;

private:
    enum class Op : quint8 { Character, Any, Word, Space, Set, Boundary, Split, Jump, Save, Done };
    struct Instruction
    {
        Op op;
        QChar character{}; ///< Character, in lower case
        int first = 0; ///< Split and Jump: where to go on. Save: the slot. Set: its index
        int second = 0; ///< Split: where else, when `first` fails
    };
    struct CharacterSet
    {
        QString characters;
        bool hasSpace = false;
    };
    static constexpr std::size_t kMostSlots = 4; ///< begin and end of two groups
    using Slots = std::array<qsizetype, kMostSlots>;
    struct Thread
    {
        int at;
        Slots slots;
    };
    class Compiler;
    class Machine;

    std::optional<Slots> run(QStringView text) const;
    bool accepts(const Instruction &instruction, QChar character) const;

    std::vector<Instruction> m_program;
    std::vector<CharacterSet> m_sets;
    QStringList m_names; ///< of the groups, in the order of their slots
};

} // namespace holdline::speech
