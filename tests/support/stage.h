// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/clientprocess.h"
#include "support/conversationwatch.h"
#include "support/cuttingproxy.h"
#include "support/serverprocess.h"
#include "support/tape.h"
#include "support/virtualscreen.h"
#include "support/virtualsoundcard.h"

#include <functional>

namespace holdline::testing {

/// Everything that a conversation takes: a screen, a sound card, the real server, the real client,
/// and between these two a line that can be cut. What is said into the microphone and what the
/// loudspeaker plays is on tape.
class Stage
{
public:
    /// `clientArguments` besides --server.
    explicit Stage(QStringList clientArguments = {}, QStringList serverArguments = {});

    /// Everything but the client. Nothing on success, else what is wrong.
    QString prepare();
    /// Nothing on success, else what is wrong.
    QString startClient();
    /// Opens the microphone and waits until the client says so.
    bool openMicrophone();
    /// Speaks into the microphone and returns when everything was said.
    bool say(const audio::Pcm &speech, int rate);
    /// As say(); `interlude` happens once so much of it was said.
    bool say(const audio::Pcm &speech, int rate, double share,
             const std::function<void()> &interlude);
    /// Waits until turn number `turn`, from 1, is answered and the answer has been heard to its
    /// end.
    bool waitForAnswer(int turn, Duration patience);
    /// Ends client and server as a user would; nothing if both obeyed.
    QString finish();

    VirtualScreen &screen() { return m_screen; }
    VirtualSoundCard &soundCard() { return m_soundCard; }
    ServerProcess &server() { return m_server; }
    CuttingProxy &line() { return m_line; }
    const ConversationWatch &watch() const { return m_watch; }
    ClientProcess &client() { return *m_client; }
    const Tape &microphone() const { return *m_microphone; }
    const Tape &loudspeaker() const { return *m_loudspeaker; }

private:
    bool hasSpoken(const WatchedTurn &turn) const;

    QStringList m_clientArguments;
    VirtualScreen m_screen;
    VirtualSoundCard m_soundCard;
    ServerProcess m_server;
    CuttingProxy m_line;
    ConversationWatch m_watch{m_line};
    std::unique_ptr<ClientProcess> m_client;
    std::unique_ptr<Tape> m_microphone;
    std::unique_ptr<Tape> m_loudspeaker;
};

} // namespace holdline::testing
