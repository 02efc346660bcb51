// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QRandomGenerator>
#include <QString>

#include <optional>

namespace holdline {

/// How long to wait before each try to connect, and when to give up. A plain value.
struct BackoffPolicy
{
    Duration initial{1000};
    double factor = 2.0;
    Duration maximum{30000};
    std::optional<int> attempts = 10; ///< nullopt: never gives up
    Duration jitter{0}; ///< each wait is longer by uniform(0, jitter)

    /// 1, 2, 4, 8, 16, 30 … s; ten attempts.
    static BackoffPolicy standard();
    /// 1, 2, 4, 8, 16 s; five attempts.
    static BackoffPolicy persistent();
    /// 2, 4, 8 … 60 s plus up to 1 s of jitter; never gives up.
    static BackoffPolicy alwaysOn();

    /// Parses the name of a preset ("standard", "persistent", "always-on") or a list such as
    /// "initial=100ms,factor=2,max=1s,attempts=10,jitter=50ms", whose values replace those of the
    /// standard preset. "attempts=unlimited" never gives up. Fails with a sentence that names the
    /// wrong part.
    static Result<BackoffPolicy, QString> parse(const QString &text);

    /// The list form; parse() turns it into the same policy again.
    QString toString() const;

    friend bool operator==(const BackoffPolicy &, const BackoffPolicy &) = default;
};

/// Counts the tries of one outage and says how long to wait before each. The caller owns the timer.
/// A plain value.
class ExponentialBackoff
{
public:
    explicit ExponentialBackoff(BackoffPolicy policy = BackoffPolicy::standard(),
                                quint32 jitterSeed = 0);

    /// Counts a try and returns the wait before it; nullopt if all tries are used up.
    std::optional<Duration> next();
    /// The connection is stable: the next outage starts with the first wait again.
    void reset() { m_attempt = 0; }

    /// Tries since the last reset, counted from 0.
    int attempt() const { return m_attempt; }
    const BackoffPolicy &policy() const { return m_policy; }

private:
    BackoffPolicy m_policy;
    int m_attempt = 0;
    QRandomGenerator m_random;
};

} // namespace holdline
