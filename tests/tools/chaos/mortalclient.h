// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/chaos/hastyclient.h"
#include "tools/chaos/talk.h"

namespace holdline::chaos {

/// A client process that is going to be killed. It talks, and tells on stdout what it hears, a line
/// each:
///   session N       Line::Session::Origin
///   history ID      a user's message
///   said ID         a FinalUserRequest
///   spoke P         it has said, and its outbox has taken, the samples below P
///   typed N         the same of its first N texts
///   speech U P N W  of utterance U, the N samples from P on, of which W are not as they should be
class MortalClient : public QObject
{
    Q_OBJECT

public:
    /// `life` names this process in what it says; 0 says nothing of its own. The secret of its
    /// session is in `vault`, a folder, and what earlier lives have left unsent.
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
