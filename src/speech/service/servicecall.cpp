// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/servicecall.h"

#include "speech/service/service.h"

#include <QDateTime>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

using Kind = ServiceTrouble::Kind;

constexpr qint64 kReadAtOnce = 256 * 1024;
constexpr qsizetype kLongestErrorBody = 64 * 1024;
constexpr Duration kLongestRetryAfter = 1h;
constexpr Duration kLongestEnd = 1s;

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool isGood(int status)
{
    return status >= 200 && status < 300;
}

/// Retry-After of RFC 9110: a number of seconds, or a date; 0 if there is none.
Duration retryAfter(const QNetworkReply &reply)
{
    const QByteArray value = reply.rawHeader("Retry-After").trimmed();
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (isNumber)
        return std::clamp<Duration>(std::chrono::seconds(std::min<qint64>(number, 3600)), 0ms,
                                    kLongestRetryAfter);
    const QString text = QString::fromLatin1(value).replace(u"GMT"_s, u"+0000"_s);
    const QDateTime date = QDateTime::fromString(text, Qt::RFC2822Date);
    const Duration wait(date.isValid() ? QDateTime::currentDateTimeUtc().msecsTo(date) : 0);
    return std::clamp<Duration>(wait, 0ms, kLongestRetryAfter);
}

} // namespace

void ServiceCall::Dismiss::operator()(ServiceCall *call) const
{
    call->disconnect();
    call->close();
    call->deleteLater();
}

ServiceCall::ServiceCall(Service &service, Request request, Speaker speaker, quint64 turn)
    : m_service(&service)
    , m_request(std::move(request))
    , m_speaker(speaker)
    , m_turn(turn)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        giveUp(
            m_isConnected
                ? ServiceTrouble{.kind = Kind::TooSlow, .detail = u"no answer in time"_s}
                : ServiceTrouble{.kind = Kind::Unreachable, .detail = u"no connection in time"_s});
    });
}

ServiceCall::~ServiceCall()
{
    close();
}

QString ServiceCall::contentType() const
{
    return m_reply ? m_reply->header(QNetworkRequest::ContentTypeHeader).toString() : QString();
}

void ServiceCall::start(QNetworkAccessManager &network)
{
    m_isWaiting = false;
    QNetworkRequest request = m_service->requestFor(m_request.path);
    request.setRawHeader("Content-Type", m_request.contentType);
    if (!m_request.accepts.isEmpty())
        request.setRawHeader("Accept", m_request.accepts);
    m_reply.reset(network.post(request, m_request.body));
    m_reply->setReadBufferSize(kReadAtOnce);
    connect(m_reply.get(), &QNetworkReply::uploadProgress, this, [this](qint64 sent) {
        m_isConnected = m_isConnected || sent > 0;
        if (!m_isSent) // on a slow line, sound takes its time
            m_patience.start(m_service->limits().silence);
    });
    connect(m_reply.get(), &QNetworkReply::requestSent, this, [this] {
        m_isConnected = m_isSent = true;
        m_patience.start(m_service->limits().firstByte);
    });
    connect(m_reply.get(), &QNetworkReply::readyRead, this, &ServiceCall::read);
    connect(m_reply.get(), &QNetworkReply::finished, this, &ServiceCall::end);
    m_patience.start(m_service->limits().connect);
    Q_EMIT started();
}

void ServiceCall::letEnd(ServiceCallPtr call)
{
    ServiceCall *unread = call.release();
    unread->disconnect();
    if (!unread->m_reply) {
        unread->deleteLater(); // this code may run in one of its signals
        return;
    }
    unread->m_isUnread = true;
    unread->setParent(unread->m_service);
    unread->m_patience.start(kLongestEnd);
    connect(unread, &ServiceCall::finished, unread, &QObject::deleteLater);
    connect(unread, &ServiceCall::failed, unread, &QObject::deleteLater);
}

void ServiceCall::read()
{
    if (m_isUnread) {
        m_reply->readAll();
        return;
    }
    m_patience.start(m_service->limits().silence);
    const QByteArray bytes = m_reply->readAll();
    if (isGood(statusOf(*m_reply)))
        Q_EMIT received(bytes);
    else
        m_error = (m_error + bytes).left(kLongestErrorBody);
}

/// The exchange has ended, well or badly.
void ServiceCall::end()
{
    const QPointer self(this); // a receiver of received() may dismiss this call
    if (m_reply->bytesAvailable() > 0)
        read();
    if (!self || !m_reply)
        return;
    if (isGood(statusOf(*m_reply)) && m_reply->error() == QNetworkReply::NoError) {
        close();
        Q_EMIT finished();
    } else {
        giveUp(troubleAtEnd());
    }
}

ServiceTrouble ServiceCall::troubleAtEnd() const
{
    const int status = statusOf(*m_reply);
    if (status == 0)
        return {.kind = Kind::Unreachable, .detail = m_reply->errorString()};
    if (isGood(status))
        return {.kind = Kind::CutOff, .detail = u"the answer was cut off"_s};
    const bool isRedirect = status >= 300 && status < 400;
    const QString said = isRedirect ? u"redirects are not followed"_s
                                    : serviceErrorIn(m_error, m_service->address().key);
    return {.kind = kindOf(status),
            .detail = said.isEmpty() ? u"HTTP %1"_s.arg(status)
                                     : u"HTTP %1: %2"_s.arg(QString::number(status), said),
            .retryAfter = retryAfter(*m_reply)};
}

void ServiceCall::giveUp(const ServiceTrouble &trouble)
{
    close();
    Q_EMIT failed(trouble);
}

void ServiceCall::close()
{
    m_isWaiting = false;
    m_patience.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply.release()->deleteLater(); // this code may run in one of its signals
    }
    if (Service *service = std::exchange(m_service, nullptr))
        service->leave(*this);
}

} // namespace holdline::speech
