// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/chaos.h"

#include "model/simulation.h"

#include <random>

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

constexpr int kSteps = 1500;
constexpr qint64 kWindows[] = {1, 600, 4096, 1024 * 1024};

class Chaos
{
public:
    explicit Chaos(quint32 seed)
        : m_random(seed)
        , m_simulation(kWindows[seed % std::size(kWindows)])
        , m_isSuspended(seed % 7 == 0)
    {
    }

    Outcome run()
    {
        for (int i = 0; i < kSteps && m_simulation.broken().isEmpty(); ++i)
            step();
        const bool isSettled = m_simulation.broken().isEmpty() && m_simulation.settle();
        m_outcome.fault = m_simulation.broken();
        if (m_outcome.fault.isEmpty() && !isSettled)
            m_outcome.fault = u"something was never delivered or acknowledged"_s;
        return m_outcome;
    }

private:
    int below(int limit) { return static_cast<int>(m_random() % static_cast<quint32>(limit)); }
    Side anySide() { return below(2) == 0 ? Side::Client : Side::Server; }

    void step()
    {
        const int dice = below(1000);
        if (dice < 4)
            m_outcome.cuts += cut();
        else if (dice < 6)
            m_outcome.crashes += crash();
        else if (dice < 7)
            m_outcome.restarts += restart();
        else if (dice < 30)
            m_simulation.dial();
        else if (dice < 60)
            m_simulation.notice();
        else if (dice < 160)
            m_outcome.items += produce();
        else if (dice < 350)
            m_simulation.send(anySide());
        else if (dice < 650 && m_simulation.lines() > 0)
            deliver();
        else if (dice < 750)
            m_simulation.play();
        else if (dice < 830)
            m_simulation.syncStore();
        else if (dice < 900)
            m_simulation.hear();
        else if (dice < 950)
            m_simulation.sendDueAck(anySide());
        else
            advance();
    }

    /// Returns how many items this makes.
    int produce()
    {
        switch (below(12)) {
        case 0:
            m_simulation.beginCall(below(2) == 0);
            return 1;
        case 1:
            m_simulation.setPause(below(100));
            return 1;
        case 2:
        case 3:
            m_simulation.type(8 + below(1000));
            return 1;
        case 4:
        case 5:
        case 6:
            m_simulation.speak(4 + below(500));
            return 1;
        default:
            return m_simulation.say(1 + below(6000), below(4) == 0) ? 1 : 0;
        }
    }
    int cut()
    {
        m_simulation.cut(anySide(), below(2000));
        return 1;
    }
    int crash()
    {
        m_simulation.crash();
        return 1;
    }
    int restart()
    {
        m_simulation.restartClient();
        return 1;
    }
    void deliver()
    {
        const int line = below(static_cast<int>(m_simulation.lines()));
        m_simulation.deliver(line, anySide(), 1 + below(3000));
    }
    /// On a suspended machine the clock stands still; on others it sometimes jumps.
    void advance()
    {
        if (!m_isSuspended)
            m_simulation.advance(Duration(below(20) == 0 ? 60'000 : below(100)));
    }

    std::mt19937 m_random;
    Simulation m_simulation;
    bool m_isSuspended;
    Outcome m_outcome;
};

} // namespace

Outcome runChaos(quint32 seed)
{
    return Chaos(seed).run();
}

} // namespace holdline::testing
