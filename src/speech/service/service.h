// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/durationhistogram.h"
#include "core/exponentialbackoff.h"
#include "speech/service/servicecall.h"

#include <QNetworkRequest>
#include <QUrl>

#include <optional>
#include <vector>

class QNetworkAccessManager;

namespace holdline::speech {

/// Where a service is, and which of its models we use.
struct ServiceAddress
{
    QUrl base{}; ///< address of the API, such as http://127.0.0.1:11434/v1; empty: no service
    QString model{};
    QByteArray key{}; ///< sent as bearer token; may be empty

    bool isSet() const { return !base.isEmpty(); }
    friend bool operator==(const ServiceAddress &, const ServiceAddress &) = default;
};

/// What a service has done since the start.
struct ServiceFigures
{
    ServiceFigures();

    DurationHistogram answers; ///< from the request of the user to the first useful result
    std::array<quint64, ServiceTrouble::kKinds> troubles{}; ///< failed requests by kind
    quint64 outages = 0; ///< times when the engine on board had to take over
};

/// One service with the HTTP interface of OpenAI, as all sessions share it. Bounds the number of
/// its connections, which users take in turn. Knows whether the service works: after a failure it
/// is not asked again until it answers a question in the background. Owned by an engine; main
/// thread of the server.
class Service : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        Duration connect{std::chrono::seconds(5)}; ///< until the request is sent
        Duration firstByte{std::chrono::seconds(30)};
        Duration silence{std::chrono::seconds(10)}; ///< the longest wait between two bytes
        /// Connections at the same time. Qt opens at most six to one server.
        int calls = 6;
        /// When to ask a service again that has failed.
        BackoffPolicy again{.initial = std::chrono::seconds(5),
                            .maximum = std::chrono::minutes(5),
                            .attempts = std::nullopt};
    };
    enum class Stage : quint8 {
        Unset, ///< there is no service
        Working,
        Down, ///< it has failed, and is asked again in the background
        OnTrial, ///< it answers again, but has not done any work since it failed
    };

    /// `name` is the engine in logs, such as "recognition".
    Service(const char *name, const Limits &limits, QObject *parent = nullptr);
    ~Service() override;

    /// Uses another service from now on. Calls under way fail in a way that isPassing(), so that
    /// their work begins anew there.
    void setAddress(const ServiceAddress &address);
    /// The engine: "recognition", "voice" or "language".
    const char *name() const { return m_name; }
    const ServiceAddress &address() const { return m_address; }
    const Limits &limits() const { return m_limits; }

    Stage stage() const { return m_stage; }
    /// True if there is a service that may be asked now.
    bool isUsable() const { return m_stage == Stage::Working || m_stage == Stage::OnTrial; }
    /// What was wrong when the service failed; `nullopt` if it works or if there is none.
    const std::optional<ServiceTrouble> &trouble() const { return m_trouble; }
    /// "whisper-1 at api.openai.com"; empty if there is no service.
    QString description() const;
    const ServiceFigures &figures() const { return m_figures; }

    /// Sends a request when it is the turn of `speaker`. Calls of one speaker wait for those of all
    /// others in between.
    ServiceCallPtr post(const ServiceCall::Request &request, Speaker speaker = nullptr);
    /// Asks for what costs the service little, beside the calls. The caller deletes the reply, and
    /// must not let it outlive this object.
    QNetworkReply *get(const QString &path);
    /// True if another call could start at once, and one more after it.
    bool hasSpareCalls() const;

    /// A call has brought a result, `time` after the user needed it.
    void noteSuccess(Duration time);
    /// A call has failed, and the engine on board does its work. Calls in line fail, too.
    void noteFailure(const ServiceTrouble &trouble);
    /// A call has failed, and its work is tried again.
    void noteRetry(const ServiceTrouble &trouble);

    // ---- for ServiceCall

    QNetworkRequest requestFor(const QString &path) const;
    void leave(ServiceCall &call);

Q_SIGNALS:
    void stageChanged();

private:
    void enter(Stage stage);
    quint64 turnOf(Speaker speaker) const;
    void proceed();
    void askAgain();
    void onAnswerToQuestion();
    void abandonCalls(std::vector<ServiceCall *> calls, const ServiceTrouble &trouble);

    const char *m_name;
    Limits m_limits;
    ServiceAddress m_address;
    Stage m_stage = Stage::Unset;
    std::optional<ServiceTrouble> m_trouble;
    ExponentialBackoff m_backoff;
    QTimer m_again; ///< runs while the service is down
    ServiceFigures m_figures;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<QNetworkAccessManager> m_questions; ///< has connections of its own
    QNetworkReply *m_question =
        nullptr; ///< under way to a service that is down; a child of m_questions
    std::vector<ServiceCall *> m_line; ///< by their turns
    std::vector<ServiceCall *> m_running;
    quint64 m_turn = 0; ///< of the call that was started last
};

} // namespace holdline::speech
