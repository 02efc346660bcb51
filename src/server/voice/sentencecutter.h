// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/sentences.h"
#include "speech/textnormalizer.h"

#include <vector>

namespace holdline::server {

/// A piece of text that is spoken in one go.
struct Sentence
{
    QString text; ///< as it was written, with simplified white space
    int character; ///< where it begins in the whole text
    speech::SpokenForm spoken; ///< of `text`; empty if nothing of it is spoken, as for code
};

/// Cuts a growing answer into pieces to speak. The result does not depend on the parts in which the
/// text arrives. A plain value.
class SentenceCutter
{
public:
    /// `language` is the language of the answer, as in BCP 47; empty if nobody knows it.
    explicit SentenceCutter(const QString &language = {}) : m_normalizer(language) { }

    /// Appends `text`. Returns the sentences that are complete now.
    std::vector<Sentence> add(const QString &text);
    /// Returns the rest at the end of the answer.
    std::vector<Sentence> finish();

private:
    std::vector<Sentence> placed(const QStringList &sentences);

    speech::SentenceSplitter m_splitter;
    speech::TextNormalizer m_normalizer;
    QString m_text; ///< the text from m_begin on
    int m_begin = 0; ///< end of the last sentence
};

/// Where to cut a spoken text into pieces that take no longer to speak than `limit` letters: after
/// commas if possible, otherwise between words. Returns the end of each piece. 120 letters are 8 s
/// of speech, for which flite works 0.13 s; a sentence of another user may have to wait that long.
std::vector<qsizetype> pieceEnds(QStringView spoken, qsizetype limit = 120);

} // namespace holdline::server
