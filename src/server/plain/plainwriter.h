// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/changewriter.h"
#include "server/session/sessionregistry.h"

namespace holdline::server {

/// Passes the changes of a plain session to the store at once. A session that the store has refused
/// to create is written as a whole with its next change. Owned by PlainOutlet; main thread.
class PlainWriter final : public ChangeWriter
{
public:
    /// Both must outlive this object.
    PlainWriter(SessionRegistry &registry, Session &session)
        : m_registry(registry)
        , m_session(session)
    {
    }

    void write(Change change) override { m_registry.write(m_session, std::move(change)); }

private:
    SessionRegistry &m_registry;
    Session &m_session;
};

} // namespace holdline::server
