// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/service/servicetrouble.h"
#include "speech/utterance.h"

#include <QNetworkReply>
#include <QObject>
#include <QTimer>

#include <memory>

class QNetworkAccessManager;

namespace holdline::speech {

class Service;

/// One POST to a service, from its place in the line to the last byte of the answer. Dismissing it
/// closes the connection, so that the service stops working. Made by Service; main thread of the
/// server.
class ServiceCall : public QObject
{
    Q_OBJECT

public:
    struct Request
    {
        QString path; ///< below the base address, such as "audio/speech"
        QByteArray contentType;
        QByteArray body;
        QByteArray accepts{}; ///< types of the answer; empty: any
    };
    /// Closes the connection at once and deletes the call later, because its owner may be called by
    /// one of its signals.
    struct Dismiss
    {
        void operator()(ServiceCall *call) const;
    };

    /// `service` must live until the call has ended.
    ServiceCall(Service &service, Request request, Speaker speaker, quint64 turn);
    ~ServiceCall() override;

    Speaker speaker() const { return m_speaker; }
    /// Its turn: calls of lower turns come first.
    quint64 turn() const { return m_turn; }
    /// True while it waits in line.
    bool isWaiting() const { return m_isWaiting; }
    /// Type of the answer, as soon as received() was emitted.
    QString contentType() const;

    /// The owner has the whole answer. Reads its end, so that the next call can use the connection;
    /// closes it if the end does not come soon.
    static void letEnd(std::unique_ptr<ServiceCall, Dismiss> call);

    // ---- for Service

    void start(QNetworkAccessManager &network);
    void giveUp(const ServiceTrouble &trouble);

Q_SIGNALS:
    /// The call is no longer in line.
    void started();
    /// The next bytes of the body; only of an answer with status 2xx.
    void received(const QByteArray &bytes);
    /// Either finished() or failed() is emitted, once.
    void finished();
    void failed(const holdline::speech::ServiceTrouble &trouble);

private:
    void read();
    void end();
    ServiceTrouble troubleAtEnd() const;
    void close();

    Service *m_service; ///< null once the call has ended
    Request m_request;
    Speaker m_speaker;
    quint64 m_turn;
    bool m_isWaiting = true;
    bool m_isConnected = false;
    bool m_isSent = false; ///< the whole request is
    bool m_isUnread = false; ///< nobody needs the rest
    std::unique_ptr<QNetworkReply> m_reply; ///< null while it waits, and once it has ended
    QByteArray m_error; ///< body of an answer with another status than 2xx
    QTimer m_patience; ///< runs while we wait for the connection or for the next byte
};

using ServiceCallPtr = std::unique_ptr<ServiceCall, ServiceCall::Dismiss>;

} // namespace holdline::speech
