// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/durableclient.h"
#include "support/serverprocess.h"

#include <QJsonObject>

#include <memory>
#include <random>
#include <vector>

namespace holdline::chaos {

/// The real holdlined with two real recognisers, and ten talkers whose lines all break in the
/// middle of a word. While they are away, another client must be understood at once. When they
/// return, each must be understood completely: it gets the same answer as over a good line.
class MidWordRun
{
public:
    /// Makes `cuts` cuts in rounds of ten.
    MidWordRun(int cuts, quint32 seed);

    QJsonObject run();

private:
    /// A client, and the question that it asks again and again.
    struct Talker
    {
        std::unique_ptr<testing::DurableClient> client;
        audio::Pcm speech; ///< 16 kHz, with the silence that ends a turn
        QString answer{}; ///< the answer over a good line
    };

    bool prepare();
    bool outsiderIsUnderstood() const;
    int comeBack(const std::vector<std::size_t> &cutAt);

    int m_rounds;
    quint32 m_seed;
    std::mt19937 m_random;
    testing::ServerProcess m_server;
    std::vector<Talker> m_talkers;
};

} // namespace holdline::chaos
