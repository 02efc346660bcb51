// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/durableclient.h"

namespace holdline::attack {

/// A client that means well: it asks one question after another, hears each answer to its end, and
/// measures how long the server takes. Needs a running event loop.
class Neighbour
{
public:
    enum class Question {
        Typed,
        Spoken, ///< twice as fast as people talk, so that tests do not take as long
    };

    Neighbour(const QUrl &url, Question question);

    /// Opens a session; false when it is not welcome within 10 s.
    [[nodiscard]] bool join() { return m_client.enter(); }
    /// The time from the last word of the question to the last item of its answer; `nullopt` if
    /// that does not come within kPatience.
    std::optional<std::chrono::nanoseconds> timeToAnswer();

    static constexpr Duration kPatience{15'000};

private:
    std::chrono::steady_clock::time_point ask();
    bool isAnswered(qsizetype answersBefore) const;

    testing::DurableClient m_client;
    Question m_question;
    audio::Pcm m_speech; ///< 16 kHz
};

} // namespace holdline::attack
