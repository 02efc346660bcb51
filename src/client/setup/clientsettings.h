// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/link/dialectchoice.h"
#include "client/setup/enginechoice.h"
#include "client/voice/listeningmode.h"
#include "core/exponentialbackoff.h"

#include <QByteArray>
#include <QSettings>

namespace holdline::client {

/// The user's choices, with types and defaults. A value out of range reads as the default. If the
/// file cannot be written, changes last for this run, in `settings`. Owned by the application; GUI
/// thread.
class ClientSettings
{
public:
    /// `settings` must outlive this.
    explicit ClientSettings(QSettings &settings) : m_settings(settings) { }

    /// Empty for the embedded server.
    QString serverAddress() const;
    void setServerAddress(const QString &address);
    /// The latest address that was not empty.
    QString recentAddress() const;

    BackoffPolicy reconnectPolicy() const;
    void setReconnectPolicy(const BackoffPolicy &policy);

    DialectChoice dialect() const;
    void setDialect(const DialectChoice &choice);

    /// Without its key.
    EngineChoice engine(Engine engine) const;
    void setEngine(Engine engine, const EngineChoice &choice);
    /// Whether the user has ever chosen; built in is a choice, too.
    bool isEngineChosen(Engine engine) const;

    /// Whether the user was asked if a model on this computer should answer.
    bool isModelOffered() const;
    void setModelOffered();

    /// The id of the chosen persona; empty if none was chosen.
    QString persona() const;
    void setPersona(const QString &id);

    ListeningMode listeningMode() const;
    void setListeningMode(ListeningMode mode);

    /// 0 … 100; the default 20 answers after 500 ms of silence.
    int turnPause() const;
    void setTurnPause(int speed);

    /// An empty device means the default of the system.
    audio::Device device(audio::Direction direction) const;
    void setDevice(audio::Direction direction, const audio::Device &device);

    /// Short sounds when the line is lost and back; on by default.
    bool soundsOn() const;
    void setSoundsOn(bool on);

    /// Off by default.
    bool diagnosticsShown() const;
    void setDiagnosticsShown(bool shown);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);

private:
    QSettings &m_settings;
};

} // namespace holdline::client
