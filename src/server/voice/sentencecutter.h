// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/sentences.h"

#include <vector>

namespace holdline::server {

/// What is spoken in one go, white space simplified.
struct Sentence
{
    QString text;
    int character; ///< where it begins in the whole text
};

/// Cuts a growing answer into what the voice speaks at a time. However the text comes in pieces,
/// the same text gives the same sentences. A plain value.
class SentenceCutter
{
public:
    /// The sentences that `text`, appended to what came before, completes.
    std::vector<Sentence> add(const QString &text);
    /// What is left at the end of the answer.
    std::vector<Sentence> finish();

private:
    std::vector<Sentence> placed(const QStringList &sentences);

    speech::SentenceSplitter m_splitter;
    QString m_text; ///< from m_begin on
    int m_begin = 0; ///< behind the last sentence
};

/// `sentence` in pieces that take no longer to speak than `limit` letters, cut behind commas where
/// there are some, else between words. 120 letters are 8 s of speech and 0.13 s of work for flite,
/// which is as long as the sentence of another user may have to wait.
QStringList speakablePieces(const QString &sentence, qsizetype limit = 120);

} // namespace holdline::server
