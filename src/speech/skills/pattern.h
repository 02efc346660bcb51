// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <memory>
#include <optional>

namespace re2 {
class RE2;
}

namespace holdline::speech {

/// A regular expression for words from outside, in the syntax of RE2. Matching takes time linear in
/// the length of any text, which QRegularExpression does not guarantee. Ignores case. Immutable and
/// cheap to copy; thread-safe.
class Pattern
{
public:
    /// `pattern` is a constant of the program; if it is wrong, the program ends.
    explicit Pattern(QStringView pattern);

    class Match
    {
    public:
        /// What the group `(?<name>…)` has matched; null if it took no part in the match.
        QString captured(const QString &name) const { return m_groups.value(name); }

    private:
        friend class Pattern;
        QHash<QString, QString> m_groups;
    };

    /// True if the whole `text` matches.
    bool matches(QStringView text) const;
    /// nullopt if the whole `text` does not match.
    std::optional<Match> match(QStringView text) const;

private:
    std::shared_ptr<const re2::RE2> m_expression;
};

} // namespace holdline::speech
