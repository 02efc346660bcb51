// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/chaos/hastyclient.h"
#include "tools/chaos/talk.h"

namespace holdline::chaos {

/// A client process that will be killed. It talks, and prints a line on stdout for each thing that
/// it hears:
///   session N       Line::Session::Origin
///   history ID      a user's message
///   said ID         a FinalUserRequest
///   spoke P         it has said the samples below P, and its outbox has taken them
///   typed N         the same for its first N texts
///   speech U P N W  N samples of utterance U from position P on; W of them have wrong values
class MortalClient : public QObject
{
    Q_OBJECT

public:
    /// `life` names this process in what it says; with 0 it says nothing of its own. The folder
    /// `vault` has the secret of its session, and what earlier processes have left unsent.
    MortalClient(const QUrl &server, const QString &vault, quint32 life);

    void start() { m_client.start(); }

private:
    void onSession(const client::Line::Session &session);
    void onHeard(const protocol::AudioItem &speech);

    quint32 m_life;
    HastyClient m_client;
    Talk m_talk;
};

} // namespace holdline::chaos
