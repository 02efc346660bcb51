// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/farewell.h"
#include "server/plain/plaincall.h"
#include "server/plain/plainsessions.h"
#include "server/session/admission.h"

#include <unordered_map>
#include <vector>

namespace holdline::server {

/// The calls of the plain clients. Finds the session that a client asks for, or creates one, and
/// connects the two. The counterpart of DurableSessions. Owned by Server; main thread.
class PlainCalls : public QObject
{
    Q_OBJECT

public:
    struct Setting
    {
        SessionRegistry &registry;
        VoiceServices services;
        Duration pause; ///< the silence that ends a turn, until the client changes it
        HeldMemory &memory;
    };
    /// All references must outlive this object.
    PlainCalls(const Setting &setting, Admission &admission, QObject *parent = nullptr);
    ~PlainCalls() override;

    /// A plain client has connected.
    void receive(std::unique_ptr<ClientConnection> connection);
    /// There is memory for answers again.
    void proceed();
    /// Closes the connections that `farewell` concerns; their sessions stay.
    void letGo(const Farewell &farewell);
    bool isAnybodyBusy() const;

    /// The calls that have a session, by session.
    std::unordered_map<const Session *, const PlainCall *> bySession() const;
    /// Ends the call of this session, if there is one, without asking its client.
    void end(const Session &session, const QString &reason);

    int attachedCount() const;
    /// Clients that wait for their session.
    int waitingCount() const { return static_cast<int>(m_calls.size()) - attachedCount(); }
    /// Binary messages, of all calls since the start, that were too short to be audio.
    quint64 droppedFrames() const { return m_droppedFrames; }

private:
    void begin(PlainCall &call);
    void resume(PlainCall &call, Session &session);
    void putThrough(PlainCall &call, Session &session);
    PlainCall *callOf(const Session &session) const;
    void release(PlainCall &call);
    void forget(PlainCall &call);

    Setting m_setting;
    Admission &m_admission;
    PlainSessions m_sessions;
    std::vector<PlainCall *> m_calls; ///< QObject children
    quint64 m_droppedFrames = 0;
};

} // namespace holdline::server
