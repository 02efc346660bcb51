// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/sentences.h"
#include "speech/textnormalizer.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace holdline::speech;

namespace {

QStringList sentencesOf(const QString &text, qsizetype step)
{
    SentenceSplitter splitter;
    QStringList sentences;
    for (qsizetype at = 0; at < text.size(); at += step)
        sentences += splitter.add(text.mid(at, step));
    return sentences << splitter.finish();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QStringList sentences = sentencesOf(text, std::max<qsizetype>(text.size(), 1));
    if (sentencesOf(text, 2) != sentences)
        std::abort();
    TextNormalizer normalizer;
    for (const QString &sentence : sentences) {
        const SpokenForm form = normalizer.pass(sentence);
        const bool isWhole = form.written.size() == static_cast<std::size_t>(form.text.size()) + 1
            && form.written.back() == sentence.size();
        if (!isWhole || !std::ranges::is_sorted(form.written))
            std::abort();
    }
    return 0;
}
