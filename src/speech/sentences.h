// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace holdline::speech {

/// Cuts a growing text into sentences. Each is returned as soon as it is complete, so that the
/// first can be spoken while the rest is still being written. No words are lost: all sentences
/// joined by spaces are the text with simplified white space. "3.5", "Dr." and "e.g." do not end a
/// sentence. A plain value.
class SentenceSplitter
{
public:
    /// Appends `text`. Returns the sentences that are complete now.
    QStringList add(const QString &text);
    /// Returns the rest at the end of the answer; may be empty.
    QString finish();

private:
    QString m_pending;
};

} // namespace holdline::speech
