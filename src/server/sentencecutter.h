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

/// `sentence` in pieces of at most `limit` characters, cut behind commas where there are some,
/// else between words. A sentence without end would otherwise be one endless piece of work.
QStringList speakablePieces(const QString &sentence, qsizetype limit = 240);

} // namespace holdline::server
