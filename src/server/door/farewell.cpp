// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/farewell.h"

#include "protocol/closecode.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {
constexpr Duration kLongestSpread = 60s;
}

Duration Farewell::spreadOver(int clients)
{
    const Duration spread(clients * qint64(1000) / kReturnsPerSecond);
    return std::min(spread, kLongestSpread);
}

QString Farewell::closeReason() const
{
    const auto spread = static_cast<double>(goaway.spread.count());
    const auto part = QRandomGenerator::global()->generateDouble() * spread;
    return protocol::comeBackAfter(goaway.after + Duration(static_cast<qint64>(part)));
}

} // namespace holdline::server
