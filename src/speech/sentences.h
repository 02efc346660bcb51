// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace holdline::speech {

/// Cuts a growing text into sentences. Each is returned as soon as it is complete, so that the
/// first can be spoken while the rest is still being written. Nothing but white space is lost.
/// "3.5", "Dr." and "e.g." do not end a sentence. Knows the stops of many scripts; those of Chinese
/// and Japanese need no white space after them. A plain value.
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
