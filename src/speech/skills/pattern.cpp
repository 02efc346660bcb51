// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/pattern.h"

#include <re2/re2.h>

#include <string>
#include <vector>

namespace holdline::speech {

namespace {

re2::RE2::Options options()
{
    re2::RE2::Options options;
    options.set_case_sensitive(false);
    return options;
}

} // namespace

Pattern::Pattern(QStringView pattern)
{
    // RE2 understands the shorter spelling of named groups only since 2023-09.
    const QString spelled = pattern.toString().replace(QLatin1String("(?<"), QLatin1String("(?P<"));
    m_expression = std::make_shared<const re2::RE2>(spelled.toStdString(), options());
    if (!m_expression->ok())
        qFatal("%s: %s", qPrintable(spelled), m_expression->error().c_str());
}

bool Pattern::matches(QStringView text) const
{
    return re2::RE2::FullMatch(text.toUtf8().toStdString(), *m_expression);
}

std::optional<Pattern::Match> Pattern::match(QStringView text) const
{
    const std::string bytes = text.toUtf8().toStdString();
    // The first group is the whole match.
    std::vector<re2::StringPiece> groups(
        static_cast<std::size_t>(m_expression->NumberOfCapturingGroups()) + 1);
    if (!m_expression->Match(bytes, 0, bytes.size(), re2::RE2::ANCHOR_BOTH, groups.data(),
                             static_cast<int>(groups.size())))
        return std::nullopt;
    Match match;
    for (const auto &[name, number] : m_expression->NamedCapturingGroups()) {
        const re2::StringPiece group = groups[static_cast<std::size_t>(number)];
        if (group.data())
            match.m_groups.insert(
                QString::fromStdString(name),
                QString::fromUtf8(group.data(), static_cast<qsizetype>(group.size())));
    }
    return match;
}

} // namespace holdline::speech
