// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/link/dialectchoice.h"
#include "client/voice/listeningmode.h"
#include "core/exponentialbackoff.h"

#include <QByteArray>
#include <QSettings>

namespace holdline::client {

/// What the user chose, typed and with defaults. Values out of range read as the default. Where the
/// file cannot be written they live for this run, in `settings`.
class ClientSettings
{
public:
    /// `settings` must outlive this.
    explicit ClientSettings(QSettings &settings) : m_settings(settings) { }

    /// Empty: the embedded server.
    QString serverAddress() const;
    void setServerAddress(const QString &address);
    /// The latest that was not the embedded server.
    QString recentAddress() const;

    BackoffPolicy reconnectPolicy() const;
    void setReconnectPolicy(const BackoffPolicy &policy);

    DialectChoice dialect() const;
    void setDialect(const DialectChoice &choice);

    ListeningMode listeningMode() const;
    void setListeningMode(ListeningMode mode);

    /// 0 … 100, 20 by default: answers after 500 ms of silence.
    int turnPause() const;
    void setTurnPause(int speed);

    /// Empty: the default of the system.
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
