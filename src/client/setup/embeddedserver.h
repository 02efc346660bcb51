// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/endpoint.h"
#include "client/setup/restartbudget.h"

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
    /// How long to wait before a process that does not answer is given up.
    struct Patience
    {
        Duration start = std::chrono::seconds(10); ///< until it says where it listens
        Duration stop = std::chrono::seconds(2); ///< until it has ended
    };

    /// `program` is the holdlined executable, `dataFolder` where its store lives (made if missing).
    EmbeddedServer(QString program, QString dataFolder, QObject *parent = nullptr);
    ~EmbeddedServer() override;

    void setPatience(Patience patience) { m_patience = patience; }

    /// Nothing while it is running or about to be started again.
    void start();
    /// Asks it to end by closing its input and waits for that without an event loop; what is still
    /// there afterwards is killed. For the very end of this process.
    void stop();
    /// The same without waiting. A start() meanwhile comes after that end.
    void dismiss();

    /// Ends it and starts it again at once, on a port of its choice; nothing unless it listens.
    void restart();

    /// A death that the event loop has not told of yet is noticed now.
    void noticeDeath();

    /// The holdlined beside this executable, in the libexec folder beside that one, or on the PATH;
    /// empty when there is none.
    static QString findProgram();

Q_SIGNALS:
    /// Listening; comes again after a restart, with another port.
    void ready(const holdline::client::Endpoint &endpoint);
    /// It listens there no more, or soon will not: the port may be anybody's.
    void gone();
    /// Its store was damaged; it has begun a new one and kept the old one in this file.
    void storeSetAside(const QString &file);
    /// Could not be started, or died three times within 30 s. `detail` is untranslated.
    void failed(const QString &detail);

private:
    enum class State {
        Stopped,
        Starting,
        Listening,
        WaitingToRestart,
        Ending,
        Restarting, ///< ending, and wanted again
    };

    void enter(State state);
    void launch();
    void onOutput();
    void onListening(const QByteArray &line);
    void onErrorOutput();
    void onEnded(const QString &how);
    /// No further try.
    void giveUp(const QString &detail);
    void kill();

    QString m_program;
    QString m_dataFolder;
    Patience m_patience;
    Clock m_clock;
    State m_state = State::Stopped;
    RestartBudget m_budget;
    QByteArray m_token;
    QByteArray m_lastWords; ///< the newest line on its standard error
    QProcess m_process;
    QTimer m_restart;
    QTimer m_patienceEnd; ///< while it starts or is told to end
};

} // namespace holdline::client
