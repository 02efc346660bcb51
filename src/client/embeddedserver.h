// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/endpoint.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace holdline::client {

/// The holdlined that belongs to this client: a child process on a loopback port of its own choice,
/// with a token handed over on its standard input, which also ends it when this process dies.
/// Started again when it dies. GUI thread.
class EmbeddedServer : public QObject
{
    Q_OBJECT

public:
    /// `program` is the holdlined executable, `dataFolder` where its store lives (made if missing).
    EmbeddedServer(QString program, QString dataFolder, QObject *parent = nullptr);
    ~EmbeddedServer() override;

    void start();
    /// Asks it to end and waits up to 2 s for that; afterwards it is killed.
    void stop();

    /// The holdlined beside this executable, or the one on the PATH; empty when there is none.
    static QString findProgram();

Q_SIGNALS:
    /// Listening; comes again after a restart, with another port.
    void ready(const holdline::client::Endpoint &endpoint);
    /// Could not be started, or died three times within 30 s. `detail` is untranslated.
    void failed(const QString &detail);

private:
    // The rest of the state is added with the implementation.
    QString m_program;
    QString m_dataFolder;
    QByteArray m_token;
    QProcess m_process;
    QTimer m_restart;
};

} // namespace holdline::client
