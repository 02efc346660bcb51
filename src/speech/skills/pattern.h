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

/// A regular expression for words from outside, in the syntax of RE2. It takes time linear in the
/// length of the text, whatever the text is, which QRegularExpression does not. Letters match in
/// upper and lower case. Immutable, cheap to copy.
class Pattern
{
public:
    /// `pattern` is part of the program: a wrong one ends it.
    explicit Pattern(QStringView pattern);

    class Match
    {
    public:
        /// What the group `(?<name>…)` has matched; null if the match does not go through it.
        QString captured(const QString &name) const { return m_groups.value(name); }

    private:
        friend class Pattern;
        QHash<QString, QString> m_groups;
    };

    /// Whether all of `text` matches.
    bool matches(QStringView text) const;
    /// `nullopt` if not all of `text` matches.
    std::optional<Match> match(QStringView text) const;

private:
    std::shared_ptr<const re2::RE2> m_expression;
};

} // namespace holdline::speech
