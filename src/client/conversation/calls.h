// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/callstatus.h"

#include <optional>

namespace holdline::client {

class Line;

/// Who keeps a call, in one dialect: a Plain server knows no calls, so they exist only in the
/// client; a Durable server is asked for them. CallController asks this. GUI thread.
class Calls
{
public:
    virtual ~Calls();

    enum class Fate {
        Kept, ///< the server still has the call
        Ours, ///< the client has the call, and it goes on
        Lost, ///< the server knows no call of this client
    };
    /// What has become of a call when a session has begun. `another`: it is not the one before.
    virtual Fate fate(bool another) const = 0;
    /// Begins or ends a call. Returns its new state, or `nullopt` if the server has to tell it.
    virtual std::optional<CallStatus::State> request(bool start) = 0;
};

class PlainCalls : public Calls
{
public:
    /// `line` must outlive this.
    explicit PlainCalls(Line &line) : m_line(line) { }

    Fate fate(bool) const override { return Fate::Ours; }
    std::optional<CallStatus::State> request(bool start) override;

private:
    Line &m_line;
};

class DurableCalls : public Calls
{
public:
    /// `line` must outlive this.
    explicit DurableCalls(Line &line) : m_line(line) { }

    Fate fate(bool another) const override { return another ? Fate::Lost : Fate::Kept; }
    std::optional<CallStatus::State> request(bool start) override;

private:
    Line &m_line;
};

} // namespace holdline::client
