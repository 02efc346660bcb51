// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/explorer.h"

#include <QHashFunctions>

#include <deque>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

using StateId = quint32;

class Explorer
{
public:
    explicit Explorer(const World &initial) { visit(initial, 0, {}); }

    Exploration run()
    {
        while (m_fault.isEmpty() && !m_frontier.empty()) {
            const World world = std::move(m_frontier.front());
            m_frontier.pop_front();
            expand(world, m_expanded++);
        }
        if (m_fault.isEmpty())
            findDeadEnd();
        return {.states = static_cast<qsizetype>(m_origins.size()),
                .transitions = static_cast<qsizetype>(m_edges.size()),
                .fault = m_fault,
                .trace = m_fault.isEmpty() ? QList<QByteArray>() : trace()};
    }

private:
    struct Origin
    {
        StateId from;
        Action action;
    };
    struct Edge
    {
        StateId from;
        StateId to;
    };

    void expand(const World &world, StateId id)
    {
        for (const Action &action : world.actions()) {
            World next = world;
            next.apply(action);
            m_edges.push_back({id, visit(std::move(next), id, action)});
        }
    }

    StateId visit(World world, StateId from, const Action &action)
    {
        const auto id = static_cast<StateId>(m_origins.size());
        const QByteArray print = world.fingerprint();
        const size_t hash = qHashBits(print.constData(), static_cast<size_t>(print.size()));
        const auto [known, isNew] = m_ids.try_emplace(hash, id);
        if (!isNew)
            return known->second;
        m_origins.push_back({from, action});
        m_settled.push_back(world.isSettled());
        if (m_fault.isEmpty()) {
            m_fault = world.broken();
            m_faulty = id;
        }
        m_frontier.push_back(std::move(world));
        return id;
    }

    /// Goes backwards from the settled states, and looks for a state that this does not reach.
    void findDeadEnd()
    {
        std::vector<StateId> first(m_origins.size() + 1, 0);
        for (const Edge &edge : m_edges)
            ++first[edge.to + 1];
        for (size_t i = 1; i < first.size(); ++i)
            first[i] += first[i - 1];
        std::vector<StateId> sources(m_edges.size());
        std::vector<StateId> place(first.begin(), first.end() - 1);
        for (const Edge &edge : m_edges)
            sources[place[edge.to]++] = edge.from;

        std::vector<bool> canSettle = m_settled;
        std::vector<StateId> open;
        for (StateId id = 0; id < canSettle.size(); ++id) {
            if (canSettle[id])
                open.push_back(id);
        }
        while (!open.empty()) {
            const StateId id = open.back();
            open.pop_back();
            for (StateId i = first[id]; i < first[id + 1]; ++i) {
                if (canSettle[sources[i]])
                    continue;
                canSettle[sources[i]] = true;
                open.push_back(sources[i]);
            }
        }
        const auto stuck = std::find(canSettle.begin(), canSettle.end(), false);
        if (stuck == canSettle.end())
            return;
        m_fault = u"something can never be delivered or acknowledged any more"_s;
        m_faulty = static_cast<StateId>(stuck - canSettle.begin());
    }

    QList<QByteArray> trace() const
    {
        QList<QByteArray> steps;
        for (StateId id = m_faulty; id != 0; id = m_origins[id].from)
            steps.prepend(m_origins[id].action.name());
        return steps;
    }

    std::unordered_map<size_t, StateId> m_ids; ///< by hash
    std::vector<Origin> m_origins;
    std::vector<bool> m_settled;
    std::vector<Edge> m_edges;
    std::deque<World> m_frontier;
    StateId m_expanded = 0; ///< states are numbered in the order in which they were found
    StateId m_faulty = 0;
    QString m_fault;
};

} // namespace

Exploration explore(const World &initial)
{
    return Explorer(initial).run();
}

} // namespace holdline::testing
