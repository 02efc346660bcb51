// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace holdline::testing {

/// An HTTP service on loopback that answers each request with the next reply of its script, byte
/// for byte. Lives in the thread of the test.
class ScriptedService : public QObject
{
    Q_OBJECT

public:
    struct Reply
    {
        QByteArray bytes; ///< head and body
        /// After the reply the connection stays open and silent.
        bool staysOpen = false;
        qsizetype bytesAtOnce = 1 << 20; ///< bytes to send before the event loop turns
    };
    struct Request
    {
        QByteArray head;
        QByteArray body;
    };

    ScriptedService();
    ~ScriptedService() override;

    /// Returns false if no port is free.
    bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    QUrl base() const;
    /// Adds a reply for a later request. Without a reply a request is not answered.
    void add(const Reply &reply) { m_script.append(reply); }
    void forgetScript() { m_script.clear(); }
    const QList<Request> &requests() const { return m_requests; }
    /// What GET …/audio/voices is answered with; 404 at first. It is no part of the script.
    void setVoices(const QByteArray &reply) { m_voices = reply; }
    int questionsForVoices() const { return m_questionsForVoices; }
    /// Those that have carried a request, or a part of one. After a connection that was closed at
    /// once Qt 6.8 opens another one and keeps it unused.
    qsizetype openConnections() const { return m_inputs.size(); }
    int connections() const { return m_connections; } ///< since the start
    qsizetype mostOpenConnections() const { return m_mostOpenConnections; } ///< at the same time
    /// Answers the oldest request that was not answered. Returns false if there is none.
    bool answer(const Reply &reply);

    /// A streamed answer in these pieces. `isWhole`: it has its end.
    static QByteArray streamed(const QList<QByteArray> &pieces, bool isWhole = true);
    /// A streamed response that calls one tool. The arguments come in pieces of `size` characters.
    static QByteArray calling(const QByteArray &tool, const QByteArray &arguments,
                              qsizetype size = 1 << 20);
    /// Bytes in the format of gzip.
    static QByteArray compressed(const QByteArray &bytes);
    static QByteArray withStatus(int status, const QByteArray &body, const QByteArray &fields = {});

private:
    void accept();
    void read(QTcpSocket *client);
    void write(QTcpSocket *client, const Reply &reply);

    QTcpServer m_server;
    QList<Reply> m_script;
    QByteArray m_voices = withStatus(404, {});
    QList<Request> m_requests;
    QHash<QTcpSocket *, QByteArray> m_inputs; ///< bytes of requests that are not complete
    int m_connections = 0;
    qsizetype m_mostOpenConnections = 0;
    int m_questionsForVoices = 0;
    QList<QPointer<QTcpSocket>> m_unanswered; ///< whose requests had no reply in the script
};

} // namespace holdline::testing
