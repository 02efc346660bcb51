// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/clientsettings.h"

#include <QObject>

namespace holdline::client {

class ChimeController;
class ConversationController;

/// What the user chooses in the menus of the window. Applies the choices of earlier runs, and then
/// each new one at once, and keeps it for the next run. Owned by the application; GUI thread.
class PreferencesController : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    PreferencesController(ClientSettings &settings, ConversationController &conversation,
                          ChimeController &chimes, QObject *parent = nullptr);

    const ClientSettings &settings() const { return m_settings; }

public Q_SLOTS:
    void setTurnPause(int speed);
    void setListeningMode(holdline::client::ListeningMode mode);
    void setDevice(holdline::audio::Direction direction, const holdline::audio::Device &device);
    void setSoundsOn(bool on);
    void setDiagnosticsShown(bool shown);

private:
    ClientSettings &m_settings;
    ConversationController &m_conversation;
    ChimeController &m_chimes;
};

} // namespace holdline::client
