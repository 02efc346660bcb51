// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/durableclient.h"

namespace holdline::attack {

/// A friendly client that asks one question after another, waits for the end of each answer, and
/// measures how long the server takes. Needs a running event loop.
class Neighbour
{
public:
    enum class Question {
        Typed,
        Spoken, ///< twice as fast as people talk, to shorten the tests
    };

    Neighbour(const QUrl &url, Question question);

    /// Opens a session. Returns false if the server does not welcome it within 10 s.
    [[nodiscard]] bool join() { return m_client.enter(); }
    /// Asks a question. Returns the time from its last word to the last item of the answer;
    /// `nullopt` if that does not come within kPatience.
    std::optional<std::chrono::nanoseconds> timeToAnswer();

    static constexpr Duration kPatience{45'000};

private:
    std::chrono::steady_clock::time_point ask();
    bool isAnswered(qsizetype answersBefore) const;

    testing::DurableClient m_client;
    Question m_question;
    std::chrono::steady_clock::time_point m_typed; ///< the latest question
    audio::Pcm m_speech; ///< 16 kHz
};

} // namespace holdline::attack
