// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QHash>
#include <QObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace holdline::testing {

/// A sound card for machines without one: a private PulseAudio server whose loudspeaker can be
/// recorded and whose microphone can be spoken into. All of its processes end with this object. For
/// test and demo programs; the functions that change devices block for up to 5 s.
class VirtualSoundCard : public QObject
{
    Q_OBJECT

public:
    /// The ids and names of the devices after start().
    static constexpr auto kLoudspeaker = "speaker";
    static constexpr auto kMicrophone = "virtmic";

    explicit VirtualSoundCard(QObject *parent = nullptr);
    ~VirtualSoundCard() override;

    /// Starts the server, also after kill(). Returns an empty text, or what is wrong.
    QString start();
    /// Kills the server, as if it crashed. Added devices are gone, too.
    void kill();

    /// The environment for child processes: this server, and no server of the user.
    QProcessEnvironment environment() const;
    /// The same for this process. To be called before it first uses sound.
    void useInThisProcess() const;

    /// Speaks into the microphone. The process ends when everything was said; it belongs to this
    /// object.
    QProcess *speak(const audio::Pcm &pcm, int rate);
    QProcess *speak(const QString &wavFile);

    /// Records the first loudspeaker from about now on. heard() grows from its first sample.
    void startRecording();
    /// The recording, 48 kHz mono.
    audio::Pcm heard() const { return audio::fromBytes(m_heard); }
    audio::Pcm stopRecording();

    /// Plugs a device in. `name` is its id and its name. Returns an empty text on success.
    QString addMicrophone(const QString &name);
    /// A microphone that hears what the first loudspeaker plays.
    QString addLoopback(const QString &name);
    QString addLoudspeaker(const QString &name);
    /// Unplugs a device, including those that start() has made.
    QString remove(const QString &name);
    QString setDefaultLoudspeaker(const QString &name);

private:
    struct Answer
    {
        QByteArray output;
        QString error;
    };

    QProcess *launch(const QString &program, const QStringList &arguments);
    void end(QProcess *process);
    void keepAwake(const QString &sink);
    QString waitForServer();
    Answer control(const QStringList &arguments);
    QString plugIn(const QString &name, const QStringList &module);

    QTemporaryDir m_folder; ///< has a short path: names of sockets are limited to 107 characters
    std::vector<std::unique_ptr<QProcess>> m_processes;
    QProcess *m_server = nullptr;
    QProcess *m_recorder = nullptr;
    QByteArray m_heard;
    QHash<QString, QString> m_modules; ///< the module number of each device
};

} // namespace holdline::testing
