// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/sentencecutter.h"

namespace holdline::server {

namespace {

qsizetype endOfSpace(QStringView text, qsizetype from)
{
    while (from < text.size() && text[from].isSpace())
        ++from;
    return from;
}

/// Where `piece`, which is simplified and begins at `from`, ends in `text`, which is not.
qsizetype endOf(QStringView piece, QStringView text, qsizetype from)
{
    for (const QChar c : piece)
        from = c.isSpace() ? endOfSpace(text, from) : from + 1;
    return from;
}

} // namespace

std::vector<Sentence> SentenceCutter::add(const QString &text)
{
    m_text += text;
    return placed(m_splitter.add(text));
}

std::vector<Sentence> SentenceCutter::finish()
{
    return placed({m_splitter.finish()});
}

std::vector<Sentence> SentenceCutter::placed(const QStringList &sentences)
{
    std::vector<Sentence> result;
    qsizetype at = 0;
    for (const QString &sentence : sentences) {
        for (const QString &piece : speakablePieces(sentence)) {
            at = endOfSpace(m_text, at);
            result.push_back({piece, m_begin + static_cast<int>(at)});
            at = endOf(piece, m_text, at);
        }
    }
    m_text.remove(0, at);
    m_begin += static_cast<int>(at);
    return result;
}

QStringList speakablePieces(const QString &sentence, qsizetype limit)
{
    QStringList pieces;
    QString rest = sentence.trimmed();
    while (rest.size() > limit) {
        qsizetype cut = rest.lastIndexOf(u", ", limit - 1) + 1;
        if (cut <= 0)
            cut = rest.lastIndexOf(u' ', limit);
        if (cut <= 0)
            cut = limit;
        pieces.append(rest.left(cut).trimmed());
        rest = rest.mid(cut).trimmed();
    }
    if (!rest.isEmpty())
        pieces.append(rest);
    return pieces;
}

} // namespace holdline::server
