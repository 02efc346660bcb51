// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/fingerprint.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace holdline::testing {

/// The states of one end, Client or Server, and what it does in each. The classes inside an end
/// cannot be copied, so a state is kept as the events that lead to it, and a reaction is found out
/// once, by repeating these events with a new end. Two states are the same if probe() cannot tell
/// their ends apart.
template <typename End>
class Automaton
{
public:
    using StateId = quint32;
    using Event = typename End::Event;
    struct Reaction
    {
        StateId next;
        QList<Message> said;
    };

    /// `restart` is the event after which a new end begins with the remains of the one before.
    Automaton(const typename End::Setting &setting, const typename End::Remains &start,
              typename Event::Kind restart)
        : m_setting(setting)
        , m_restart(restart)
    {
        enter(start, {});
    }

    const typename End::View &view(StateId id) const { return m_states[id].view; }
    /// The first state has the id 0.
    const Reaction &react(StateId id, const Event &event)
    {
        const QByteArray key = Fingerprint().add(event.kind).add(event.message).bytes();
        const auto known = m_states[id].reactions.find(key);
        return known != m_states[id].reactions.end() ? known->second : find(id, event, key);
    }
    std::size_t size() const { return m_states.size(); }

private:
    struct State
    {
        typename End::Remains start;
        std::vector<Event> since;
        typename End::View view;
        std::unordered_map<QByteArray, Reaction> reactions; ///< by event
    };

    const Reaction &find(StateId id, const Event &event, const QByteArray &key)
    {
        QList<Message> said;
        StateId next = 0;
        if (event.kind == m_restart) {
            End end(m_setting, m_states[id].start);
            repeat(end, m_states[id].since);
            next = enter(end.remains(), {});
        } else {
            std::vector<Event> events = m_states[id].since;
            events.push_back(event);
            next = enter(m_states[id].start, std::move(events), &said);
        }
        return m_states[id].reactions.emplace(key, Reaction{next, said}).first->second;
    }

    /// What the last event makes the end say.
    static QList<Message> repeat(End &end, const std::vector<Event> &events)
    {
        QList<Message> said;
        for (const Event &event : events)
            said = end.apply(event);
        return said;
    }

    StateId enter(const typename End::Remains &start, std::vector<Event> events,
                  QList<Message> *said = nullptr)
    {
        End end(m_setting, start);
        QList<Message> last = repeat(end, events);
        if (said)
            *said = std::move(last);
        auto view = end.view();
        const auto [known, isNew] =
            m_ids.try_emplace(end.probe(), static_cast<StateId>(m_states.size()));
        if (isNew)
            m_states.push_back({start, std::move(events), std::move(view), {}});
        return known->second;
    }

    typename End::Setting m_setting;
    typename Event::Kind m_restart;
    std::deque<State> m_states; ///< references to its elements stay valid
    std::unordered_map<QByteArray, StateId> m_ids; ///< by probe
};

} // namespace holdline::testing
