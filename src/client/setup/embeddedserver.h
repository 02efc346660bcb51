// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/connectionstatus.h"
#include "client/link/endpoint.h"
#include "client/setup/restartbudget.h"

#include <QMap>
#include <QObject>
#include <QProcess>
#include <QTimer>

namespace holdline::client {

/// Runs the holdlined of this client: a child process that listens on a free loopback port. It gets
/// a token on its standard input, and ends when that input closes, so it does not outlive this
/// process. Starts it again when it dies. Owned by the application; GUI thread.
class EmbeddedServer : public QObject
{
    Q_OBJECT

public:
    /// How long to wait for a process that does not answer.
    struct Patience
    {
        Duration start = std::chrono::seconds(10); ///< until the process says where it listens
        Duration stop = std::chrono::seconds(2); ///< until the process has ended
    };

    /// `program` is the holdlined executable. `dataFolder` is the folder of its store; it is made
    /// if missing.
    EmbeddedServer(QString program, QString dataFolder, QObject *parent = nullptr);
    ~EmbeddedServer() override;

    void setPatience(Patience patience) { m_patience = patience; }

    /// Sends the line "NAME ARGUMENT" to the server, now if it runs, and after each of its starts.
    /// A later one with the same name replaces it.
    void setCommand(const QByteArray &name, const QByteArray &argument);

    /// Starts the server. Does nothing while it is running or about to be started again.
    void start();
    /// Asks the process to end by closing its input, and blocks until it has ended; kills it after
    /// Patience::stop. Only for the very end of this process.
    void stop();
    /// The same without blocking. A start() meanwhile starts the server again after that end.
    void dismiss();

    /// Ends the server and starts it again at once, on a new port. Does nothing unless it is
    /// listening.
    void restart();

    /// Notices a death at once that the event loop has not reported yet.
    void noticeDeath();

    /// The path of holdlined: beside this executable, in the libexec folder next to that folder, or
    /// on the PATH. Empty if there is none.
    static QString findProgram();

Q_SIGNALS:
    /// The server is listening. Emitted again after each restart, with another port.
    void ready(const holdline::client::Endpoint &endpoint);
    /// The server does not listen at its address any more, or soon will not. Any program may take
    /// the port.
    void gone();
    /// The store was damaged: the server has begun a new one and moved the old one to `file`.
    void storeSetAside(const QString &file);
    /// The server could not be started, or died three times within 30 s. `detail` is untranslated;
    /// for FolderNotWritable it is the folder.
    void failed(const QString &detail, holdline::client::LossReason reason);

private:
    enum class State {
        Stopped,
        Starting,
        Listening,
        WaitingToRestart,
        Ending,
        Restarting, ///< ending, and then to be started again
    };

    void enter(State state);
    void launch();
    void onOutput();
    void onListening(const QByteArray &line);
    void onErrorOutput();
    void onEnded(const QString &how);
    /// Stops the server and emits failed().
    void giveUp(const QString &detail);
    void fail(const QString &detail, LossReason reason);
    void kill();

    QString m_program;
    QString m_dataFolder;
    Patience m_patience;
    Clock m_clock;
    State m_state = State::Stopped;
    RestartBudget m_budget;
    QByteArray m_token;
    QMap<QByteArray, QByteArray> m_commands; ///< by name
    QByteArray m_lastWords; ///< the newest line on its standard error
    QProcess m_process;
    QTimer m_restart;
    QTimer m_patienceEnd; ///< while the process starts or was told to end
};

} // namespace holdline::client
