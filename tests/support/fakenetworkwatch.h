// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/networkwatch.h"

namespace holdline::testing {

/// A network that the test switches on and off.
class FakeNetworkWatch : public client::NetworkWatch
{
public:
    void setPace(Pace pace) override { m_pace = pace; }
    bool isOnline() const override { return m_isOnline; }
    bool holds(const QHostAddress &) const override { return m_hasAddress; }

    Pace pace() const { return m_pace; }
    void change(bool online, bool hasAddress)
    {
        m_isOnline = online;
        m_hasAddress = hasAddress;
        Q_EMIT changed();
    }
    void wake() { Q_EMIT woke(); }

private:
    Pace m_pace = Pace::Off;
    bool m_isOnline = true;
    bool m_hasAddress = true;
};

} // namespace holdline::testing
