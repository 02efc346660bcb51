// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/chatanswer.h"

#include "core/log.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr int kMostRequests = 2;
constexpr qint64 kReadAtOnce = 256 * 1024;
constexpr qsizetype kLongestBody = 1024 * 1024;

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool isGood(int status)
{
    return status >= 200 && status < 300;
}

bool isStreamed(const QNetworkReply &reply)
{
    return reply.header(QNetworkRequest::ContentTypeHeader)
        .toString()
        .startsWith(u"text/event-stream"_s);
}

/// The sentence that the user hears instead of an answer. `status` is the HTTP status, or 0 if the
/// service did not answer.
QString apologyFor(int status)
{
    switch (status) {
    case 0:
        return u"I cannot reach the language model."_s;
    case 401:
    case 403:
        return u"The language service does not accept our key."_s;
    case 404:
        return u"The language service does not know this model."_s;
    case 429:
        return u"The language service is too busy. Please ask again in a moment."_s;
    default:
        return u"The language service has a problem. Please ask again."_s;
    }
}

bool endsSentence(const QString &text)
{
    return !text.isEmpty() && u".!?"_s.contains(text.back());
}

QNetworkRequest requestFor(const ChatSettings &settings)
{
    QUrl url = settings.base;
    url.setPath(url.path()
                + (url.path().endsWith(u'/') ? u"chat/completions"_s : u"/chat/completions"_s));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setRawHeader("Accept", "text/event-stream, application/json");
    if (!settings.key.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + settings.key);
    // We follow no redirects: the user's words and the key go only to the address in the settings.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    return request;
}

} // namespace

void ChatAnswer::DeleteLater::operator()(QNetworkReply *reply) const
{
    reply->abort();
    reply->deleteLater(); // because this code may run in one of its signals
}

ChatAnswer::ChatAnswer(std::shared_ptr<QNetworkAccessManager> network, const ChatSettings &settings,
                       const ChatResponder::Limits &limits, const Prompt &prompt, bool offersTools,
                       Report report)
    : m_network(std::move(network))
    , m_settings(settings)
    , m_limits(limits)
    , m_prompt(prompt)
    , m_report(std::move(report))
    , m_offersTools(offersTools)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &ChatAnswer::giveUpWaiting);
    request();
}

ChatAnswer::~ChatAnswer()
{
    close();
}

void ChatAnswer::request()
{
    close();
    ++m_requests;
    m_events = {};
    m_thoughts = {};
    m_tools.drop();
    m_body.clear();
    m_isLast = false;
    const ChatProgress progress{.offersTools = m_offersTools && m_tools.mayCall(),
                                .rounds = m_tools.rounds(),
                                .said = m_said};
    m_reply.reset(
        m_network->post(requestFor(m_settings), encodeChatRequest(m_settings, m_prompt, progress)));
    m_reply->setReadBufferSize(kReadAtOnce);
    connect(m_reply.get(), &QNetworkReply::readyRead, this, &ChatAnswer::read);
    connect(m_reply.get(), &QNetworkReply::finished, this, &ChatAnswer::end);
    m_patience.start(m_limits.firstByte);
}

void ChatAnswer::read()
{
    m_patience.start(m_limits.silence);
    const QByteArray bytes = m_reply->readAll();
    if (isGood(statusOf(*m_reply)) && isStreamed(*m_reply))
        readEvents(bytes);
    else if (m_body.size() + bytes.size() <= kLongestBody)
        m_body += bytes;
    else
        fail(apologyFor(500), u"the answer is too long and not streamed"_s);
}

void ChatAnswer::readEvents(QByteArrayView bytes)
{
    m_events.add(bytes);
    const QPointer self(this); // a receiver of textAdded() may delete this answer
    while (self && m_reply && !m_isLast) {
        const auto data = m_events.next();
        if (!data)
            break;
        take(*data);
    }
    if (!self)
        return;
    if (m_reply && m_events.isBroken())
        fail(apologyFor(500), u"an event is too long"_s);
    else if (m_reply && m_isLast)
        finish();
}

void ChatAnswer::take(const QByteArray &json)
{
    if (json.trimmed() == "[DONE]") {
        m_isLast = true;
        return;
    }
    const auto piece = decodeChatPiece(json);
    if (!piece) {
        fail(apologyFor(500), u"not understood: "_s + chatErrorIn(json));
        return;
    }
    for (const ToolCallPiece &call : piece.value().calls)
        m_tools.add(call);
    m_isLast = piece.value().isLast;
    add(m_thoughts.pass(piece.value().text));
}

void ChatAnswer::add(const QString &text)
{
    if (text.isEmpty())
        return;
    // A new sentence begins after a call of a tool, and often after a restart.
    const bool isNew = m_characters > 0 || endsSentence(m_prompt.prefix);
    const bool isApart = isNew && m_said.isEmpty() && !text.front().isSpace();
    const QString added = (isApart ? u' ' + text : text).left(m_limits.characters - m_characters);
    m_characters += added.size();
    m_said += added;
    if (m_characters >= m_limits.characters)
        m_isLast = true;
    Q_EMIT textAdded(added);
}

/// The HTTP exchange has ended: the answer is complete or cut off, or the request failed.
void ChatAnswer::end()
{
    const QPointer self(this);
    if (m_reply->bytesAvailable() > 0)
        read();
    if (!self || !m_reply)
        return;
    const int status = statusOf(*m_reply);
    if (refusesTools(status)) {
        qCInfo(lcSpeech, "the language model takes no tools; asking it without them");
        m_offersTools = false;
        m_wereToolsRefused = true;
        m_requests = 0;
        request();
    } else if (status != 0 && !isGood(status)) {
        const bool isRedirect = status >= 300 && status < 400;
        fail(apologyFor(status),
             isRedirect ? u"HTTP %1: redirects are not followed"_s.arg(status)
                        : u"HTTP %1 %2"_s.arg(status).arg(chatErrorIn(m_body)).trimmed());
    } else if (!m_body.isEmpty() && !isStreamed(*m_reply)) {
        take(m_body);
        if (self && m_reply)
            finish();
    } else if (mayContinue()) {
        qCInfo(lcSpeech, "the language model was cut off; asking it to continue");
        request();
    } else {
        fail(apologyFor(status),
             status == 0 ? m_reply->errorString() : u"the answer was cut off"_s);
    }
}

/// True if a second request may succeed: a part of the answer came, so the service works, or the
/// service closed the connection before it answered. A service may do that to an idle connection.
bool ChatAnswer::mayContinue() const
{
    const bool wasClosed = m_reply->error() == QNetworkReply::RemoteHostClosedError;
    return m_requests < kMostRequests && (m_characters > 0 || m_tools.hasCalls() || wasClosed);
}

/// True if the service may have refused the request only because of the tools.
bool ChatAnswer::refusesTools(int status) const
{
    if (!m_offersTools || !m_tools.rounds().isEmpty() || status < 400)
        return false;
    return status == 400 || status == 422 || m_body.toLower().contains("tool");
}

void ChatAnswer::giveUpWaiting()
{
    if (m_characters > 0 && m_requests < kMostRequests)
        request();
    else
        fail(apologyFor(0), u"no answer in time"_s);
}

void ChatAnswer::close()
{
    m_patience.stop();
    if (m_reply)
        m_reply->disconnect(this);
    m_reply.reset();
}

/// The response is complete.
void ChatAnswer::finish()
{
    const QPointer self(this);
    add(m_thoughts.finish());
    if (!self)
        return;
    if (m_tools.hasCalls()) {
        callTools();
        return;
    }
    if (m_characters == 0 && m_hasChangedMemory)
        add(m_tools.rounds().last().results.join(u' ')); // the user must know what was done
    if (!self)
        return;
    close();
    m_report({.trouble = {}, .refusesTools = m_wereToolsRefused});
    if (m_characters == 0)
        Q_EMIT failed(u"The language model gave no answer. Please ask again."_s);
    else
        Q_EMIT finished({});
}

void ChatAnswer::callTools()
{
    const MemoryChange change = m_tools.makeCalls(m_prompt, std::exchange(m_said, {}));
    m_prompt.memory = changed(std::move(m_prompt.memory), change);
    m_hasChangedMemory = m_hasChangedMemory || change != MemoryChange();
    m_requests = 0;
    request();
    Q_EMIT toolsCalled(change);
}

/// `reason` is for the user, `detail` for the operator.
void ChatAnswer::fail(const QString &reason, const QString &detail)
{
    close();
    qCWarning(lcSpeech).noquote() << "the language model failed:" << detail;
    m_report({.trouble = detail});
    Q_EMIT failed(reason);
}

} // namespace holdline::speech
