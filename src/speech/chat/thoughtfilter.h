// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::speech {

/// Leaves out what a reasoning model writes for itself: from `<think>` at the beginning of an
/// answer to `</think>`. A plain value.
class ThoughtFilter
{
public:
    /// The part of `text`, which continues the answer, that is meant for the user.
    QString pass(const QString &text);
    /// The answer has ended: what was kept back in case that it was the beginning of a tag.
    QString finish();

private:
    enum class Stage { Beginning, Thinking, Answering };

    Stage m_stage = Stage::Beginning;
    QString m_kept; ///< may be part of a tag
};

} // namespace holdline::speech
