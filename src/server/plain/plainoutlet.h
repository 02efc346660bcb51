// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/clientconnection.h"
#include "server/session/heldmemory.h"
#include "server/session/sessionregistry.h"
#include "server/voice/outlet.h"

#include <QTimer>

#include <functional>

namespace holdline::server {

/// Sends a plain client what concerns it, at once, and writes down what is said. Main thread.
class PlainOutlet : public Outlet
{
public:
    /// All references outlive this. `proceed` is called when there is room again because the client
    /// has played what it had; not when it has read what waited for it.
    PlainOutlet(Session &session, SessionRegistry &registry, ClientConnection &connection,
                const HeldMemory::Share &held, const Clock &clock, std::function<void()> proceed);

    /// Sends nothing any more.
    void mute() { m_isMute = true; }

    void sendPartialTurn(const QString &words) override;
    void sendPartialAnswer(const QString &text) override;
    void sendActivity(protocol::Activity::State state) override;
    void enterSpokenTurn(const QString &text) override;
    void enterTypedTurn(const QString &text, const QString &id) override;
    void clearHistory(Memories memories) override;
    void beginAnswer() override;
    void writeAnswer(const QString &text, bool complete, const speech::Memory &memory) override;
    void addSpeech(const audio::Pcm &pcm) override;
    void endSentence(const QString &text, int character) override;
    void completeAnswer(const QString &text) override;
    void interruptAnswer(const QString &text, int heard, bool tell) override;
    bool hasRoom() const override;

private:
    void send(const protocol::ServerMessage &message);
    Duration unplayed() const;
    void waitUntilPlayed();

    Session &m_session;
    SessionRegistry &m_registry;
    ClientConnection &m_connection;
    const HeldMemory::Share &m_held;
    QString m_messageId; ///< of the answer once the history has it
    bool m_isMute = false;
    const Clock &m_clock;
    /// When the client has played all that was sent, if it plays without a pause: a plain client
    /// says no more than when it starts, and many do not say that.
    Instant m_playedOut{};
    QTimer m_room; ///< runs while more is unplayed than may be
};

} // namespace holdline::server
