// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace holdline::speech {

/// Cuts a growing text into sentences. Each is returned as soon as it is complete, so that the
/// first can be spoken while the rest is still being written. Lines that begin a list item, a
/// heading or another block begin a sentence, too. Of a block of code, the fence that opens it is
/// one sentence, and all that follows, with the closing fence, is another one. No words are lost:
/// all sentences together are the text, white space aside. "3.5", "Dr." and "e.g." do not end a
/// sentence. Knows the stops of many scripts; those of Chinese and Japanese need no white space
/// after them. A plain value.
class SentenceSplitter
{
public:
    /// Appends `text`. Returns the sentences that are complete now.
    QStringList add(const QString &text);
    /// Returns the rest at the end of the answer; may be empty.
    QString finish();

private:
    qsizetype end() const;

    QString m_pending;
    bool m_beginsLine = true; ///< m_pending begins a line
    bool m_isInCode = false; ///< m_pending follows the fence that opens a block of code
};

} // namespace holdline::speech
