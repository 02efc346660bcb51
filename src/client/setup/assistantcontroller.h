// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/languagechoice.h"

#include <QObject>

namespace holdline::client {

class AccessTokens;
class ClientSettings;
class EmbeddedServer;

/// Tells the embedded server which language model answers, now and at each of its starts. Keeps the
/// choice in the settings and its key in the keyring. GUI thread.
class AssistantController : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    AssistantController(EmbeddedServer &server, ClientSettings &settings, AccessTokens &tokens,
                        QObject *parent = nullptr);

    const LanguageChoice &choice() const { return m_choice; }
    /// The choice of earlier runs. Its key may take its time, because a keyring may have to ask.
    void begin();
    /// Applies from the next answer on, and to the next run.
    void change(const LanguageChoice &choice);

Q_SIGNALS:
    /// Emitted when `choice()` changes.
    void changed();

private:
    void use(const LanguageChoice &choice);

    EmbeddedServer &m_server;
    ClientSettings &m_settings;
    AccessTokens &m_tokens;
    LanguageChoice m_choice;
};

} // namespace holdline::client
