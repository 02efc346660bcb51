// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace holdline::speech {

/// Cuts a growing text into sentences as soon as each is complete, so that the first can be spoken
/// while the rest is still being written. Nothing is lost: all sentences joined by a space are the
/// text, white space simplified. "3.5", "Dr." and "e.g." do not end a sentence.
class SentenceSplitter
{
public:
    /// The sentences that `text`, appended to what came before, completes.
    QStringList add(const QString &text);
    /// What is left at the end of the answer; empty when nothing is.
    QString finish();

private:
    QString m_pending;
};

} // namespace holdline::speech
