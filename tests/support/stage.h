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

/// Everything that a conversation needs: a screen, a sound card, the real server, the real client,
/// and a line between them that can be cut. Records what is said into the microphone and what the
/// loudspeaker plays.
class Stage
{
public:
    /// `clientArguments` are added to --server.
    explicit Stage(QStringList clientArguments = {}, QStringList serverArguments = {});

    /// Starts everything except the client. Returns an empty text, or what is wrong.
    QString prepare();
    /// Returns an empty text, or what is wrong.
    QString startClient();
    /// Opens the microphone and waits until the client says so.
    bool openMicrophone();
    /// Speaks into the microphone. Returns when everything was said.
    bool say(const audio::Pcm &speech, int rate);
    /// The same; calls `interlude` when `share` of the speech was said.
    bool say(const audio::Pcm &speech, int rate, double share,
             const std::function<void()> &interlude);
    /// Waits until turn number `turn`, counted from 1, is answered and the whole answer was played.
    bool waitForAnswer(int turn, Duration patience);
    /// Ends client and server as a user would. Returns an empty text if both have ended in time.
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
