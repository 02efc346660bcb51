// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/messages.h"

#include <optional>
#include <utility>
#include <vector>

namespace holdline::server {

/// The messages for a Durable client that have no numbers. Of each kind only the newest counts. A
/// plain value.
class Transients
{
public:
    void setTurn(const QString &words) { m_turn = {words, true}; }
    void setAnswer(const QString &text) { m_answer = {text, true}; }
    void setActivity(protocol::Activity::State state) { m_activity = {state, true}; }
    /// The turn or answer was sent as an item, which replaces the partial text here.
    void forgetTurn() { m_turn = {}; }
    void forgetAnswer() { m_answer = {}; }

    /// Marks everything as new, for a client that has come back.
    void tellAgain()
    {
        m_turn.isNews = true; // also an empty turn, which takes back an earlier one
        m_answer.isNews = !m_answer.value.isEmpty();
        m_activity.isNews = true;
    }
    /// The messages that are new. Marks them as told.
    std::vector<protocol::ServerMessage> take()
    {
        std::vector<protocol::ServerMessage> news;
        if (std::exchange(m_turn.isNews, false))
            news.emplace_back(protocol::PartialUserRequest{m_turn.value});
        if (std::exchange(m_answer.isNews, false))
            news.emplace_back(protocol::PartialAssistantAnswer{m_answer.value});
        if (std::exchange(m_activity.isNews, false))
            news.emplace_back(protocol::Activity{m_activity.value});
        return news;
    }

private:
    template <typename T>
    struct Newest
    {
        T value{};
        bool isNews = false;
    };

    Newest<QString> m_turn;
    Newest<QString> m_answer;
    Newest<protocol::Activity::State> m_activity;
};

} // namespace holdline::server
