// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/sentences.h"

#include <vector>

namespace holdline::server {

/// A piece of text that is spoken in one go, with simplified white space.
struct Sentence
{
    QString text;
    int character; ///< where it begins in the whole text
};

/// Cuts a growing answer into pieces to speak. The result depends on the text alone, not on the
/// parts in which it arrives. A plain value.
class SentenceCutter
{
public:
    /// Appends `text`. Returns the sentences that are complete now.
    std::vector<Sentence> add(const QString &text);
    /// Returns the rest at the end of the answer.
    std::vector<Sentence> finish();

private:
    std::vector<Sentence> placed(const QStringList &sentences);

    speech::SentenceSplitter m_splitter;
    QString m_text; ///< the text from m_begin on
    int m_begin = 0; ///< end of the last sentence
};

/// Cuts `sentence` into pieces that take no longer to speak than `limit` letters: after commas if
/// possible, otherwise between words. 120 letters are 8 s of speech, for which flite works 0.13 s;
/// a sentence of another user may have to wait that long.
QStringList speakablePieces(const QString &sentence, qsizetype limit = 120);

} // namespace holdline::server
