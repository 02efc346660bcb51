// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::speech {

/// Removes the thoughts that a reasoning model writes before its answer: from `<think>` at the
/// beginning of the text to `</think>`. A plain value.
class ThoughtFilter
{
public:
    /// Adds the next piece of text. Returns the text that is certainly meant for the user.
    QString pass(const QString &text);
    /// Ends the answer. Returns the text that pass() kept because it could be the beginning of a
    /// tag.
    QString finish();

private:
    enum class Stage { Beginning, Thinking, Answering };

    Stage m_stage = Stage::Beginning;
    QString m_kept; ///< text that may be part of a tag
};

} // namespace holdline::speech
