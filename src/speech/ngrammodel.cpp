// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/ngrammodel.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

using Words = std::vector<int>; ///< numbers of words
using Counts = std::map<Words, int>;

struct Entry
{
    double probability = 0;
    double backoff = 1; ///< weight of the shorter history if the next word is not listed
};
using Order = std::map<Words, Entry>;

/// How much of each count is given to words that did not follow.
constexpr double kDiscount = 0.5;
// Most of that is for the model of general language beside this one: who spells a word may say any
// word, not only one of the few that this model knows.
constexpr double kForNewPairs = 1e-5;
constexpr double kForNewTriples = 0.1;

class Vocabulary
{
public:
    Words numbersOf(const QString &sentence)
    {
        Words words{numberOf(u"<s>"_s)};
        for (const QString &word : sentence.split(u' ', Qt::SkipEmptyParts))
            words.push_back(numberOf(word));
        words.push_back(numberOf(u"</s>"_s));
        return words;
    }
    const QString &word(int number) const { return m_words[static_cast<std::size_t>(number)]; }

private:
    int numberOf(const QString &word)
    {
        const auto [known, isNew] = m_numbers.try_emplace(word, static_cast<int>(m_words.size()));
        if (isNew)
            m_words.push_back(word);
        return known->second;
    }

    std::map<QString, int> m_numbers;
    std::vector<QString> m_words;
};

Words withoutFirst(const Words &words)
{
    return {words.begin() + 1, words.end()};
}

Words withoutLast(const Words &words)
{
    return {words.begin(), words.end() - 1};
}

Order singleWords(const Counts &counts)
{
    constexpr int kBeginning = 0; // nothing is followed by "<s>"
    double all = 0;
    for (const auto &[words, count] : counts)
        all += words.front() == kBeginning ? 0 : count;
    Order order;
    for (const auto &[words, count] : counts)
        order[words].probability = words.front() == kBeginning ? 0 : count / all;
    return order;
}

/// The order above `shorter`, whose back-off weights it completes. `share` of what the listed words
/// leave is given to others.
Order longer(const Counts &counts, Order &shorter, double share)
{
    struct History
    {
        int count = 0;
        int followers = 0;
        double listed = 0; ///< probability of the words that follow it
        double listedShorter = 0; ///< the same for the history without its first word
    };
    std::map<Words, History> histories;
    for (const auto &[words, count] : counts) {
        History &history = histories[withoutLast(words)];
        history.count += count;
        ++history.followers;
    }
    Order order;
    for (const auto &[words, count] : counts) {
        History &history = histories[withoutLast(words)];
        const double below = shorter[withoutFirst(words)].probability;
        const double probability =
            (count - kDiscount + kDiscount * history.followers * below) / history.count;
        order[words].probability = probability;
        history.listed += probability;
        history.listedShorter += below;
    }
    constexpr double kLeast = 1e-6;
    for (const auto &[words, history] : histories) {
        shorter[words].backoff = share * std::max(1 - history.listed, kLeast)
            / std::max(1 - history.listedShorter, kLeast);
    }
    return order;
}

QByteArray inLogarithm(double value)
{
    constexpr double kNever = -99;
    return QByteArray::number(value > 0 ? std::log10(value) : kNever, 'f', 4);
}

QByteArray section(int length, const Order &order, const Vocabulary &vocabulary)
{
    QByteArray text = "\n\\" + QByteArray::number(length) + "-grams:\n";
    for (const auto &[words, entry] : order) {
        text += inLogarithm(entry.probability);
        for (const int word : words)
            text += ' ' + vocabulary.word(word).toUtf8();
        text += length < 3 ? ' ' + inLogarithm(entry.backoff) + '\n' : QByteArray("\n");
    }
    return text;
}

} // namespace

QByteArray trigramModel(const QStringList &sentences)
{
    Vocabulary vocabulary;
    Counts counts[3];
    for (const QString &sentence : sentences) {
        const Words words = vocabulary.numbersOf(sentence);
        for (auto end = words.begin() + 1; end <= words.end(); ++end) {
            for (int length = 1; length <= std::min<std::ptrdiff_t>(3, end - words.begin());
                 ++length)
                ++counts[length - 1][{end - length, end}];
        }
    }
    Order orders[3];
    orders[0] = singleWords(counts[0]);
    orders[1] = longer(counts[1], orders[0], kForNewPairs);
    orders[2] = longer(counts[2], orders[1], kForNewTriples);

    QByteArray text = "\\data\\\n";
    for (int length = 1; length <= 3; ++length)
        text += "ngram " + QByteArray::number(length) + '='
            + QByteArray::number(static_cast<qint64>(orders[length - 1].size())) + '\n';
    for (int length = 1; length <= 3; ++length)
        text += section(length, orders[length - 1], vocabulary);
    return text + "\n\\end\\\n";
}

} // namespace holdline::speech
