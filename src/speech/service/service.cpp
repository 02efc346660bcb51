// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/service.h"

#include "core/log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

using Kind = ServiceTrouble::Kind;

constexpr qint64 kLongestList = 1024 * 1024;

/// False if the list of models in `body` leaves out `model`. Services may have no such list, or
/// accept models that are not in it.
bool mayHave(const QByteArray &body, const QString &model)
{
    const QJsonArray models = QJsonDocument::fromJson(body).object()["data"_L1].toArray();
    return models.isEmpty()
        || std::any_of(models.begin(), models.end(), [&](const QJsonValue &each) {
               const QString id = each["id"_L1].toString();
               return id == model || id == model + u":latest"_s;
           });
}

} // namespace

ServiceFigures::ServiceFigures() : answers({50ms, 100ms, 200ms, 500ms, 1s, 2s, 5s, 10s, 30s}) { }

Service::Service(const char *name, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_name(name)
    , m_limits(limits)
    , m_backoff(limits.again)
    , m_network(std::make_unique<QNetworkAccessManager>())
    , m_questions(std::make_unique<QNetworkAccessManager>())
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &Service::askAgain);
}

Service::~Service()
{
    qDeleteAll(findChildren<ServiceCall *>(Qt::FindDirectChildrenOnly)); // they call leave()
}

void Service::setAddress(const ServiceAddress &address)
{
    if (m_address == address)
        return;
    m_address = address;
    m_again.stop();
    m_backoff.reset();
    m_trouble.reset();
    if (QNetworkReply *question = std::exchange(m_question, nullptr)) {
        question->disconnect(this);
        question->abort();
        question->deleteLater();
    }
    enter(address.isSet() ? Stage::Working : Stage::Unset);
    std::vector<ServiceCall *> calls = m_line;
    calls.insert(calls.end(), m_running.begin(), m_running.end());
    abandonCalls(std::move(calls),
                 {.kind = Kind::CutOff, .detail = u"another service was chosen"_s});
}

QString Service::description() const
{
    if (!m_address.isSet())
        return {};
    return u"%1 at %2"_s.arg(m_address.model, m_address.base.host());
}

void Service::enter(Stage stage)
{
    if (std::exchange(m_stage, stage) != stage)
        Q_EMIT stageChanged();
}

// ---- calls

QNetworkRequest Service::requestFor(const QString &path) const
{
    QUrl url = m_address.base;
    url.setPath(url.path() + (url.path().endsWith(u'/') ? QString() : u"/"_s) + path);
    QNetworkRequest request(url);
    if (!m_address.key.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_address.key);
    // We follow no redirects: the user's words and the key go only to the address in the settings.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    return request;
}

ServiceCallPtr Service::post(const ServiceCall::Request &request, Speaker speaker)
{
    ServiceCallPtr call(new ServiceCall(*this, request, speaker, turnOf(speaker)));
    m_line.insert(std::ranges::upper_bound(m_line, call->turn(), {}, &ServiceCall::turn),
                  call.get());
    proceed();
    return call;
}

/// The turn of the next call of `speaker`: the current one, or the one after its latest call.
quint64 Service::turnOf(Speaker speaker) const
{
    quint64 turn = m_turn;
    for (const std::vector<ServiceCall *> &calls : {m_line, m_running}) {
        for (const ServiceCall *call : calls) {
            if (call->speaker() == speaker)
                turn = std::max(turn, call->turn() + 1);
        }
    }
    return turn;
}

bool Service::hasSpareCalls() const
{
    return m_line.empty() && static_cast<int>(m_running.size()) + 1 < m_limits.calls;
}

void Service::proceed()
{
    while (!m_line.empty() && static_cast<int>(m_running.size()) < m_limits.calls) {
        ServiceCall *next = m_line.front();
        m_line.erase(m_line.begin());
        m_running.push_back(next);
        m_turn = std::max(m_turn, next->turn());
        next->start(*m_network);
    }
}

void Service::leave(ServiceCall &call)
{
    std::erase(m_line, &call);
    if (std::erase(m_running, &call) > 0)
        proceed();
}

void Service::abandonCalls(std::vector<ServiceCall *> calls, const ServiceTrouble &trouble)
{
    const std::vector<QPointer<ServiceCall>> open(calls.begin(), calls.end());
    for (const QPointer<ServiceCall> &call : open) {
        if (call)
            call->giveUp(trouble);
    }
}

// ---- whether it works

void Service::noteSuccess(Duration time)
{
    m_figures.answers.add(time);
    m_backoff.reset();
    m_trouble.reset();
    if (m_stage == Stage::OnTrial)
        enter(Stage::Working);
}

void Service::noteRetry(const ServiceTrouble &trouble)
{
    ++m_figures.troubles[static_cast<std::size_t>(trouble.kind)];
    qCInfo(lcSpeech, "the %s service failed and is asked again: %s", m_name,
           qPrintable(trouble.detail));
}

void Service::noteFailure(const ServiceTrouble &trouble)
{
    ++m_figures.troubles[static_cast<std::size_t>(trouble.kind)];
    if (!isUsable())
        return;
    if (m_stage == Stage::Working) {
        ++m_figures.outages;
        qCWarning(lcSpeech, "the %s service failed: %s", m_name, qPrintable(trouble.detail));
    }
    m_trouble = trouble;
    m_again.start(std::max(m_backoff.next().value_or(0ms), trouble.retryAfter));
    enter(Stage::Down);
    abandonCalls(m_line, trouble);
}

QNetworkReply *Service::get(const QString &path)
{
    QNetworkRequest request = requestFor(path);
    request.setTransferTimeout(static_cast<int>(m_limits.connect.count()));
    QNetworkReply *reply = m_questions->get(request);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received) {
        if (received > kLongestList)
            reply->abort();
    });
    return reply;
}

/// Asks the service for its models. If it answers, it gets work again.
void Service::askAgain()
{
    m_question = get(u"models"_s);
    connect(m_question, &QNetworkReply::finished, this, &Service::onAnswerToQuestion);
}

void Service::onAnswerToQuestion()
{
    QNetworkReply *question = std::exchange(m_question, nullptr);
    question->deleteLater();
    const int status = question->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isWrongModel = m_trouble && m_trouble->kind == Kind::UnknownModel
        && !mayHave(question->readAll(), m_address.model);
    const bool answers = status != 0 && status < 500 && kindOf(status) != Kind::Denied
        && kindOf(status) != Kind::Busy; // 404: it has no list of models
    if (!answers || isWrongModel) {
        m_again.start(m_backoff.next().value_or(m_limits.again.maximum));
        return;
    }
    qCInfo(lcSpeech, "the %s service answers again", m_name);
    enter(Stage::OnTrial);
}

} // namespace holdline::speech
