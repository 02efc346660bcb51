// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginechoice.h"

#include <QObject>

#include <functional>

namespace holdline::client {

class AccessTokens;
class ClientSettings;
class EmbeddedServer;

/// Keeps the choice for one engine in the settings, and its key in the keyring. Sends both to the
/// embedded server when they change and whenever that server starts. GUI thread.
class EngineController : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    EngineController(Engine engine, EmbeddedServer &server, ClientSettings &settings,
                     AccessTokens &tokens, QObject *parent = nullptr);

    Engine engine() const { return m_engine; }
    const EngineChoice &choice() const { return m_choice; }
    /// The choice of earlier runs. Its key may take its time, because a keyring may have to ask.
    void begin();
    /// Applies at once, in the middle of a conversation, and to the next run.
    void change(const EngineChoice &choice);
    /// Calls `found` with the key that is kept for the service at `url`, now or later; it is empty
    /// if there is none.
    void findKey(const QString &url, const std::function<void(const QByteArray &key)> &found);

Q_SIGNALS:
    /// Emitted when `choice()` changes.
    void changed();

private:
    void use(const EngineChoice &choice);

    const Engine m_engine;
    EmbeddedServer &m_server;
    ClientSettings &m_settings;
    AccessTokens &m_tokens;
    EngineChoice m_choice;
};

} // namespace holdline::client
